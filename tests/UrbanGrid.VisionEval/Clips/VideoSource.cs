using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.VisionEval.Clips;

/// <summary>A video file, read through ffmpeg as the edge agent reads a camera.</summary>
internal sealed class VideoSource(string path) : IClipSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ClipFrame> ReadAsync(double? framesPerSecond, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rate = framesPerSecond ?? await OwnRateAsync(cancellation);
        await foreach (var frame in ClipFrames.ReadAsync(path, rate, cancellation: cancellation))
        {
            yield return frame;
        }
    }

    private async Task<double> OwnRateAsync(CancellationToken cancellation)
    {
        string[] arguments = ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=avg_frame_rate", "-of", "csv=p=0", path];
        using var probe = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = probe.StandardError.ReadToEndAsync(cancellation);
        var answer = (await probe.StandardOutput.ReadToEndAsync(cancellation)).Trim().Split('/', ',');
        await probe.WaitForExitAsync(cancellation);
        return answer.Length >= 2
            && double.TryParse(answer[0], CultureInfo.InvariantCulture, out var count)
            && double.TryParse(answer[1], CultureInfo.InvariantCulture, out var seconds)
            && count > 0 && seconds > 0
            ? count / seconds
            : throw new VisionException($"ffprobe knows no frame rate of {path}: {(await complaints).Trim()}");
    }
}
