using System.Globalization;
using UrbanGrid.Vision.Covers;
using UrbanGrid.VisionEval.Commands;
using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>
/// The part of <c>./run eval covers</c> on single crops: cross-validated on one folder, or trained with one (<c>--train DIR</c>) and
/// asked of another (<c>--test DIR</c>).
/// </summary>
internal sealed class CropsCommand(CommandOptions options)
{
    /// <summary>Early layers of <c>yolox_nano.onnx</c>: a quarter of the way in at 1/8 and half of the way at 1/16 of the crop's size.</summary>
    private const string NanoLayers = "onnx_node!Concat_112,onnx_node!Concat_158";

    /// <summary>Runs it.</summary>
    /// <param name="pictures">The folder to cross-validate on; not read if there are two to train and to test with.</param>
    public void Run(Func<ManholePictures> pictures)
    {
        var (train, test) = (options.Text("train"), options.Text("test"));
        if (train is null != test is null)
        {
            throw new UsageException("Give both, --train DIR and --test DIR, or neither.");
        }

        using (var byHand = new CoverCropFeatures())
        {
            Measure("without a network", byHand, pictures, train, test);
        }

        if (options.Text("net") is { } network)
        {
            using var layers = new CoverCropFeatures(network, options.Text("layers") ?? NanoLayers);
            Measure("with early layers of a network", layers, pictures, train, test);
        }
    }

    private void Measure(string name, CoverCropFeatures features, Func<ManholePictures> pictures, string? train, string? test)
    {
        var evaluation = new CropEvaluation(features);
        if (train is null || test is null)
        {
            var repeats = (int)options.Number("repeats", 10, 1, 1000);
            CropTable.Print(
                string.Create(CultureInfo.InvariantCulture, $"Closed against open or displaced, {name}, {CropFolds.Count}-fold by picture, {repeats} deals"),
                evaluation.CrossValidate(pictures(), repeats));
            return;
        }

        var (taught, asked) = (new ManholePictures(train), new ManholePictures(test));
        var answers = evaluation.TrainAndAsk(taught, asked);
        CropTable.Print($"Closed against open or displaced, {name}, trained with {taught.Crops.Count} covers, asked of {asked.Crops.Count} others", [answers]);
        var known = PictureGroups.Known(asked, taught);
        if (known.Count > 0)
        {
            var strangers = answers.Where(a => !known.Contains(a.Cover.File)).ToList();
            Console.WriteLine($"\n{known.Count} pictures of the test are nearly like one of the training. Without them: "
                + $"{strangers.Count(a => a.IsRight)} of {strangers.Count} right.");
        }
    }
}
