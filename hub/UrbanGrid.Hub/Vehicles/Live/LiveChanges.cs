namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>What one watcher is told next; kept by the watcher and used again and again.</summary>
public sealed class LiveChanges
{
    /// <summary>So much room is kept between two messages; the full picture of a large city needs more, once.</summary>
    private const int RoomKept = 2_048;

    /// <summary>Where vehicles in the box are.</summary>
    public List<LiveVehicle> Vehicles { get; } = [];

    /// <summary>Vehicles that left the box.</summary>
    public List<string> Gone { get; } = [];

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => Vehicles.Count + Gone.Count == 0;

    /// <summary>Ready for the next.</summary>
    public void Clear()
    {
        Vehicles.Clear();
        Gone.Clear();
        if (Vehicles.Capacity > RoomKept)
        {
            Vehicles.Capacity = RoomKept;
        }
    }
}
