using System.Diagnostics;
using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests.Privacy;

/// <summary>The brightness of a JPEG's pixels, decoded by ffmpeg and not by what is tested.</summary>
internal sealed class GreyPicture(byte[] pixels, int width, int height)
{
    public int Width => width;

    public int Height => height;

    public byte this[int x, int y] => pixels[(y * width) + x];

    public static async Task<GreyPicture> OfAsync(ReadOnlyMemory<byte> jpeg, int width, int height)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-f", "image2pipe", "-c:v", "mjpeg", "-i", "-", "-f", "rawvideo", "-pix_fmt", "gray", "-"])
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
        Assert.Equal(width * height, pixels.Length);
        return new GreyPicture(pixels.ToArray(), width, height);
    }

    /// <summary>Mean difference between neighbours in a box: how much detail there is.</summary>
    public double DetailIn(PictureBox box) => Mean(box, (x, y) => Math.Abs(this[x, y] - this[x + 1, y]) + Math.Abs(this[x, y] - this[x, y + 1]));

    /// <summary>Mean over the pixels of a box that leaves out those that <paramref name="skip"/> names.</summary>
    public double Mean(PictureBox box, Func<int, int, double> value, Func<double, double, bool>? skip = null)
    {
        var (sum, count) = (0.0, 0);
        for (var y = (int)(box.Y * height); y < Math.Min(height - 1, (box.Y + box.Height) * height); y++)
        {
            for (var x = (int)(box.X * width); x < Math.Min(width - 1, (box.X + box.Width) * width); x++)
            {
                if (skip?.Invoke((x + 0.5) / width, (y + 0.5) / height) is not true)
                {
                    sum += value(x, y);
                    count++;
                }
            }
        }

        return sum / count;
    }
}
