using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Everything a judge may look at: one region in one zone at one moment.</summary>
internal readonly ref struct Hearing
{
    public required StaticRegion Region { get; init; }

    public required WatchedZone Zone { get; init; }

    public required RegionFeatures Features { get; init; }

    /// <summary>Static foreground around it, against its own area.</summary>
    public required double OthersShare { get; init; }

    /// <summary>Place in the picture.</summary>
    public required PictureBox Box { get; init; }

    /// <summary>The frame as received.</summary>
    public required ReadOnlySpan<byte> Jpeg { get; init; }

    public required double Now { get; init; }
}
