using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles.Chain;
using UrbanGrid.Ingest.Vehicles.Coordinates;
using UrbanGrid.Ingest.Vehicles.Journeys;
using UrbanGrid.Ingest.Vehicles.Rules;
using UrbanGrid.Ingest.Vehicles.TerminalAlarms;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>Everything known of one vehicle on its way, and its place in <see cref="VehicleChain"/>; touched by its grid worker alone.</summary>
internal sealed class VehicleTrack
{
    /// <summary>Between two reports of what is under way (trip, day, checkpoint), ms of the hub.</summary>
    public const long ReportMs = 30_000;

    private readonly ReorderBuffer _waiting = new();
    private readonly ChainVehicle _vehicle;
    private long _reportedAt;

    /// <summary>A vehicle of which nothing is known yet.</summary>
    /// <param name="device">As the registry has it.</param>
    /// <param name="zone">The city's zone, for its days.</param>
    /// <param name="around">What its rules know besides it; null where a stored track is worked out once more, which no rule judges.</param>
    public VehicleTrack(Device device, TimeZoneInfo zone, VehicleSurroundings? around)
    {
        Rules.Bind(device, around ?? VehicleSurroundings.None);
        _vehicle = new ChainVehicle
        {
            Device = device, Shifted = DeviceCoordinates.AreShifted(device), Settings = VehicleSettings.Of(device), Calendar = new CityCalendar(zone), Rules = around is null ? null : Rules,
        };
    }

    /// <summary>The alarms its terminal raises itself.</summary>
    public TerminalAlarmBook TerminalAlarms { get; } = new();

    /// <summary>Its rules.</summary>
    public VehicleRuleBook Rules { get; } = new();

    /// <summary>What the chain remembers.</summary>
    public VehicleMemory Memory => _vehicle.Memory;

    /// <summary>Next moment at which something may change without a fix, Unix ms of the hub; null for none.</summary>
    public long? Due => Earlier(Earlier(_waiting.Due(_vehicle.Settings), SilentAt), Rules.Due);

    /// <summary>When its silence ends its trip.</summary>
    private long? SilentAt => Memory.Journey.Trip is null ? null : Memory.LastReceivedAt + (long)(_vehicle.Settings.GapS * 1_000);

    /// <summary>Takes over the vehicle as the registry has it now.</summary>
    public void Bind(Device device, TimeZoneInfo zone, VehicleSurroundings around)
    {
        (_vehicle.Device, _vehicle.Settings, _vehicle.Shifted) = (device, VehicleSettings.Of(device), DeviceCoordinates.AreShifted(device));
        _vehicle.Calendar = _vehicle.Calendar.Zone == zone ? _vehicle.Calendar : new CityCalendar(zone);
        Rules.Bind(device, around);
    }

    /// <summary>Takes a fix.</summary>
    /// <param name="device">The vehicle.</param>
    /// <param name="fix">As it was sent.</param>
    /// <param name="receivedAt">Unix ms of the hub.</param>
    /// <param name="news">Takes what was found out.</param>
    public void Take(Device device, PositionSample fix, long receivedAt, VehicleNews news)
    {
        var hand = new FixInHand(fix, receivedAt, null);
        if (!VehicleChain.Run(VehicleChain.OnArrival, _vehicle, ref hand, news))
        {
            return;
        }

        if (!_waiting.Add(hand.Fix, receivedAt))
        {
            news.Refuse(FixRefusal.Repeated);
        }

        Release(receivedAt, news);
    }

    /// <summary>A moment of <see cref="Due"/> has come.</summary>
    public void OnTime(Device device, long now, VehicleNews news)
    {
        Release(now, news);
        Rules.At(now);
        if (SilentAt <= now)
        {
            JourneyHandler.EndSilent(_vehicle, news);
            Report(now, news);
        }

        if (Rules.Due <= now)
        {
            Rules.OnTime(device, now, news);
        }
    }

    /// <summary>The device counts as offline; the map hears it once.</summary>
    public void Offline(long now, VehicleNews news)
    {
        TellState(VehicleState.Offline, news);
        Report(now, news);
    }

    /// <summary>The device counts as online again; the map hears what it did last, unless a fix told it already.</summary>
    public void Back(VehicleNews news)
    {
        if (Memory.Told == VehicleState.Offline)
        {
            TellState(Memory.State, news);
        }
    }

