using System.Diagnostics;
using System.Globalization;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>Brightness of parts of a picture, decoded by ffmpeg.</summary>
internal static class GreyPicture
{
    /// <summary>The left half is black, and the right one is not.</summary>
    public static async Task AssertLeftHalfHiddenAsync(byte[] jpeg)
    {
        Assert.True(await BrightnessAsync(jpeg, 0.05, 0.1, 0.4, 0.8) < 5);
        Assert.True(await BrightnessAsync(jpeg, 0.55, 0.1, 0.4, 0.8) > 20);
    }

    /// <summary>Mean brightness, 0..255, of a part of a JPEG; the place is relative.</summary>
    public static async Task<double> BrightnessAsync(byte[] jpeg, double x, double y, double width, double height)
    {
        var crop = string.Create(CultureInfo.InvariantCulture, $"crop=iw*{width}:ih*{height}:iw*{x}:ih*{y}");
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-f", "image2pipe", "-c:v", "mjpeg", "-i", "-", "-vf", crop, "-f", "rawvideo", "-pix_fmt", "gray", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using var pixels = new MemoryStream();
        var reading = ffmpeg.StandardOutput.BaseStream.CopyToAsync(pixels);
        await ffmpeg.StandardInput.BaseStream.WriteAsync(jpeg);
        ffmpeg.StandardInput.Close();
        await reading;
        await ffmpeg.WaitForExitAsync();
        return pixels.ToArray().Average(b => b);
    }
}
