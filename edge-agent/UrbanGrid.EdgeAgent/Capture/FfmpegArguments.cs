using System.Globalization;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>The command line that turns a source into JPEGs on standard output.</summary>
public static class FfmpegArguments
{
    /// <summary>Time without an answer after which ffmpeg itself gives a network source up, µs; the watchdog is the second net.</summary>
    private const string NetworkTimeoutMicroseconds = "5000000";

    /// <summary>Arguments for a camera: a file is read at its own pace, a live source with as little delay as can be had.</summary>
    public static IReadOnlyList<string> For(CameraSettings camera)
    {
        var fps = camera.Fps.ToString(CultureInfo.InvariantCulture);
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"scale={camera.Width}:{camera.Height}:force_original_aspect_ratio=decrease:force_divisible_by=2");
        return
        [
            "-nostdin", "-v", "error",
            .. camera.IsLive ? Live() : File(camera.Loop),
            "-i", camera.Source,
            "-an", "-sn", "-dn",
            "-vf", $"fps={fps},{size}",
            "-pix_fmt", "yuvj420p", "-c:v", "mjpeg",
            "-q:v", camera.Quality.ToString(CultureInfo.InvariantCulture),
            "-f", "image2pipe", "pipe:1",
        ];
    }

    private static string[] Live() =>
    [
        "-fflags", "nobuffer", "-flags", "low_delay", "-probesize", "32768", "-analyzeduration", "0",
        "-rtsp_transport", "tcp", "-timeout", NetworkTimeoutMicroseconds,
    ];

    private static string[] File(bool loop) => loop ? ["-re", "-stream_loop", "-1"] : ["-re"];
}
