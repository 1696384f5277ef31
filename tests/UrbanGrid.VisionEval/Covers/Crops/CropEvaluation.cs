using UrbanGrid.Contracts;
using UrbanGrid.Vision.Covers;
using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>Closed against open or displaced, cross-validated: no picture, and none nearly like it, is in training and test at once.</summary>
internal sealed class CropEvaluation(ManholePictures pictures, CoverCropFeatures features)
{
    private const int Folds = 5;
    private const int WideFrom = 60;

    /// <summary>Crops with what was believed of each.</summary>
    public IReadOnlyList<(LabelledCover Cover, double Open)> Run()
    {
        var groups = PictureGroups.Of(pictures);
        var crops = pictures.Crops.ConvertAll(c => (Cover: c, Crop: new CoverCrop(
            pictures.Jpegs[c.File], new PictureBox(c.Box.X, c.Box.Y, c.Box.Width, c.Box.Height))));
        List<(LabelledCover, double)> results = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var training = crops.Where(c => groups[c.Cover.File] % Folds != fold).Select(c => (c.Crop, c.Cover.IsOpen)).ToList();
            using var classifier = CoverCropClassifier.Train(training, features);
            results.AddRange(crops.Where(c => groups[c.Cover.File] % Folds == fold).Select(c => (c.Cover, classifier.ProbabilityOpen(c.Crop))));
        }

        return results;
    }

    public static void Print(string name, IReadOnlyList<(LabelledCover Cover, double Open)> results)
    {
        Console.WriteLine($"\nClosed against open or displaced, {name}, {Folds}-fold by picture");
        Console.WriteLine("| | closed said | open said |");
        Console.WriteLine("|---|---|---|");
        foreach (var open in (bool[])[false, true])
        {
            var of = results.Where(r => r.Cover.IsOpen == open).ToList();
            Console.WriteLine($"| {(open ? "open or displaced" : "closed")} | {of.Count(r => r.Open < 0.5)} | {of.Count(r => r.Open >= 0.5)} |");
        }

        Accuracy("all", results);
        Accuracy($">= {WideFrom} px wide", [.. results.Where(r => r.Cover.Box.Width >= WideFrom)]);
        Accuracy("where it is sure (outside 0.4..0.6)", [.. results.Where(r => Math.Abs(r.Open - 0.5) > 0.1)]);
        Console.WriteLine("wrong: " + string.Join(' ', results.Where(r => !IsRight(r)).Select(r =>
            $"{r.Cover.File[..4]}({(r.Cover.IsOpen ? "open" : "closed")},{r.Cover.Box.Width:F0}px,{r.Open:F2})")));
    }

    private static void Accuracy(string what, IReadOnlyList<(LabelledCover Cover, double Open)> results) =>
        Console.WriteLine($"{what}: {results.Count(IsRight)} of {results.Count} = {(double)results.Count(IsRight) / results.Count:P1}");

    private static bool IsRight((LabelledCover Cover, double Open) result) => result.Open >= 0.5 == result.Cover.IsOpen;
}
