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

    /// <summary>Takes over a change of the registry, or of a device's model.</summary>
    public void Update(Device device)
    {
        _lanes.AddOrUpdate(
            device.Id,
            _ => Create(device),
            (_, lane) =>
            {
                var model = models.FindOrGeneric(device.Model);
                var (perSecond, burst) = RateOf(device, model);
                return lane.With(
                    device, model, lane.Rate.Is(perSecond, burst) ? lane.Rate : new TokenBucket(perSecond, burst, time), workers.IndexOf(device));
            });
        Interlocked.Increment(ref _version);
    }

    /// <summary>Takes over a change of a model for the devices that have it.</summary>
    public void UpdateModel(string key)
    {
        foreach (var device in registry.All.Where(d => d.Model == key && _lanes.ContainsKey(d.Id)))
        {
            Update(device);
        }
    }

    /// <summary>Forgets a device that was deleted.</summary>
    public void Remove(string deviceId)
    {
        _lanes.TryRemove(deviceId, out _);
        Interlocked.Increment(ref _version);
    }

    private DeviceLane Create(Device device)
    {
        var model = models.FindOrGeneric(device.Model);
        var (perSecond, burst) = RateOf(device, model);
        return new DeviceLane(device, model, new TokenBucket(perSecond, burst, time), workers.IndexOf(device));
    }

    /// <summary>The device's own limit, or its model's, or the hub's; a limit that could not be kept counts as none given.</summary>
    private (double PerSecond, double Burst) RateOf(Device device, DeviceModel model) => (
        Positive(device.Number(RateLimit.PerSecondAttribute)) ?? model.RateLimit?.MessagesPerSecond ?? options.DeviceMessagesPerSecond,
        Math.Max(1, Positive(device.Number(RateLimit.BurstAttribute)) ?? model.RateLimit?.Burst ?? options.DeviceBurst));

    private static double? Positive(double? value) => value > 0 ? value : null;
}
