using System.Globalization;
using UrbanGrid.VisionEval.Commands;

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
    /// <exception cref="UsageException">There are no labels, or a line of them cannot be read.</exception>
    public ManholePictures(string folder)
    {
        var labels = Path.Combine(folder, "labels.csv");
        if (!File.Exists(labels))
        {
            throw new UsageException($"There is no {labels}: a line for each cover, file,class,xmin,ymin,xmax,ymax.");
        }

        Dictionary<string, Raster> pictures = [];
        foreach (var line in File.ReadLines(labels).Skip(1).Where(l => l.Trim().Length > 0))
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length < 6 || !cells[2..6].All(c => float.TryParse(c, CultureInfo.InvariantCulture, out _)))
            {
                throw new UsageException($"{labels} has '{line}'; a line is file,class,xmin,ymin,xmax,ymax.");
            }

            var file = cells[0];
            if (!pictures.TryGetValue(file, out var picture))
            {
                Jpegs[file] = File.ReadAllBytes(Path.Combine(folder, file));
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
