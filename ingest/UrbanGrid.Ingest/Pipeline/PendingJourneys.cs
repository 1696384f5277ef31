using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>What one vehicle has waiting for the journeys' store; of one key the newest.</summary>
internal sealed class PendingJourneys
{
    public Dictionary<long, VehicleTrip> Trips { get; } = [];

    public Dictionary<long, VehicleStop> Stops { get; } = [];

    public Dictionary<DateOnly, VehicleDay> Days { get; } = [];

    public Dictionary<(long, string, string?), VehicleEvent> Events { get; } = [];

    public VehicleCheckpoint? Checkpoint { get; set; }

    public int Rows => Trips.Count + Stops.Count + Days.Count + Events.Count + (Checkpoint is null ? 0 : 1);

    /// <summary>Takes back what could not be stored, where nothing newer has come since.</summary>
    public void TakeBack(PendingJourneys older)
    {
        foreach (var (key, row) in older.Trips)
        {
            Trips.TryAdd(key, row);
        }

        foreach (var (key, row) in older.Stops)
        {
            Stops.TryAdd(key, row);
        }

        foreach (var (key, row) in older.Days)
        {
            Days.TryAdd(key, row);
        }

        foreach (var (key, row) in older.Events)
        {
            Events.TryAdd(key, row);
        }

        Checkpoint ??= older.Checkpoint;
    }

    /// <summary>Forgets all but events: what was worked out once more takes its place.</summary>
    public void ForgetJourneys()
    {
        Trips.Clear();
        Stops.Clear();
        Days.Clear();
        Checkpoint = null;
    }
}
