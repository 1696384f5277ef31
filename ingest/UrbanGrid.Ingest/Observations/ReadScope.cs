using System.Globalization;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Observations;

/// <summary>What reading one payload needs to know.</summary>
internal readonly record struct ReadScope(Observation Observation, DeviceLane Lane, IngestOptions Options)
{
    public DeviceModel Model => Lane.Model;

    /// <summary>The device's time, or the time of arrival where it sent none; false if its clock is off.</summary>
    public bool TryStamp(long? deviceTime, out long timestamp)
    {
        var now = Observation.ReceivedAt;
        timestamp = deviceTime ?? Lane.Stamp(now);
        if (deviceTime is null || (timestamp <= now + (long)Options.MaxClockAhead.TotalMilliseconds && timestamp >= now - (long)Options.MaxAge.TotalMilliseconds))
        {
            return true;
        }

        Observation.Refuse(
            Refusal.ClockSkew,
            string.Create(CultureInfo.InvariantCulture, $"ts {timestamp} is {TimeSpan.FromMilliseconds((double)timestamp - now).TotalMinutes:F0} minutes from the hub's {now}."));
        return false;
    }
}
