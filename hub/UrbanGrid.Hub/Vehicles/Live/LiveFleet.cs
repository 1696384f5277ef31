using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>
/// Last position of every vehicle, in the order of their changes; shared by all who watch. Nothing is queued for anybody:
/// a watcher remembers up to which change it has been told, and walks from the newest change back to that one. So a slow
/// watcher gets fewer, fresher positions, and a look costs what has changed, not what there is.
/// </summary>
public sealed class LiveFleet
{
    /// <summary>A vehicle that stands is told so often, Unix ms, so that a map knows it is still heard.</summary>
    private const long StandingMs = 10_000;

    private const int None = -1;

    private readonly Lock _lock = new();
    private readonly TwinBoard _board;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private Entry[] _entries = new Entry[64];
    private int _newest = None;
    private int _oldest = None;
    private long _sequence;
    private bool _recalled;

    /// <summary>An empty picture that follows the registry: a deleted vehicle leaves every map.</summary>
    /// <param name="registry">Where vehicles are deleted.</param>
    /// <param name="board">What was known before the hub started.</param>
    public LiveFleet(DeviceRegistry registry, TwinBoard board)
    {
        _board = board;
        registry.Removed += device => Forget(device.Id);
    }

    /// <summary>Number of the last change.</summary>
    public long Sequence => Interlocked.Read(ref _sequence);

    /// <summary>Takes a position; returns at once.</summary>
    public void Moved(VehiclePosition position)
    {
        var twin = _board.Find(position.DeviceId);
        lock (_lock)
        {
            Take(position, twin, position.State);
        }
    }

    /// <summary>Takes health and alarms of a device. False if it is a vehicle and nothing of that changed, so that nobody has to be told.</summary>
    public bool TwinChanged(DeviceTwin twin)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(twin.DeviceId, out var slot))
            {
                return true;
            }

            ref var entry = ref _entries[slot];
            var healthChanged = entry.Health != twin.Health;
            var news = healthChanged || entry.Alarms != twin.ActiveAlarms.Count;
            (entry.Health, entry.Alarms) = (twin.Health, twin.ActiveAlarms.Count);
            var state = healthChanged ? StateOf(entry.Moving, twin.Health) : entry.Vehicle.State;
            var seen = entry.Vehicle with { HasAlarm = entry.Alarms > 0, State = state };
            if (!entry.IsGone && seen != entry.Vehicle)
            {
                entry.Vehicle = seen;
                Touch(slot);
            }

            return news;
        }
    }

    /// <summary>Collects what changed after a change inside a box, and what left it.</summary>
    /// <param name="after">The change; 0 for everything.</param>
    /// <param name="box">The box.</param>
    /// <param name="shown">What the watcher has on its map; is brought up to date.</param>
    /// <param name="into">Takes what was found.</param>
    /// <returns>Number of the last change that was looked at.</returns>
    public long Collect(long after, LiveBox box, ShownVehicles shown, LiveChanges into)
    {
        lock (_lock)
        {
            Recall();
            for (var slot = _newest; slot != None && _entries[slot].Sequence > after; slot = _entries[slot].Older)
            {
                ref readonly var entry = ref _entries[slot];
                if (!entry.IsGone && box.Contains(in entry.Vehicle))
                {
                    shown.Add(slot);
                    into.Vehicles.Add(entry.Vehicle);
                }
                else if (shown.Remove(slot))
                {
                    into.Gone.Add(entry.Vehicle.Id);
                }
            }

            return _sequence;
        }
    }

    /// <summary>What was known before anybody moved, once: the board is rebuilt from the store before the hub listens.</summary>
    private void Recall()
    {
        if (_recalled)
        {
            return;
        }

        _recalled = true;
        foreach (var position in _board.Vehicles.Where(p => !_slots.ContainsKey(p.DeviceId)))
        {
            var twin = _board.Find(position.DeviceId);
            Take(position, twin, StateOf(position.State, twin?.Health ?? DeviceHealth.Unknown));
        }
    }

    /// <param name="position">Where it is.</param>
    /// <param name="twin">Its twin; null if nobody knows.</param>
    /// <param name="state">What it is shown to do: one that is just heard is not offline, even if its health has yet to recover.</param>
    private void Take(VehiclePosition position, DeviceTwin? twin, VehicleState state)
    {
        if (!_slots.TryGetValue(position.DeviceId, out var slot))
        {
            slot = AddSlot(position.DeviceId);
        }

        ref var entry = ref _entries[slot];
        (entry.Moving, entry.Health, entry.Alarms) = (position.State, twin?.Health ?? DeviceHealth.Unknown, twin?.ActiveAlarms.Count ?? 0);
        var seen = new LiveVehicle(
            position.DeviceId, position.Place.Lon, position.Place.Lat, position.CourseDeg ?? double.NaN, position.SpeedKmh ?? double.NaN,
            state, position.Timestamp, entry.Alarms > 0);
        if (entry.Sequence > 0 && !entry.IsGone && seen.LooksLike(entry.Vehicle) && seen.At - entry.Vehicle.At < StandingMs)
        {
            return;
        }

        (entry.Vehicle, entry.IsGone) = (seen, false);
        Touch(slot);
    }

    private void Forget(string id)
    {
        lock (_lock)
        {
            if (_slots.TryGetValue(id, out var slot))
            {
                _entries[slot].IsGone = true;
                Touch(slot);
            }
        }
    }

    private int AddSlot(string id)
    {
        var slot = _slots.Count;
        if (slot == _entries.Length)
        {
            Array.Resize(ref _entries, slot * 2);
        }

        _entries[slot] = new Entry { Older = None, Newer = None };
        _slots.Add(id, slot);
        return slot;
    }

    /// <summary>Makes it the newest change.</summary>
    private void Touch(int slot)
    {
        ref var entry = ref _entries[slot];
        entry.Sequence = Interlocked.Increment(ref _sequence);
        if (_newest == slot)
        {
            return;
        }

        if (entry.Older != None)
        {
            _entries[entry.Older].Newer = entry.Newer;
        }

        if (entry.Newer != None)
        {
            _entries[entry.Newer].Older = entry.Older;
        }

        if (_oldest == slot)
        {
            _oldest = entry.Newer;
        }

        (entry.Older, entry.Newer) = (_newest, None);
        if (_newest != None)
        {
            _entries[_newest].Newer = slot;
        }

        _newest = slot;
        _oldest = _oldest == None ? slot : _oldest;
    }

    /// <summary>A vehicle that is not heard does nothing that anybody knows of, whatever it did last.</summary>
    private static VehicleState StateOf(VehicleState state, DeviceHealth health) => health == DeviceHealth.Offline ? VehicleState.Offline : state;

    private struct Entry
    {
        public LiveVehicle Vehicle;
        public VehicleState Moving;
        public DeviceHealth Health;
        public int Alarms;
        public long Sequence;
        public int Older;
        public int Newer;
        public bool IsGone;
    }
}
