using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Alarms that changed.</summary>
internal sealed class AlarmNews
{
    /// <summary>Raised or ended: kept, and told to the hub.</summary>
    public List<Alarm> Told { get; } = [];

    /// <summary>Kept for a restart, but not told: held back, or part of a group's alarm. Kept after what is told.</summary>
    public List<Alarm> Kept { get; } = [];

    public bool IsEmpty => Told.Count == 0 && Kept.Count == 0;

    public void Clear()
    {
        Told.Clear();
        Kept.Clear();
    }
}
