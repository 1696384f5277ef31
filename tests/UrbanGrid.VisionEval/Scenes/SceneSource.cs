using System.Runtime.CompilerServices;
using UrbanGrid.Vision.Clips;
using UrbanGrid.VisionEval.Clips;

namespace UrbanGrid.VisionEval.Scenes;

/// <summary>A scene as a clip, drawn as its pictures are asked for.</summary>
internal sealed class SceneSource(Scene scene) : IClipSource
{
    /// <summary>Pictures per second of generated clips.</summary>
    public const double FullRate = 10;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ClipFrame> ReadAsync(double? framesPerSecond, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rate = framesPerSecond ?? FullRate;
        for (var i = 0; i / rate < scene.Seconds; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new ClipFrame(i / rate, scene.Jpeg(i / rate));
        }

        await Task.CompletedTask;
    }
}
