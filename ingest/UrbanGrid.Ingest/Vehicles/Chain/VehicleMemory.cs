using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Everything the chain remembers of a vehicle from one fix to the next. Written as JSON into checkpoints, so names of members stay.</summary>
internal sealed class VehicleMemory
{
    /// <summary>The newest fix the map was told.</summary>
    public PositionSample? Live { get; set; }

    /// <summary>Jumps of the map's fixes.</summary>
    public JumpGate LiveJumps { get; set; } = new();

    /// <summary>The state the map was told.</summary>
    public VehicleState Told { get; set; }

    /// <summary>The last judged fix.</summary>
    public PositionSample? Last { get; set; }

    /// <summary>When that arrived, Unix ms of the hub.</summary>
    public long LastReceivedAt { get; set; }

    /// <summary>Jumps of the judged fixes.</summary>
    public JumpGate Jumps { get; set; } = new();

    /// <summary>Where it stands, or was last.</summary>
    public GroundMemory Ground { get; set; } = new();

    /// <summary>Its state after the last judged fix.</summary>
    public VehicleState State { get; set; }

    /// <summary>Since when it looks like another state, Unix ms; null if it does not.</summary>
    public long? StateHold { get; set; }

    /// <summary>Trip and stop under way.</summary>
    public JourneyMemory Journey { get; set; } = new();

    /// <summary>The day under way; null before the first judged fix.</summary>
    public DayMemory? Day { get; set; }

    /// <summary>The terminal's clock.</summary>
    public ClockMemory Clock { get; set; } = new();
}

/// <summary>Where a vehicle stands, or the place up to which its way is counted.</summary>
internal sealed class GroundMemory
{
    public GeoPoint? Anchor { get; set; }

    /// <summary>When it was last seen to get there, Unix ms.</summary>
    public long AnchorAt { get; set; }

    public bool Standing { get; set; }

    /// <summary>Fixes in a row outside the circle of drift.</summary>
    public int Outside { get; set; }

    public void Set(GeoPoint place, long at, bool standing)
    {
        (Anchor, AnchorAt, Standing, Outside) = (place, at, standing, 0);
    }
}

/// <summary>What looks like a wrong hour of a terminal's clock.</summary>
internal sealed class ClockMemory
{
    public int Hours { get; set; }

    public int Fixes { get; set; }
}
