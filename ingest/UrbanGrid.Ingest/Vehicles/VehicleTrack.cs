using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles.Rules;
using UrbanGrid.Ingest.Vehicles.TerminalAlarms;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>Everything known of one vehicle on its way; touched by its grid worker alone.</summary>
internal sealed class VehicleTrack
{
    private PositionSample? _last;

    /// <summary>The alarms its terminal raises itself.</summary>
    public TerminalAlarmBook TerminalAlarms { get; } = new();

    /// <summary>Its rules.</summary>
    public VehicleRuleBook Rules { get; } = new();

    /// <summary>Next moment at which something may change without a fix, Unix ms of the hub; null for none.</summary>
    public long? Due => Rules.Due;

    /// <summary>Takes a fix. A repeat, or a fix older than the newest one, is stored but not told.</summary>
    /// <param name="device">The vehicle.</param>
    /// <param name="fix">As it was sent.</param>
    /// <param name="receivedAt">Unix ms of the hub.</param>
    /// <param name="news">Takes what was found out.</param>
    public void Take(Device device, PositionSample fix, long receivedAt, VehicleNews news)
    {
        if (_last is { } last && fix.Timestamp <= last.Timestamp)
        {
            return;
        }

        var state = fix.SpeedKmh >= 2 ? VehicleState.Moving : VehicleState.Stopped;
        news.Moves.Add(new VehiclePosition(device.Id, fix.Timestamp, fix.Place, fix.SpeedKmh, fix.CourseDeg, fix.Attributes) { State = state });
        Rules.Apply(device, new JudgedFix(fix, _last, _last?.Place.DistanceTo(fix.Place) ?? 0, state, VehicleState.Unknown), news);
        _last = fix;
    }

    /// <summary>A moment of <see cref="Due"/> has come.</summary>
    public void OnTime(Device device, long now, VehicleNews news) => Rules.OnTime(device, now, news);

    /// <summary>The last position told before the hub restarted.</summary>
    public void Restore(VehiclePosition position) =>
        _last = new PositionSample(position.Timestamp, position.Place, position.SpeedKmh, position.CourseDeg, null, null, position.Attributes);
}
