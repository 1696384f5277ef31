using System.Globalization;
using UrbanGrid.VisionEval.Clips;
using UrbanGrid.VisionEval.Scenes;
using UrbanGrid.VisionEval.Scenes.Plots;

namespace UrbanGrid.VisionEval.Commands;

/// <summary><c>./run eval scenes</c>: generated scenes, drawn and judged in memory.</summary>
internal static class EvalScenesCommand
{
    /// <summary>Runs it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var options = new CommandOptions(args, [.. Evaluation.Options, .. SceneSeries.Options], [.. SceneSeries.Flags, .. Evaluation.Flags]);
        if (options.Words.Count != 0)
        {
            throw new UsageException("./run eval scenes takes no folder; options: --count N --seed N [--class dumping|occupancy|cover] [--kind NAME,…] [--empty-hours N] [--fps …] [--json FILE] [--sheets DIR] [--why]");
        }

        var series = SceneSeries.Of(options);
        return await new Evaluation(options).RunAsync(series.Count, series.Clip, cancellation);
    }
}
