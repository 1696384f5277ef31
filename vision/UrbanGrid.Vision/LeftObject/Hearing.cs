using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Everything a judge may look at: one region in one zone at one moment.</summary>
internal readonly ref struct Hearing
{
    public required StaticRegion Region { get; init; }

    public required ZoneClock Clock { get; init; }

    public required RegionFeatures Features { get; init; }

    /// <summary>Static foreground around it, against its own area.</summary>
    public required double OthersShare { get; init; }

    /// <summary>Place in the picture.</summary>
    public required PictureBox Box { get; init; }

    /// <summary>The thing with whoever stands right beside it, on the work grid.</summary>
    public required GridBox Figure { get; init; }

    /// <summary>The frame as received.</summary>
    public required ReadOnlySpan<byte> Jpeg { get; init; }

    /// <summary>What the scene made of it.</summary>
    public required SceneFrame Frame { get; init; }

    public required double Now { get; init; }

    public WatchedZone Zone => Clock.Zone;

    /// <summary>Edges along the outline, now against before; under 1 they were stronger before.</summary>
    public double EdgeRatio => (Features.EdgeNow + EdgeFloor) / (Features.EdgeBefore + EdgeFloor);

    /// <summary>Added to both, so that two smooth outlines do not give a wild ratio, grey levels.</summary>
    private const double EdgeFloor = 3;
}
