using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>The groups of one worker's devices. A circuit's devices all have the same worker, so nothing here needs a lock.</summary>
internal sealed class GroupBoard
{
    /// <summary>Device attribute that names the circuit it hangs on.</summary>
    public const string Circuit = "circuit";

    private readonly Dictionary<string, DeviceGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Place, DeviceGroup Group)> _places = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(DeviceGroup Group, string AlarmId), long> _held = new();
    private readonly List<Alarm> _sifting = [];

    /// <summary>Hub time at which the next alarm that is held back is told; null for none.</summary>
    public long? Due => _held.TryPeek(out _, out var due) ? due : null;

    /// <summary>Alarms of groups that hold.</summary>
    public IEnumerable<Alarm> Outages => _groups.Values.Select(g => g.Outage).OfType<Alarm>();

    /// <summary>Takes a device in, or moves it where it belongs now.</summary>
    public void Place(DeviceState device, long now, AlarmNews news)
    {
        Remove(device, now, news);
        if (PlaceOf(device) is not { } place)
        {
            return;
        }

        if (!_groups.TryGetValue(place, out var group))
        {
            _groups[place] = group = new DeviceGroup(device.Device.Text(Circuit) is not null);
        }

        _places[device.Device.Id] = (place, group);
        group.Join(device);
    }

    /// <summary>Gives a device up.</summary>
    public void Remove(DeviceState device, long now, AlarmNews news)
    {
        if (!_places.Remove(device.Device.Id, out var known))
        {
            return;
        }

        known.Group.Leave(device, now, news);
        if (known.Group.IsEmpty)
        {
            _groups.Remove(known.Place);
        }
    }

    /// <summary>Looks through a device's news, which begin at an index of what is told, for alarms that concern its group.</summary>
    public void Sift(DeviceState device, long now, AlarmNews news, int from)
    {
        if (news.Told.Count == from || !_places.TryGetValue(device.Device.Id, out var known))
        {
            return;
        }

        _sifting.AddRange(news.Told[from..]);
        news.Told.RemoveRange(from, news.Told.Count - from);
        foreach (var alarm in _sifting)
        {
            if (!known.Group.Concerns(alarm))
            {
                news.Told.Add(alarm);
            }
            else if (alarm.ClearedAt is not null)
            {
                known.Group.Clear(alarm, news);
            }
            else
            {
                _held.Enqueue((known.Group, alarm.Id), known.Group.Raise(device, alarm, now, news));
            }
        }

        _sifting.Clear();
    }

    /// <summary>Tells what was held back long enough.</summary>
    public void Advance(long now, AlarmNews news)
    {
        while (_held.TryPeek(out var held, out var due) && due <= now)
        {
            _held.Dequeue();
            held.Group.Release(held.AlarmId, news);
        }
    }

    /// <summary>Whether a device's alarm is not to be told as it stands.</summary>
    public bool Hides(Alarm alarm) => _places.TryGetValue(alarm.DeviceId, out var known) && known.Group.Hides(alarm.Id);

    private static string? PlaceOf(DeviceState device) =>
        device.Device.Text(Circuit) is { } circuit ? $"circuit/{circuit}"
        : device is { Group: not null, Device: { GridCode: { } grid, Place: not null } } ? $"grid/{device.Device.Model}/{grid}"
        : null;
}
