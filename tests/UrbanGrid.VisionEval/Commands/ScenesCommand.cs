using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes;

namespace UrbanGrid.VisionEval.Commands;

/// <summary><c>./run scenes OUT</c>: writes generated scenes as video files with their label files.</summary>
internal static class ScenesCommand
{
    /// <summary>Runs it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var options = new CommandOptions(args, SceneSeries.Options, SceneSeries.Flags);
        if (options.Words.Count != 1)
        {
            throw new UsageException("Say where to: ./run scenes OUT [--count N] [--seed N] [--class dumping|occupancy|cover] [--kind NAME,…] [--empty] [--minutes N]");
        }

        var (folder, series) = (options.Words[0], SceneSeries.Of(options));
        Directory.CreateDirectory(folder);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForAsync(0, series.Count, limits, async (i, stop) =>
        {
            var scene = series.Scene(i);
            var name = series.NameOf(i, scene);
            await SceneFilm.WriteAsync(scene, Path.Combine(folder, name + ".mp4"), stop);
            await File.WriteAllTextAsync(Path.Combine(folder, name + LabelFile.Suffix), LabelFile.Text(scene.Labels with { Clip = name + ".mp4" }), stop);
        });
        await Console.Out.WriteLineAsync($"{series.Count} clips in {folder}; evaluate them with: ./run eval vision {folder}");
        return 0;
    }
}
