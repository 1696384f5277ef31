using System.Globalization;
using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Covers;
using UrbanGrid.VisionEval.Covers.Composites;
using UrbanGrid.VisionEval.Covers.Crops;

namespace UrbanGrid.VisionEval.Covers;

/// <summary>
/// <c>./run eval covers [DIR] [--fit] [--only composites|crops] [--width N] [--seeds N] [--net FILE]</c>: composed removals and nuisances on the real clip,
/// and single crops, cross-validated. DIR holds <c>video/aboda_video4.avi</c> and <c>images/manhole</c>.
/// </summary>
internal static class CoversCommand
{
    private const string NetLayers = "onnx_node!Concat_112,onnx_node!Concat_158";
    private static readonly int[] AllWidths = [56, 28];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        string? Option(string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        var data = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "../shared/data";
        var pictures = new ManholePictures(Path.Combine(data, "images", "manhole"));
        var seeds = int.Parse(Option("--seeds") ?? "10", CultureInfo.InvariantCulture);
        var widths = Option("--width") is { } only ? [int.Parse(only, CultureInfo.InvariantCulture)] : AllWidths;
        if (args.Contains("--fit"))
        {
            await FitAsync(data, pictures);
            return 0;
        }

        if (Option("--only") is not "crops")
        {
            await CompositesAsync(data, pictures, widths, seeds, cancellation);
        }

        if (Option("--only") is not "composites")
        {
            Crops(pictures, Option("--net"));
        }

        return 0;
    }

    /// <summary>Weights of the score, from the photographed covers alone: the clip is kept to measure on.</summary>
    private static async Task FitAsync(string data, ManholePictures pictures)
    {
        var table = new MeasureTable(new Removals(new HoleBank(pictures)));
        var rows = AllWidths.SelectMany(w => CoverScenes.OfPictures(pictures, w, 15))
            .AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount).SelectMany(s => table.Of(s, seeds: 2))
            .Where(r => r.Kind != nameof(Removal.Rotated)).ToList();
        Console.WriteLine($"{rows.Count} seconds of {rows.Select(r => r.Scene).Distinct().Count()} covers; bias, then {string.Join(", ", CoverScore.Names)}:");
        var weights = ScoreFit.Fit(rows);
        ScoreFit.Print(weights);
        foreach (var width in AllWidths)
        {
            var kept = table.Of(await CoverScenes.OfClipAsync(Path.Combine(data, "video", "aboda_video4.avi"), width), seeds: 6).ToList();
            ScoreFit.PrintOrder($"on the clip, {width} px", weights, kept);
        }
    }

    private static async Task CompositesAsync(
        string data, ManholePictures pictures, int[] widths, int seeds, CancellationToken cancellation)
    {
        var clip = Path.Combine(data, "video", "aboda_video4.avi");
        var events = new CompositeEvents(new Removals(new HoleBank(pictures)), new Obstacles(pictures.Cars, await BagAsync(clip, cancellation)));
        foreach (var width in widths)
        {
            var scene = await CoverScenes.OfClipAsync(clip, width);
            var removed = events.Removed(scene, seeds).ToList();
            var disturbed = events.Disturbed(scene, seeds).ToList();
            CompositeEvents.Print($"Removals, cover {width} px wide", removed);
            CompositeEvents.Print($"Nuisances, cover {width} px wide", disturbed);
            CompositeEvents.Print($"Things over it, cover {width} px wide", [.. events.Obstructed(scene, seeds)]);
            var counted = removed.Where(r => r.Kind != nameof(Removal.Rotated)).ToList();
            Console.WriteLine(
                $"\n{width} px: found {counted.Count(r => r.Alarms > 0)} of {counted.Count} removals = "
                + $"{(double)counted.Count(r => r.Alarms > 0) / counted.Count:F3} (turned in its seat not counted), "
                + $"{disturbed.Count(r => r.Alarms > 0)} false alarms in {disturbed.Count} nuisance sequences");
        }
    }

    private static void Crops(ManholePictures pictures, string? net)
    {
        using (var features = new CoverCropFeatures())
        {
            CropEvaluation.Print("without a network", new CropEvaluation(pictures, features).Run());
        }

        if (net is not null)
        {
            using var features = new CoverCropFeatures(net, NetLayers);
            CropEvaluation.Print("with early layers of a network", new CropEvaluation(pictures, features).Run());
        }
    }

    /// <summary>The bag that the man of the clip puts down.</summary>
    private static async Task<Raster> BagAsync(string clip, CancellationToken cancellation)
    {
        const double Standing = 26.5;
        await foreach (var frame in ClipFrames.ReadAsync(clip, 2, "scale=720:480", quality: 3, cancellation: cancellation))
        {
            if (frame.Seconds >= Standing)
            {
                return Raster.Decode(frame.Jpeg).Warp(59, 45, Affine.Shift(450, 369));
            }
        }

        throw new Vision.VisionException($"{clip} ends before the bag is put down.");
    }
}
