using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>One reason to think that a truck tips where it may not.</summary>
/// <param name="name">As the alarm names it.</param>
internal sealed class DumpingReason(string name)
{
    public string Name => name;

    /// <summary>How far it alone is believed, 0 to 1.</summary>
    public double Score { get; set; }

    /// <summary>When it began, Unix ms; null while it says nothing.</summary>
    public long? At { get; private set; }

    public GeoPoint Place { get; private set; }

    /// <summary>What was read of it.</summary>
    public AlarmReading? Reading { get; private set; }

    public bool Says => At is not null;

    /// <summary>It says so; the first word of it stands.</summary>
    public void Say(long at, GeoPoint place, AlarmReading reading)
    {
        if (At is null)
        {
            (At, Place, Reading) = (at, place, reading);
        }
    }

    public void Forget() => (At, Reading) = (null, null);
}
