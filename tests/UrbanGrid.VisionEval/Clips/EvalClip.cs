using UrbanGrid.Vision.Clips;
using UrbanGrid.VisionEval.Labels;

namespace UrbanGrid.VisionEval.Clips;

/// <summary>A clip with what must be reported in it.</summary>
internal sealed record EvalClip(string Name, ClipLabels Labels, IClipSource Source)
{
    /// <summary>A picture of the street with nothing in its occupancy zones, as an installer takes it; null where there is none.</summary>
    public byte[]? EmptyStreet { get; init; }
}

/// <summary>Where pictures come from: a file, a folder, or drawn as they are asked for.</summary>
internal interface IClipSource
{
    /// <summary>The clip from its beginning, at a rate; null means every picture it has.</summary>
    IAsyncEnumerable<ClipFrame> ReadAsync(double? framesPerSecond, CancellationToken cancellation);
}
