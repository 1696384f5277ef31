using System.Globalization;

namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>One labelled cover.</summary>
/// <param name="File">Name of the picture.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Box">Box around the cover.</param>
/// <param name="IsOpen">Open, half open or displaced.</param>
internal sealed record LabelledCover(string File, Raster Picture, CoverBox Box, bool IsOpen);

/// <summary>A folder of pictures with <c>labels.csv</c>: file, class (<c>Manhole-Closed</c>, <c>Manhole-Open</c>, others left out), xmin, ymin, xmax, ymax.</summary>
internal sealed class ManholePictures
{
    public ManholePictures(string folder)
    {
        Dictionary<string, Raster> pictures = [];
        foreach (var line in System.IO.File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1))
        {
            var cells = line.Split(',');
            var file = cells[0];
            if (!pictures.TryGetValue(file, out var picture))
            {
                Jpegs[file] = System.IO.File.ReadAllBytes(Path.Combine(folder, file));
                pictures[file] = picture = Raster.Decode(Jpegs[file]);
            }

            var n = cells[2..6].Select(c => float.Parse(c, CultureInfo.InvariantCulture)).ToArray();
            var box = new CoverBox(n[0], n[1], n[2] - n[0], n[3] - n[1]);
            if (cells[1] is "Manhole-Closed" or "Manhole-Open")
            {
                Crops.Add(new LabelledCover(file, picture, box, cells[1] == "Manhole-Open"));
            }
            else if (cells[1] == "car" && box.Width > 60)
            {
                Cars.Add(picture.Warp((int)box.Width, (int)box.Height, Affine.Shift(-box.X, -box.Y)));
            }
        }
    }

    public List<LabelledCover> Crops { get; } = [];

    public List<Raster> Cars { get; } = [];

    public Dictionary<string, byte[]> Jpegs { get; } = [];
}
