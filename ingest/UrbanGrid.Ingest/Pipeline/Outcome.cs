using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>What the stages found out about one observation, or one timer; told to the hub afterwards, in order.</summary>
internal sealed class Outcome
{
    /// <summary>Alarms that changed.</summary>
    public AlarmNews News { get; } = new();

    /// <summary>Alarms raised or cleared.</summary>
    public List<Alarm> Alarms => News.Told;

    /// <summary>What vehicles did.</summary>
    public VehicleNews Vehicles { get; } = new();

    /// <summary>Backgrounds learned.</summary>
    public List<LearnedBackground> Backgrounds { get; } = [];

    /// <summary>Whether the twin changed in more than its values.</summary>
    public bool Urgent { get; set; }

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => News.IsEmpty && Vehicles.IsEmpty && Backgrounds.Count == 0;

    /// <summary>Hands the vehicles' alarms on to those of all devices.</summary>
    public void TakeVehicleAlarms()
    {
        Alarms.AddRange(Vehicles.Alarms);
        Vehicles.Alarms.Clear();
    }

    public void Clear()
    {
        News.Clear();
        Vehicles.Clear();
        Backgrounds.Clear();
        Urgent = false;
    }
}
