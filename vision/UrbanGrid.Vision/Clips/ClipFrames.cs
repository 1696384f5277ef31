using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace UrbanGrid.Vision.Clips;

/// <summary>One picture of a clip.</summary>
/// <param name="Seconds">Time in the clip.</param>
/// <param name="Jpeg">The picture.</param>
public readonly record struct ClipFrame(double Seconds, byte[] Jpeg);

/// <summary>Reads a video file or stream as JPEG pictures through the <c>ffmpeg</c> program.</summary>
public static class ClipFrames
{
    private const int FrameBytesMax = 8 << 20;

    /// <summary>Reads the clip from its beginning to its end.</summary>
    /// <param name="path">File or address that ffmpeg can open.</param>
    /// <param name="framesPerSecond">Pictures per second of the clip.</param>
    /// <param name="filter">ffmpeg filters applied after the rate, e.g. <c>scale=640:360</c>.</param>
    /// <param name="quality">ffmpeg's JPEG quality, 2 (best) to 31.</param>
    /// <param name="cancellation">Stops reading and ends ffmpeg.</param>
    /// <exception cref="VisionException">ffmpeg is missing or cannot read the clip; carries its message.</exception>
    public static async IAsyncEnumerable<ClipFrame> ReadAsync(
        string path,
        double framesPerSecond,
        string filter = "scale=640:360",
        int quality = 5,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        var rate = framesPerSecond.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-threads", "1", "-i", path, "-an", "-vf", $"fps={rate},{filter}", "-c:v", "mjpeg",
            "-q:v", quality.ToString(CultureInfo.InvariantCulture), "-f", "image2pipe", "-",
        ];
        using var ffmpeg = Start(arguments);
        var complaints = ffmpeg.StandardError.ReadToEndAsync(cancellation);
        var count = 0;
        try
        {
            await foreach (var jpeg in JpegSplitter.SplitAsync(ffmpeg.StandardOutput.BaseStream, FrameBytesMax, cancellation))
            {
                yield return new ClipFrame(count++ / framesPerSecond, jpeg);
            }
        }
        finally
        {
            if (!ffmpeg.HasExited)
            {
                ffmpeg.Kill();
            }
        }

        await ffmpeg.WaitForExitAsync(cancellation);
        if (count == 0)
        {
            throw new VisionException($"ffmpeg cannot read {path}: {(await complaints).Trim()}");
        }
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new VisionException("ffmpeg is missing. Install it with: apt-get install -y ffmpeg");
        }
    }
}
