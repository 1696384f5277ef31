using System.Collections.Concurrent;

namespace UrbanGrid.Ingest.Twins;

/// <summary>The last known state of every device, for whoever wants to look.</summary>
public sealed class TwinBoard
{
    private readonly ConcurrentDictionary<string, DeviceTwin> _twins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VehiclePosition> _vehicles = new(StringComparer.Ordinal);

    /// <summary>Every twin.</summary>
    public IEnumerable<DeviceTwin> All => _twins.Select(t => t.Value);

    /// <summary>Last accepted position of every vehicle.</summary>
    public IEnumerable<VehiclePosition> Vehicles => _vehicles.Select(v => v.Value);

    /// <summary>A device's twin; null if it is not registered.</summary>
    public DeviceTwin? Find(string deviceId) => _twins.GetValueOrDefault(deviceId);

    /// <summary>A vehicle's last accepted position; null if it never sent one.</summary>
    public VehiclePosition? FindVehicle(string deviceId) => _vehicles.GetValueOrDefault(deviceId);

    internal void Set(DeviceTwin twin) => _twins[twin.DeviceId] = twin;

    internal void Set(VehiclePosition position) => _vehicles[position.DeviceId] = position;

    internal void Remove(string deviceId)
    {
        _twins.TryRemove(deviceId, out _);
        _vehicles.TryRemove(deviceId, out _);
    }
}
