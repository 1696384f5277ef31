using System.Diagnostics;
using System.Globalization;
using UrbanGrid.EdgeAgent.Tests.Fixtures;

namespace UrbanGrid.EdgeAgent.Tests.Recording;

/// <summary>A film that tells its own time: second n is grey of brightness 10 + 10·n all over.</summary>
internal static class Film
{
    private const int Side = 16;

    /// <summary>Makes it as H.264 with a key frame each second, or as something that must be encoded anew.</summary>
    public static Task MakeAsync(string path, int seconds, bool h264 = true) => ChildProcess.RunAsync(
        "ffmpeg",
        ["-v", "error", "-y", "-f", "lavfi", "-i", $"color=black:size=320x240:rate=10:duration={seconds}", "-vf", "geq=lum='10+10*floor(T)':cb=128:cr=128",
            .. h264 ? (string[])["-c:v", "libx264", "-g", "10", "-pix_fmt", "yuv420p"] : ["-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p"], path]);

    /// <summary>Which second of the film a picture or the frame of a clip is of.</summary>
    /// <param name="file">JPEG or MP4.</param>
    /// <param name="at">Seconds from its begin.</param>
    public static async Task<int> SecondAsync(string file, double at = 0) =>
        (int)Math.Round(((await BrightnessAsync(file, at, 0, 0)).Average(b => b) - 10) / 10, MidpointRounding.AwayFromZero);

    /// <summary>Brightness of a square of the picture, whose corner is at a share of its width and height.</summary>
    public static async Task<byte[]> BrightnessAsync(string file, double at, double x, double y)
    {
        var crop = string.Create(CultureInfo.InvariantCulture, $"scale=320:240:in_range=auto:out_range=tv,crop={Side}:{Side}:{x * 320}:{y * 240}");
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            ["-v", "error", "-i", file, "-ss", at.ToString(CultureInfo.InvariantCulture), "-frames:v", "1", "-vf", crop, "-f", "rawvideo", "-pix_fmt", "gray", "-"])
        {
            RedirectStandardOutput = true,
        })!;
        using var pixels = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(pixels);
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(Side * Side, pixels.Length);
        return pixels.ToArray();
    }

    /// <summary>What ffprobe says of a file, e.g. <c>stream=codec_name</c>.</summary>
    public static async Task<string> ProbeAsync(string file, string entry)
    {
        using var ffprobe = Process.Start(new ProcessStartInfo(
            "ffprobe", ["-v", "error", "-show_entries", entry, "-of", "default=nw=1:nk=1", file]) { RedirectStandardOutput = true })!;
        var text = await ffprobe.StandardOutput.ReadToEndAsync();
        await ffprobe.WaitForExitAsync();
        return text.Trim();
    }
}