    /// <summary>Takes a fix of the stored track that follows the last judged one; the map is not told, and its rules are restored by themselves.</summary>
    public void Replay(PositionSample fix, VehicleNews news)
    {
        _vehicle.IsReplay = true;
        var hand = new FixInHand(fix, fix.Timestamp, null);
        if (VehicleChain.Run(VehicleChain.Stored, _vehicle, ref hand, news))
        {
            Judge(hand.Fix, fix.Timestamp, news);
        }

        _vehicle.IsReplay = false;
        news.Moves.Clear();
    }

    /// <summary>How it stood before the hub restarted.</summary>
    /// <returns>Whether the checkpoint can be read; one of another version may not, and the vehicle begins anew.</returns>
    public bool Restore(VehicleCheckpoint checkpoint)
    {
        try
        {
            _vehicle.Memory = JsonSerializer.Deserialize<VehicleMemory>(checkpoint.Body) ?? new VehicleMemory();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The newest position stored before the hub restarted. Silence counts from now: while the hub was away nobody listened.</summary>
    public VehiclePosition Restore(VehiclePosition position, bool offline, long now)
    {
        Memory.LastReceivedAt = now;
        var stored = new PositionSample(position.Timestamp, position.Place, position.SpeedKmh, position.CourseDeg, null, null, position.Attributes);
        if (!(Memory.Live?.Timestamp > stored.Timestamp))
        {
            Memory.Live = DeviceCoordinates.ToWgs84(_vehicle.Device, stored);
        }

        Memory.Told = offline ? VehicleState.Offline : Memory.State;
        return LiveHandler.Position(_vehicle);
    }

    /// <summary>Takes over what working out the stored track once more came to, if no fix was judged since.</summary>
    /// <returns>Whether it did.</returns>
    public bool TakeOver(VehicleMemory anew, VehicleNews news)
    {
        if (Memory.Last?.Timestamp != anew.Last?.Timestamp)
        {
            return false;
        }

        (anew.Live, anew.LiveJumps, anew.Told, anew.Clock, anew.LastReceivedAt) = (Memory.Live, Memory.LiveJumps, Memory.Told, Memory.Clock, Memory.LastReceivedAt);
        _vehicle.Memory = anew;
        Report(_reportedAt, news);
        return true;
    }

    /// <summary>Tells what is under way, and how to go on from here.</summary>
    public void Report(long now, VehicleNews news)
    {
        var id = _vehicle.Device.Id;
        _reportedAt = _reportedAt == 0 ? now - Spread(id) : now;
        if (Memory.Journey.Trip is { Told: true } trip)
        {
            news.Trips.Add(trip.Tell(id, open: true));
        }

        if (Memory.Journey.Stop is { } stop)
        {
            news.Stops.Add(stop.Tell(id, endAt: null));
        }

        if (Memory.Day is { } day)
        {
            news.Days.Add(day.Tell(id));
        }

        if (Memory.Last is { } last)
        {
            news.Checkpoints.Add(new VehicleCheckpoint(id, last.Timestamp, JsonSerializer.Serialize(Memory)));
        }
    }

    /// <summary>Vehicles that came together, e.g. when the hub was back, must not report together for ever.</summary>
    private static long Spread(string id) => id.Aggregate(17L, (sum, letter) => ((sum * 31) + letter) % int.MaxValue) % ReportMs;

    private void TellState(VehicleState state, VehicleNews news)
    {
        if (Memory.Told != state && Memory.Live is not null)
        {
            Memory.Told = state;
            news.Moves.Add(LiveHandler.Position(_vehicle));
        }
    }

    private void Release(long now, VehicleNews news)
    {
        var ready = _waiting.Ready(_vehicle.Settings, now);
        for (var i = 0; i < ready; i++)
        {
            var (fix, receivedAt) = _waiting[i];
            Judge(fix, receivedAt, news);
        }

        _waiting.Drop(ready);
    }

    private void Judge(PositionSample fix, long receivedAt, VehicleNews news)
    {
        Rules.At(receivedAt);
        var hand = new FixInHand(fix, receivedAt, Memory.Last);
        if (VehicleChain.Run(VehicleChain.InOrder, _vehicle, ref hand, news) && receivedAt - _reportedAt >= ReportMs)
        {
            Report(receivedAt, news);
        }
    }

    private static long? Earlier(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}
