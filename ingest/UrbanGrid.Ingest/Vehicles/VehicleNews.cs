using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>What the vehicle steps found out about one observation, or one timer; told and kept afterwards, in order.</summary>
internal sealed class VehicleNews
{
    /// <summary>Where vehicles are, for the map.</summary>
    public List<VehiclePosition> Moves { get; } = [];

    /// <summary>Alarms raised or cleared.</summary>
    public List<Alarm> Alarms { get; } = [];

    /// <summary>What happened, for the vehicle's history.</summary>
    public List<VehicleEvent> Events { get; } = [];

    /// <summary>Trips begun, prolonged or ended; the key is vehicle and begin.</summary>
    public List<VehicleTrip> Trips { get; } = [];

    /// <summary>Stops begun or ended; the key is vehicle and begin.</summary>
    public List<VehicleStop> Stops { get; } = [];

    /// <summary>Days as they stand; the key is vehicle and date.</summary>
    public List<VehicleDay> Days { get; } = [];

    public bool IsEmpty => Moves.Count + Alarms.Count + Events.Count + Trips.Count + Stops.Count + Days.Count == 0;

    public void Clear()
    {
        Moves.Clear();
        Alarms.Clear();
        Events.Clear();
        Trips.Clear();
        Stops.Clear();
        Days.Clear();
    }
}
