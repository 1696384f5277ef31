using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Journeys;

/// <summary>Trip and stop under way.</summary>
internal sealed class JourneyMemory
{
    /// <summary>The trip, or what may become one; null while it stands.</summary>
    public TripMemory? Trip { get; set; }

    /// <summary>The stop that was told; it lasts until a trip is long enough to be one.</summary>
    public StopMemory? Stop { get; set; }

    /// <summary>Seconds with the engine on since it halted: part of the trip if it drives on, of the stop if it stays.</summary>
    public double HaltedEngineS { get; set; }
}

/// <summary>A trip under way.</summary>
internal sealed class TripMemory
{
    public long StartAt { get; set; }

    public GeoPoint From { get; set; }

    public long EndAt { get; set; }

    public GeoPoint To { get; set; }

    public double DistanceM { get; set; }

    public double MaxKmh { get; set; }

    public double EngineS { get; set; }

    /// <summary>Seconds of driving.</summary>
    public double DrivenS { get; set; }

    /// <summary>Whether it is long enough to be a trip, and was told.</summary>
    public bool Told { get; set; }

    public VehicleTrip Tell(string vehicleId, bool open) =>
        new(vehicleId, StartAt, EndAt, open, From, To, Math.Round(DistanceM / 1_000, 3), MaxKmh, Math.Round(EngineS, 1));
}

/// <summary>A stop under way.</summary>
internal sealed class StopMemory
{
    public long StartAt { get; set; }

    public GeoPoint Place { get; set; }

    public double IdleS { get; set; }

    public VehicleStop Tell(string vehicleId, long? endAt) => new(vehicleId, StartAt, endAt, Place, Math.Round(IdleS, 1));
}
