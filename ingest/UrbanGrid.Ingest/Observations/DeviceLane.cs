using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Observations;

/// <summary>What the way in keeps for one device: who it is, its rate limit, its last time stamp, its worker.</summary>
internal sealed class DeviceLane(Device device, DeviceModel model, TokenBucket rate, int worker)
{
    private long _lastStamp;

    public Device Device { get; } = device;

    public DeviceModel Model { get; } = model;

    public TokenBucket Rate { get; } = rate;

    /// <summary>Which grid worker handles it.</summary>
    public int Worker { get; } = worker;

    /// <summary>
    /// A time for an observation that carries none: now, but never the same twice, because the time is part of the key and
    /// two observations of one millisecond would become one.
    /// </summary>
    public long Stamp(long now)
    {
        while (true)
        {
            var last = Interlocked.Read(ref _lastStamp);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastStamp, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>The lane after the device, or its model, was changed.</summary>
    public DeviceLane With(Device changed, DeviceModel changedModel, TokenBucket changedRate, int changedWorker) =>
        new(changed, changedModel, changedRate, changedWorker) { _lastStamp = Interlocked.Read(ref _lastStamp) };
}
