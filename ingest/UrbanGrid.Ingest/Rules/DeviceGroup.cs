using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Devices that may fail together: those of one circuit, or of one model in one grid. What fails together is told as one
/// alarm in the name of the device that failed first; the devices' own alarms become part of it, and it ends with the last
/// of them.
/// </summary>
internal sealed class DeviceGroup(bool isCircuit)
{
    private readonly List<DeviceState> _devices = [];
    private readonly Dictionary<string, Affected> _affected = new(StringComparer.Ordinal);
    private GroupDefinition? _rule;
    private string? _category;

    /// <summary>The group's alarm while it holds; null if none.</summary>
    public Alarm? Outage { get; private set; }

    public bool IsEmpty => _devices.Count == 0;

    private IEnumerable<Affected> Folded => _affected.Values.Where(a => a.IsFolded);

    private IEnumerable<Affected> Single => _affected.Values.Where(a => !a.IsFolded);

    /// <summary>Takes a device in, with the alarms that hold on it.</summary>
    public void Join(DeviceState device)
    {
        var at = isCircuit ? _devices.FindIndex(d => GroupShape.OrderOf(d.Device) > GroupShape.OrderOf(device.Device)) : -1;
        _devices.Insert(at < 0 ? _devices.Count : at, device);
        (_rule, _category) = device.Group is null ? (_rule, _category) : (device.Group, device.GroupCategory);
        Outage ??= device.RestoredGroup;
        foreach (var alarm in device.ActiveAlarms.Where(Concerns))
        {
            _affected.TryAdd(alarm.Id, new Affected(device, alarm, HeldUntil: null));
        }
    }

    /// <summary>Gives a device up; its alarms that were held back are told.</summary>
    public void Leave(DeviceState device, long now, AlarmNews news)
    {
        _devices.Remove(device);
        foreach (var (id, affected) in _affected.Where(a => a.Value.Device == device).ToArray())
        {
            _affected.Remove(id);
            if (affected.HeldUntil is not null)
            {
                news.Told.Add(affected.Alarm);
            }
        }

        EndWithLast(now, news);
    }

    /// <summary>Whether an alarm is one of those that may be part of the group's.</summary>
    public bool Concerns(Alarm alarm) => _rule is { } rule && (rule.Of.Contains(alarm.Rule) || rule.Whole.Contains(alarm.Rule));

    /// <summary>Whether an alarm is not to be told as it stands.</summary>
    public bool Hides(string alarmId) => _affected.TryGetValue(alarmId, out var affected) && (affected.IsFolded || affected.HeldUntil is not null);

    /// <summary>Takes an alarm that was raised; returns until when it is held back.</summary>
    public long Raise(DeviceState device, Alarm alarm, long now, AlarmNews news)
    {
        var until = now + TestBinding.Ms(_rule!.FoldS);
        _affected[alarm.Id] = new Affected(device, alarm, until);
        news.Kept.Add(alarm);
        if (Outage is null)
        {
            Form(device, news);
        }
        else
        {
            Extend(news);
        }

        return until;
    }

    /// <summary>Takes an alarm that ended.</summary>
    public void Clear(Alarm alarm, AlarmNews news)
    {
        if (!_affected.Remove(alarm.Id, out var affected) || !affected.IsFolded)
        {
            news.Told.Add(alarm);
            return;
        }

        news.Kept.Add(alarm with { PartOf = affected.Alarm.PartOf });
        EndWithLast(alarm.ClearedAt!.Value, news);
    }

    /// <summary>Tells an alarm that was held back, if it still stands alone.</summary>
    public void Release(string alarmId, AlarmNews news)
    {
        if (_affected.TryGetValue(alarmId, out var affected) && affected.HeldUntil is not null)
        {
            _affected[alarmId] = affected with { HeldUntil = null };
            news.Told.Add(affected.Alarm);
        }
    }

    private void Form(DeviceState newest, AlarmNews news)
    {
        var latest = Single.Max(a => a.Alarm.StartedAt);
        var recent = Single.Where(a => latest - a.Alarm.StartedAt <= TestBinding.Ms(_rule!.WithinS)).ToList();
        var together = Together(recent, newest);
        if (together.Count == 0)
        {
            return;
        }

        var members = recent.Where(a => together.Contains(a.Device.Device.Id)).OrderBy(a => a.Alarm.StartedAt).ThenBy(a => a.Alarm.Id, StringComparer.Ordinal).ToList();
        var first = members[0];
        Outage = new Alarm
        {
            Id = AlarmId.Of(first.Device.Device.Id, _rule!.Key, first.Alarm.StartedAt),
            DeviceId = first.Device.Device.Id,
            Rule = _rule.Key,
            Severity = _rule.Severity,
            StartedAt = first.Alarm.StartedAt,
            RaisedAt = members.Max(a => a.Alarm.RaisedAt),
            Category = _category,
            Condition = _rule.FilingCondition,
            Readings = first.Alarm.Readings,
            Members = together,
        };
        news.Told.Add(Outage);
        members.ForEach(a => Fold(a, news));
    }

    private void Extend(AlarmNews news)
    {
        var latest = Folded.Select(a => a.Alarm.StartedAt).Append(Outage!.StartedAt).Max();
        var joining = Single
            .Where(a => Math.Abs(a.Alarm.StartedAt - latest) <= TestBinding.Ms(_rule!.WithinS))
            .Where(a => isCircuit || Folded.Any(f => GroupShape.IsNear(f.Device.Device, a.Device.Device, _rule!.NeighbourM)))
            .ToList();
        if (joining.Count == 0)
        {
            return;
        }

        Outage = Outage with { Members = [.. Outage.Members.Union(joining.Select(a => a.Device.Device.Id))] };
        news.Told.Add(Outage);
        joining.ForEach(a => Fold(a, news));
    }

    private IReadOnlyList<string> Together(List<Affected> recent, DeviceState newest)
    {
        if (recent.Exists(a => _rule!.Whole.Contains(a.Alarm.Rule)))
        {
            return [.. recent.Select(a => a.Device.Device.Id).Distinct()];
        }

        return isCircuit
            ? GroupShape.OnCircuit(
                [.. _devices.Where(d => d.Group is not null && d.Device.Enabled)], recent.Select(a => a.Device.Device.Id).ToHashSet(StringComparer.Ordinal), _rule!)
            : GroupShape.BesideEachOther([.. recent.Select(a => a.Device).Distinct()], newest, _rule!);
    }

    private void Fold(Affected affected, AlarmNews news)
    {
        var part = affected.Alarm with { PartOf = Outage!.Id };
        _affected[part.Id] = new Affected(affected.Device, part, HeldUntil: null);
        news.Kept.Add(part);
        if (affected.HeldUntil is null)
        {
            // It was told by itself; for whoever heard of it, it ends here and the group's goes on.
            news.Told.Add(part with { ClearedAt = Math.Max(Outage.RaisedAt, part.RaisedAt) });
        }
    }

    private void EndWithLast(long at, AlarmNews news)
    {
        if (Outage is { } outage && !Folded.Any())
        {
            news.Told.Add(outage with { ClearedAt = Math.Max(at, outage.RaisedAt) });
            Outage = null;
        }
    }
}
