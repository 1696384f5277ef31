using System.Numerics;
using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>Which pictures are nearly alike, so that a copy in training does not answer for its twin.</summary>
internal static class PictureGroups
{
    private const int BitsMax = 6;

    /// <summary>Numbers groups of pictures: those nearly alike are one group.</summary>
    public static Dictionary<string, int> Of(ManholePictures pictures)
    {
        Dictionary<string, int> groups = [];
        List<(ulong Hash, int Group)> known = [];
        var count = 0;
        foreach (var (file, hash) in Hashes(pictures))
        {
            var twin = known.FindIndex(k => AreAlike(k.Hash, hash));
            groups[file] = twin < 0 ? count++ : known[twin].Group;
            known.Add((hash, groups[file]));
        }

        return groups;
    }

    /// <summary>Those pictures of a folder that are nearly like one of another.</summary>
    public static HashSet<string> Known(ManholePictures pictures, ManholePictures others)
    {
        var hashes = Hashes(others).ConvertAll(h => h.Hash);
        return [.. Hashes(pictures).Where(p => hashes.Exists(h => AreAlike(h, p.Hash))).Select(p => p.File)];
    }

    private static List<(string File, ulong Hash)> Hashes(ManholePictures pictures) =>
        [.. pictures.Jpegs.OrderBy(j => j.Key, StringComparer.Ordinal).Select(j => (j.Key, HashOf(Raster.Decode(j.Value))))];

    private static bool AreAlike(ulong one, ulong other) => BitOperations.PopCount(one ^ other) <= BitsMax;

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
