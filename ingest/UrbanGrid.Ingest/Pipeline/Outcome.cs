using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>What the stages found out about one observation, or one timer; told to the hub afterwards, in order.</summary>
internal sealed class Outcome
{
    /// <summary>Alarms that changed.</summary>
    public AlarmNews News { get; } = new();

    /// <summary>Alarms raised or cleared.</summary>
    public List<Alarm> Alarms => News.Told;

    /// <summary>Positions accepted.</summary>
    public List<VehiclePosition> Moves { get; } = [];

    /// <summary>Backgrounds learned.</summary>
    public List<LearnedBackground> Backgrounds { get; } = [];

    /// <summary>Whether the twin changed in more than its values.</summary>
    public bool Urgent { get; set; }

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => News.IsEmpty && Moves.Count == 0 && Backgrounds.Count == 0;

    public void Clear()
    {
        News.Clear();
        Moves.Clear();
        Backgrounds.Clear();
        Urgent = false;
    }
}
