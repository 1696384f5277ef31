using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes;

namespace UrbanGrid.VisionEval.Commands;

/// <summary><c>./run scenes OUT</c>: writes generated scenes as video files, or as folders of pictures, with their label files.</summary>
internal static class ScenesCommand
{
    /// <summary>Runs it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var options = new CommandOptions(args, [.. SceneSeries.Options, "pictures"], SceneSeries.Flags);
        if (options.Words.Count != 1)
        {
            throw new UsageException("Say where to: ./run scenes OUT [--count N] [--seed N] [--class dumping|occupancy|cover] [--kind NAME,…] [--empty] [--minutes N] [--pictures PER_SECOND]");
        }

        var (folder, series) = (options.Words[0], SceneSeries.Of(options));
        double? rate = options.Has("pictures") ? options.Number("pictures", 0, 0.1, SceneSource.FullRate) : null;
        Directory.CreateDirectory(folder);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForAsync(0, series.Count, limits, async (i, stop) =>
        {
            var scene = series.Scene(i);
            var name = series.NameOf(i, scene);
            var clip = rate is null ? name + ".mp4" : name;
            if (rate is null)
            {
                await SceneFilm.WriteAsync(scene, Path.Combine(folder, clip), stop);
            }
            else
            {
                await WritePicturesAsync(scene, Path.Combine(folder, clip), rate.Value, stop);
            }

            await File.WriteAllBytesAsync(Path.Combine(folder, name + LabelledClips.EmptyStreetSuffix), scene.EmptyStreet(), stop);
            var labels = scene.Labels with { Clip = clip, PicturesPerSecond = rate };
            await File.WriteAllTextAsync(Path.Combine(folder, name + LabelFile.Suffix), LabelFile.Text(labels), stop);
        });
        await Console.Out.WriteLineAsync($"{series.Count} clips in {folder}; evaluate them with: ./run eval vision {folder}");
        return 0;
    }

    /// <summary>Exactly the pictures that <c>./run eval scenes</c> draws in memory.</summary>
    private static async Task WritePicturesAsync(Scene scene, string folder, double rate, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var number = 0;
        await foreach (var frame in new SceneSource(scene).ReadAsync(rate, cancellation))
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{number++:00000}.jpg"), frame.Jpeg, cancellation);
        }
    }
}
