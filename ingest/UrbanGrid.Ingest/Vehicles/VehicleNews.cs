using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Journeys;

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

    /// <summary>What a restart needs to go on; the key is the vehicle.</summary>
    public List<VehicleCheckpoint> Checkpoints { get; } = [];

    /// <summary>Days that must be worked out once more, because a fix of theirs came after a newer one was judged.</summary>
    public List<VehicleDate> Late { get; } = [];

    /// <summary>Fixes left out, by <see cref="FixRefusal"/>.</summary>
    public int[] Refused { get; } = new int[FixRefusalText.Count];

    public bool IsEmpty => Moves.Count + Alarms.Count + Events.Count + Late.Count == 0 && !HasJourneys && !_refused;

    /// <summary>Whether there is anything for the journeys' store.</summary>
    public bool HasJourneys => Events.Count + Trips.Count + Stops.Count + Days.Count + Checkpoints.Count > 0;

    private bool _refused;

    public void Refuse(FixRefusal reason)
    {
        Refused[(int)reason]++;
        _refused = true;
    }

    /// <summary>Takes over everything another one holds.</summary>
    public void Add(VehicleNews other)
    {
        Moves.AddRange(other.Moves);
        Alarms.AddRange(other.Alarms);
        Events.AddRange(other.Events);
        Trips.AddRange(other.Trips);
        Stops.AddRange(other.Stops);
        Days.AddRange(other.Days);
        Checkpoints.AddRange(other.Checkpoints);
        Late.AddRange(other.Late);
        for (var reason = 0; reason < Refused.Length; reason++)
        {
            Refused[reason] += other.Refused[reason];
        }

        _refused |= other._refused;
    }

    public void Clear()
    {
        Moves.Clear();
        Alarms.Clear();
        Events.Clear();
        Trips.Clear();
        Stops.Clear();
        Days.Clear();
        Checkpoints.Clear();
        Late.Clear();
        if (_refused)
        {
            Array.Clear(Refused);
            _refused = false;
        }
    }
}
