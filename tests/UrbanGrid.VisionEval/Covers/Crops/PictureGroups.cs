using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>Numbers groups of pictures: those nearly alike are one group, so that a copy in training does not answer for its twin.</summary>
internal static class PictureGroups
{
    private const int BitsMax = 6;

    public static Dictionary<string, int> Of(ManholePictures pictures)
    {
        Dictionary<string, int> groups = [];
        List<(ulong Hash, int Group)> known = [];
        var count = 0;
        foreach (var (file, jpeg) in pictures.Jpegs.OrderBy(j => j.Key, StringComparer.Ordinal))
        {
            var hash = HashOf(Raster.Decode(jpeg));
            var twin = known.Find(k => System.Numerics.BitOperations.PopCount(k.Hash ^ hash) <= BitsMax);
            var group = twin.Hash == 0 ? count++ : twin.Group;
            known.Add((hash, group));
            groups[file] = group;
        }

        return groups;
    }

    /// <summary>Of an 8×8 raster, whether each cell is brighter than its left neighbour.</summary>
    private static ulong HashOf(Raster picture)
    {
        var cells = new double[9, 8];
        var counts = new int[9, 8];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var (cx, cy) = (x * 9 / picture.Width, y * 8 / picture.Height);
                cells[cx, cy] += picture.Pixels[((y * picture.Width) + x) * Raster.Channels + 1];
                counts[cx, cy]++;
            }
        }

        var hash = 0UL;
        for (var y = 0; y < 8; y++)
        {
            for (var x = 1; x < 9; x++)
            {
                var brighter = cells[x, y] / counts[x, y] > cells[x - 1, y] / counts[x - 1, y];
                hash = (hash << 1) | (brighter ? 1UL : 0);
            }
        }

        return hash;
    }
}
