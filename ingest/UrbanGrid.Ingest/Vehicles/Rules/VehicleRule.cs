using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>
/// A rule on one vehicle: what it says of a moment (<see cref="Judge"/>), with a hold time until that is an alarm and a clear time until
/// the alarm is over. All times are those of the fixes, so that what comes late is judged as it would have been in time.
/// </summary>
internal abstract class VehicleRule(string key)
{
    private long _holdMs;
    private long _clearMs;
    private bool _isFor;
    private long? _since;
    private long? _overSince;
    private GeoPoint _where;
    private double? _speed;
    private bool _told;

    public string Key => key;

    protected VehicleRuleRow Row { get; } = VehicleRuleTable.Find(key);

    /// <summary>The alarm that holds; null while none does.</summary>
    public Alarm? Open { get; private set; }

    /// <summary>Whether the alarm that holds is known to have been told before the hub restarted.</summary>
    public bool WasTold { get; private set; }

    /// <summary>Whether it is for this vehicle.</summary>
    public bool IsFor => _isFor;

    /// <summary>Whether it holds or is about to.</summary>
    public bool HasBegun => _since is not null || Open is not null;

    /// <summary>Whether what it looks at lasts until a fix says otherwise; if not, time between fixes proves nothing.</summary>
    protected virtual bool Lasts => true;

    public void Bind(VehicleProfile vehicle)
    {
        _isFor = vehicle.Has(Row);
        (_holdMs, _clearMs) = (vehicle.Ms(Key, "hold_s"), vehicle.Ms(Key, "clear_s"));
        Prepare(vehicle);
    }

    /// <summary>Takes over an alarm told before the hub restarted.</summary>
    public virtual void Restore(Alarm alarm) => (Open, _since, _overSince, _where, _told, WasTold) = (alarm, alarm.StartedAt, null, alarm.Place ?? default, true, true);

    /// <summary>Judges the moment, and tells what came of it.</summary>
    public void Step(VehicleSituation now, VehicleNews news)
    {
        if (!_isFor)
        {
            Apply(VehicleVerdict.Clear, now, news);
            return;
        }

        if (Lasts || now.IsFix)
        {
            Apply(Judge(now), now, news);
            return;
        }

        if (Open is not null && now.Time - now.Fix!.Timestamp >= VehicleSituation.SilenceMs)
        {
            End(now.Time, news);
        }
    }

    /// <summary>Next moment after <paramref name="now"/>, in fix time, at which time alone changes something; null for none.</summary>
    public long? Due(VehicleSituation now)
    {
        if (!_isFor && Open is null)
        {
            return null;
        }

        if (!Lasts)
        {
            return Open is null ? null : now.Fix!.Timestamp + VehicleSituation.SilenceMs;
        }

        var due = now.Later(NextLook(now));
        due = Math.Min(due, Open is null && !_told ? now.Later(_since + _holdMs) : long.MaxValue);
        return Math.Min(due, Open is not null ? now.Later(_overSince + _clearMs) : long.MaxValue);
    }

    /// <summary>Takes its thresholds over.</summary>
    protected virtual void Prepare(VehicleProfile vehicle)
    {
    }

    /// <summary>What it says of the moment.</summary>
    protected abstract VehicleVerdict Judge(VehicleSituation now);

    /// <summary>Adds to the alarm what only this rule knows.</summary>
    protected virtual Alarm Describe(VehicleSituation now, Alarm alarm) => alarm;

    /// <summary>When and where it began, if that is not the moment at which it was first said.</summary>
    protected virtual (long At, GeoPoint Place) Began(VehicleSituation now) => (now.Time, now.Place);

    /// <summary>Next moment at which the verdict may change by itself; null for none.</summary>
    protected virtual long? NextLook(VehicleSituation now) => null;

    /// <summary>The alarm anew if more is known of it; null if it stands as it is.</summary>
    protected virtual Alarm? Renew(VehicleSituation now, Alarm open) => null;

    /// <summary>It is over, or was never enough for an alarm.</summary>
    protected virtual void Forget()
    {
    }

    /// <summary>Tells of something that began and ended before anybody could say so.</summary>
    protected void TellPast(VehicleSituation now, VehicleNews news, Alarm past)
    {
        news.Events.Add(new VehicleEvent(now.Vehicle.Id, past.StartedAt, Key, past.Zone, past.Place ?? now.Place, now.SpeedKmh));
        if (!now.IsHistory)
        {
            news.Alarms.Add(past);
        }
    }

    protected Alarm NewAlarm(VehicleSituation now, long startedAt, GeoPoint place) => new()
    {
        Id = AlarmId.Of(now.Vehicle.Id, Key, startedAt),
        DeviceId = now.Vehicle.Id,
        Rule = Key,
        Severity = Row.Severity,
        StartedAt = startedAt,
        RaisedAt = Math.Max(now.Time, startedAt),
        Category = Row.Category,
        Place = place,
    };

    private void Apply(VehicleVerdict verdict, VehicleSituation now, VehicleNews news)
    {
        switch (verdict)
        {
            case VehicleVerdict.Holds:
                Hold(now, news);
                break;
            case VehicleVerdict.Clear:
                Calm(now, news);
                break;
            default:
                _overSince = null;
                break;
        }
    }

    private void Hold(VehicleSituation now, VehicleNews news)
    {
        _overSince = null;
        if (Open is not null)
        {
            if (Renew(now, Open) is { } renewed)
            {
                Open = renewed;
                news.Alarms.Add(renewed);
            }

            return;
        }

        if (_since is null)
        {
            (var at, _where) = Began(now);
            (_since, _speed) = (at, now.SpeedKmh);
        }

        var isTold = _told && (Row.EventOnly || now.IsHistory);
        if (!isTold && now.Time - _since >= _holdMs)
        {
            Raise(now, news, _since.Value);
        }
    }

    private void Raise(VehicleSituation now, VehicleNews news, long since)
    {
        var alarm = Describe(now, NewAlarm(now, since, _where));
        if (!_told)
        {
            news.Events.Add(new VehicleEvent(now.Vehicle.Id, since, Key, alarm.Zone, _where, _speed));
            _told = true;
        }

        // What is history stays untold, and is raised once the vehicle has caught up and it still holds.
        if (!Row.EventOnly && !now.IsHistory)
        {
            Open = alarm;
            news.Alarms.Add(alarm);
        }
    }

    private void Calm(VehicleSituation now, VehicleNews news)
    {
        if (Open is null)
        {
            Reset();
            return;
        }

        _overSince ??= now.Time;
        if (now.Time - _overSince >= _clearMs)
        {
            End(now.Time, news);
        }
    }

    private void End(long at, VehicleNews news)
    {
        news.Alarms.Add(Open! with { ClearedAt = Math.Max(at, Open.RaisedAt) });
        Open = null;
        Reset();
    }

    private void Reset()
    {
        if (_since is not null || _told)
        {
            (_since, _overSince, _told) = (null, null, false);
            Forget();
        }
    }
}
