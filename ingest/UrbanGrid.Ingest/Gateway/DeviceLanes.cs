using System.Collections.Concurrent;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>The lane of every registered device.</summary>
internal sealed class DeviceLanes(DeviceRegistry registry, DeviceModels models, GridWorkers workers, IngestOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DeviceLane> _lanes = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Changes whenever the registry changes, so that what sessions remember of it is asked again.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>A device's lane; null if it is not registered.</summary>
    public DeviceLane? Find(string deviceId)
    {
        if (_lanes.TryGetValue(deviceId, out var lane))
        {
            return lane;
        }

        return registry.Find(deviceId) is { } device ? _lanes.GetOrAdd(deviceId, Create(device)) : null;
    }

    /// <summary>Takes over a change of the registry.</summary>
    public void Update(Device device)
    {
        _lanes.AddOrUpdate(
            device.Id, _ => Create(device), (_, lane) => lane.With(device, models.FindOrGeneric(device.Model), workers.IndexOf(device)));
        Interlocked.Increment(ref _version);
    }

    private DeviceLane Create(Device device) => new(
        device, models.FindOrGeneric(device.Model), new TokenBucket(options.DeviceMessagesPerSecond, options.DeviceBurst, time), workers.IndexOf(device));
}
