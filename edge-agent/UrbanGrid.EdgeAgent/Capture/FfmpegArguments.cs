using System.Globalization;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>The command line that turns a source into JPEGs on standard output and, if wanted, a recording in pieces.</summary>
public static class FfmpegArguments
{
    /// <summary>Time without an answer after which ffmpeg itself gives a network source up, µs; the watchdog is the second net.</summary>
    private const string NetworkTimeoutMicroseconds = "5000000";

    /// <summary>Length of a piece, seconds: a clip begins at a piece, so this is how much longer than wanted it may be at each end.</summary>
    private const string PieceSeconds = "2";

    /// <summary>Arguments for a plan: a file is read at its own pace, a live source with as little delay as can be had.</summary>
    public static IReadOnlyList<string> For(CapturePlan plan)
    {
        var camera = plan.Camera;
        return
        [
            "-nostdin", "-v", "error",
            .. camera.IsLive ? Live() : File(camera.Loop),
            "-i", camera.Source,
            .. plan.MaskFile is { } mask ? (string[])["-f", "image2", "-i", mask] : [],
            "-filter_complex", Filters(plan),
            "-map", "[frames]", "-an", "-sn", "-dn",
            "-pix_fmt", "yuvj420p", "-c:v", "mjpeg",
            "-q:v", camera.Quality.ToString(CultureInfo.InvariantCulture),
            "-f", "image2pipe", "pipe:1",
            .. plan.Recording is { } recording ? Record(recording) : [],
        ];
    }

    /// <summary>
    /// The privacy zones lie over the picture before anything leaves the filters; without its mask ffmpeg gives no frame at
    /// all. The mask is stretched to each picture it is laid over.
    /// </summary>
    private static string Filters(CapturePlan plan)
    {
        var camera = plan.Camera;
        var small = string.Create(
            CultureInfo.InvariantCulture,
            $"fps={camera.Fps},scale={camera.Width}:{camera.Height}:force_original_aspect_ratio=decrease:force_divisible_by=2");
        if (plan.Recording is not { Copy: false } recording)
        {
            return plan.MaskFile is null ? $"[0:v:0]{small}[frames]" : $"[0:v:0]{small}[a];{Over("a", "1:v", "frames")}";
        }

        var large = string.Create(CultureInfo.InvariantCulture, $"scale='min({recording.EncodedWidth},iw)':-2");
        return plan.MaskFile is null
            ? $"[0:v:0]split[a][b];[a]{small}[frames];[b]{large}[film]"
            : $"[0:v:0]split[a][b];[a]{small}[c];[b]{large}[d];[1:v]split[m][n];{Over("c", "m", "frames")};{Over("d", "n", "film")}";
    }

    private static string Over(string picture, string mask, string result) =>
        $"[{mask}][{picture}]scale2ref=flags=neighbor[{result}m][{result}p];[{result}p][{result}m]overlay[{result}]";

    private static string[] Record(RecordingOutput recording) =>
    [
        .. recording.Copy
            ? (string[])["-map", "0:v:0", "-c:v", "copy"]
            : ["-map", "[film]", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-crf", "25", "-pix_fmt", "yuv420p",
                "-force_key_frames", $"expr:gte(t,n_forced*{PieceSeconds})"],
        "-an", "-sn", "-dn",
        "-f", "segment", "-segment_time", PieceSeconds, "-segment_format", "mpegts",
        "-segment_list", recording.ListFile, "-segment_list_type", "csv", recording.Pieces,
    ];

    private static string[] Live() =>
    [
        "-fflags", "nobuffer", "-flags", "low_delay", "-probesize", "32768", "-analyzeduration", "0",
        "-rtsp_transport", "tcp", "-timeout", NetworkTimeoutMicroseconds,
    ];

    private static string[] File(bool loop) => loop ? ["-re", "-stream_loop", "-1"] : ["-re"];
}
