using System.Globalization;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>Makes the copy of a clip that every browser plays.</summary>
internal static class ClipCopy
{
    /// <summary>Detectors see at most 640 pixels, so a person needs no more; even sides, as H.264 wants them.</summary>
    private const string Size = "scale='min(640,iw)':-2";

    /// <summary>Writes it, unless it is there. Pictures alone: sound of a street is nobody's business.</summary>
    /// <param name="clip">Clip to copy.</param>
    /// <param name="secondsMax">Where a clip that does not say its length is cut.</param>
    /// <param name="progress">Told the seconds that are done.</param>
    /// <param name="cancellationToken">Gives up and leaves nothing.</param>
    /// <exception cref="ProblemException"><c>clip_unreadable</c> with ffmpeg's complaint.</exception>
    public static async Task MakeAsync(ReplayClip clip, double secondsMax, Action<double> progress, CancellationToken cancellationToken)
    {
        if (File.Exists(clip.ForBrowsers))
        {
            return;
        }

        var unfinished = Path.Combine(clip.Folder, "unfinished.mp4");
        string[] arguments =
        [
            "-nostdin", "-y", .. VideoProgram.Careful, "-threads", "1", "-i", clip.Source,
            "-t", secondsMax.ToString(CultureInfo.InvariantCulture), "-an", "-sn", "-dn", "-vf", Size,
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p", "-threads", "1",
            "-movflags", "+faststart", "-progress", "pipe:1", "-nostats", "-f", "mp4", unfinished,
        ];
        var (exitCode, _, complaints) = await VideoProgram.RunAsync("ffmpeg", arguments, line => Report(line, progress), cancellationToken);
        if (exitCode != 0)
        {
            throw new ProblemException("clip_unreadable", LastLine(complaints).Replace(clip.Source, clip.Name, StringComparison.Ordinal));
        }

        File.Move(unfinished, clip.ForBrowsers);
    }

    private static void Report(string line, Action<double> progress)
    {
        const string Key = "out_time_us=";
        if (line.StartsWith(Key, StringComparison.Ordinal)
            && long.TryParse(line.AsSpan(Key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds))
        {
            progress(microseconds / 1e6);
        }
    }

    private static string LastLine(string text) => text.Split('\n')[^1].Trim();
}
