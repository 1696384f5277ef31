using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Covers;
using UrbanGrid.VisionEval.Commands;
using UrbanGrid.VisionEval.Covers.Composites;
using UrbanGrid.VisionEval.Covers.Crops;

namespace UrbanGrid.VisionEval.Covers;

/// <summary>
/// <c>./run eval covers [DIR] [--fit] [--only composites|crops] [--width N] [--seeds N] [--net FILE] [--train DIR --test DIR]</c>: composed
/// removals and nuisances on the real clip, and single crops. DIR holds <c>video/aboda_video4.avi</c> and <c>images/manhole</c>.
/// </summary>
internal static class CoversCommand
{
    private static readonly string[] Options = ["only", "width", "seeds", "net", "layers", "repeats", "train", "test"];
    private static readonly int[] AllWidths = [56, 28];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var options = new CommandOptions(args, Options, ["fit"]);
        var data = options.Words.Count > 0 ? options.Words[0] : "../shared/data";
        var pictures = new Lazy<ManholePictures>(() => new ManholePictures(Path.Combine(data, "images", "manhole")));
        if (options.Has("fit"))
        {
            await FitAsync(data, pictures.Value);
            return 0;
        }

        var only = options.Text("only");
        if (only is not ("crops" or null or "composites"))
        {
            throw new UsageException($"--only is {only}; give composites or crops.");
        }

        if (only is not "crops")
        {
            int[] widths = options.Has("width") ? [(int)options.Number("width", 0, 8, 1000)] : AllWidths;
            await CompositesAsync(data, pictures.Value, widths, (int)options.Number("seeds", 10, 1, 10_000), cancellation);
        }

        if (only is not "composites")
        {
            new CropsCommand(options).Run(() => pictures.Value);
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
