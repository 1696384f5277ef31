using System.Runtime.CompilerServices;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.VisionEval.Clips;

/// <summary>A folder of JPEG files, in the order of their names.</summary>
internal sealed class PictureFolderSource(string folder, double picturesPerSecond) : IClipSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ClipFrame> ReadAsync(double? framesPerSecond, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rate = Math.Min(framesPerSecond ?? picturesPerSecond, picturesPerSecond);
        string[] files = [.. Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal)];
        for (var count = 0; ; count++)
        {
            var index = (int)Math.Round(count / rate * picturesPerSecond);
            if (index >= files.Length)
            {
                yield break;
            }

            yield return new ClipFrame(count / rate, await File.ReadAllBytesAsync(files[index], cancellation));
        }
    }
}
