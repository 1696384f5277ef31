using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>The rules of one vehicle: areas, speed, route, hours, load. Told of every judged fix, in order of time; touched by its grid worker alone.</summary>
internal sealed class VehicleRuleBook
{
    private JudgedFix? _last;

    /// <summary>Next moment at which a rule may change without a fix, Unix ms of the hub; null for none.</summary>
    public long? Due { get; private set; }

    /// <summary>Takes over the vehicle as the registry has it now.</summary>
    public void Bind(Device device) => Due = null;

    /// <summary>Judges a fix.</summary>
    /// <param name="device">The vehicle.</param>
    /// <param name="fix">The fix and the one before it.</param>
    /// <param name="news">Takes what was found out.</param>
    public void Apply(Device device, in JudgedFix fix, VehicleNews news) => _last = fix;

    /// <summary>A hold time of a rule is over.</summary>
    public void OnTime(Device device, long now, VehicleNews news) => Due = null;
}
