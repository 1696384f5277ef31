using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>A fix on its way through the chain, and what the handlers before found out about it.</summary>
internal struct FixInHand(PositionSample fix, long receivedAt, PositionSample? previous)
{
    /// <summary>The fix; in WGS-84 once <see cref="CoordinatesHandler"/> is through.</summary>
    public PositionSample Fix { get; set; } = fix;

    /// <summary>When it arrived, Unix ms of the hub.</summary>
    public long ReceivedAt { get; } = receivedAt;

    /// <summary>The judged fix before it; null for the first, after a gap, and at a place it jumped to.</summary>
    public PositionSample? Previous { get; set; } = previous;

    /// <summary>Whether it drives at this fix, or was moved to it.</summary>
    public bool Driving { get; set; }

    /// <summary>Since when it stood up to this fix, Unix ms; null if it drove.</summary>
    public long? StoodSince { get; set; }

    /// <summary>Whether it stood up to this fix.</summary>
    public readonly bool Stood => StoodSince is not null;

    /// <summary>From where its way is measured; null if it did not move.</summary>
    public GeoPoint? From { get; set; }

    /// <summary>Metres driven since the fix before.</summary>
    public double DistanceM { get; set; }

    /// <summary>What it did up to this fix.</summary>
    public VehicleState StateBefore { get; set; }

    /// <summary>What it does from this fix on.</summary>
    public VehicleState State { get; set; }

    /// <summary>Trips that began with this fix.</summary>
    public int TripsBegun { get; set; }

    /// <summary>Ms since the fix before; 0 for the first.</summary>
    public readonly long SpanMs => Previous is { } previous ? Fix.Timestamp - previous.Timestamp : 0;

    /// <summary>Whether nobody can say what it did since the fix before.</summary>
    public readonly bool IsAfterGap(VehicleSettings settings) => SpanMs >= settings.GapS * 1_000;

    /// <summary>Whether its engine is on (ACC); null if the terminal does not say.</summary>
    public readonly bool? Engine => EngineOf(Fix);

    /// <summary>Whether an engine was on at a fix; null if the terminal does not say.</summary>
    public static bool? EngineOf(PositionSample fix) => fix.Attributes.TryGetValue(VehicleAttributes.Ignition, out var on) ? on > 0 : null;
}
