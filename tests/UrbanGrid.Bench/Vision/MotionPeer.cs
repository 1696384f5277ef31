using System.Diagnostics;
using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>What <c>motion</c> used and said while it watched the clip once.</summary>
/// <param name="Milliseconds">Processor time from the moment it had opened the clip to its end.</param>
/// <param name="Events">Its events, with their second of the clip.</param>
internal sealed record MotionRun(double Milliseconds, IReadOnlyList<string> Events);

/// <summary>Debian's program <c>motion</c>, which watches a clip in real time as if it were a camera; it writes no pictures and no films.</summary>
internal sealed class MotionPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("urbangrid-motion-");

    private MotionPeer()
    {
    }

    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "motion")));

    /// <summary>What the program calls itself; empty before the first run.</summary>
    public string Version { get; private set; } = "";

    private string Clip => Path.Combine(_folder.FullName, "clip.mkv");

    private string Settings => Path.Combine(_folder.FullName, "motion.conf");

    /// <summary>Puts the JPEGs, as they are, into a film that it can open.</summary>
    public static async Task<MotionPeer> PrepareAsync(VisionBenchClip clip, CancellationToken cancellation)
    {
        var peer = new MotionPeer();
        var rate = clip.FramesPerSecond.ToString(CultureInfo.InvariantCulture);
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-f", "image2pipe", "-c:v", "mjpeg", "-framerate", rate, "-i", "-", "-c", "copy", peer.Clip]) { RedirectStandardInput = true })!;
        foreach (var frame in clip.Frames)
        {
            await ffmpeg.StandardInput.BaseStream.WriteAsync(frame, cancellation);
        }

        ffmpeg.StandardInput.Close();
        await ffmpeg.WaitForExitAsync(cancellation);
        await File.WriteAllLinesAsync(
            peer.Settings,
            [
                "daemon off", "log_level 6", $"netcam_url file://{peer.Clip}", "width 640", "height 360", $"framerate {rate}", "event_gap 5",
                "picture_output off", "movie_output off", "webcontrol_port 0", "stream_port 0",
            ],
            cancellation);
        return peer;
    }

    /// <summary>Lets it watch the clip once, on one core.</summary>
    /// <exception cref="InvalidOperationException">It did not reach the clip's end.</exception>
    public async Task<MotionRun> WatchAsync(CancellationToken cancellation)
    {
        using var motion = Process.Start(new ProcessStartInfo("taskset", ["-c", OneCore.Name, "motion", "-n", "-c", Settings])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(Patience);
        _ = motion.StandardOutput.ReadToEndAsync(enough.Token);
        try
        {
            return await FollowAsync(motion, enough.Token);
        }
        finally
        {
            motion.Kill();
            await motion.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<MotionRun> FollowAsync(Process motion, CancellationToken cancellation)
    {
        var clock = new Stopwatch();
        var before = 0.0;
        List<string> events = [];
        while (await motion.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains("motion_startup: Motion ", StringComparison.Ordinal))
            {
                Version = line[line.IndexOf("Motion ", StringComparison.Ordinal)..].Replace(" Started", "", StringComparison.Ordinal).Trim();
            }
            else if (line.Contains(") connected", StringComparison.Ordinal) && !clock.IsRunning)
            {
                clock.Start();
                before = OneCore.Milliseconds(motion.Id);
            }
            else if (line.Contains("netcam_rtsp_handler_reconnect", StringComparison.Ordinal))
            {
                return new MotionRun(OneCore.Milliseconds(motion.Id) - before, events);
            }
            else if (line.Contains("Motion detected", StringComparison.Ordinal) || line.Contains("End of event", StringComparison.Ordinal))
            {
                events.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F1} s: {line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Trim()}"));
            }
        }

        throw new InvalidOperationException("motion ended before the clip did.");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
