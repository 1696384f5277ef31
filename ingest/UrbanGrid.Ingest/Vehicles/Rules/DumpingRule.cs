using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>
/// A truck seems to tip where it may not (疑似乱倒渣土): outside every loading site, approved dump site and depot its load goes, its box is
/// lifted or opened, or it stands loaded for long. Reasons that agree are believed more. The alarm is over when the truck has driven away;
/// what lies there then is the business of the incident, which does not end with it.
/// </summary>
internal sealed class DumpingRule : VehicleRule
{
    /// <summary>道路遗撒 (GB/T 30428.2 event 01-14): the load went while the truck drove on.</summary>
    private const string Spilt = "event/0114";

    private readonly DumpingReason _drop = new("load_drop");
    private readonly DumpingReason _lifted = new("lifted");
    private readonly DumpingReason _boxOpened = new("box_opened");
    private readonly DumpingReason _stop = new("loaded_stop");
    private readonly DumpingReason[] _reasons;
    private readonly LoadMemory _load = new();

    private long _liftedMs;
    private long _boxOpenMs;
    private long _stopMs;
    private long _siteMemoryMs;
    private double _siteMarginM;
    private double _goneM;

    private (long At, GeoPoint Place)? _liftedSince;
    private (long At, GeoPoint Place)? _openSince;
    private long _lastTipped = long.MinValue / 2;
    private int _describedReasons;

    public DumpingRule()
        : base(VehicleRuleKey.DumpingSuspected) => _reasons = [_drop, _lifted, _boxOpened, _stop];

    public override void Restore(Alarm alarm)
    {
        base.Restore(alarm);
        Forget();
        foreach (var reason in _reasons)
        {
            if (alarm.Readings.FirstOrDefault(r => r.Metric == reason.Name) is { } reading)
            {
                reason.Say(alarm.StartedAt, alarm.Place ?? default, reading);
            }
        }

        _describedReasons = _reasons.Count(r => r.Says);
    }

    protected override void Prepare(VehicleProfile vehicle)
    {
        (_liftedMs, _boxOpenMs, _stopMs) = (vehicle.Ms(Key, "lifted_s"), vehicle.Ms(Key, "box_open_s"), vehicle.Ms(Key, "stop_s"));
        (_siteMarginM, _goneM, _siteMemoryMs) = (vehicle.Number(Key, "site_margin_m"), vehicle.Number(Key, "gone_m"), vehicle.Ms(Key, "site_memory_s"));
        _load.Bind(vehicle);
        foreach (var reason in _reasons)
        {
            reason.Score = vehicle.Number(Key, $"score.{reason.Name}");
        }
    }

    protected override VehicleVerdict Judge(VehicleSituation now)
    {
        var inSite = now.InSite(_siteMarginM);
        if (now.IsFix)
        {
            Notice(now, inSite);
        }

        var isGone = Open?.Place is { } there && (inSite || now.Place.DistanceTo(there) > _goneM);
        if (inSite || isGone)
        {
            return Leave(now);
        }

        Listen(now);
        return Array.Exists(_reasons, r => r.Says) ? VehicleVerdict.Holds : VehicleVerdict.Clear;
    }

    protected override long? NextLook(VehicleSituation now)
    {
        var next = now.Later(_liftedSince?.At + _liftedMs);
        next = Math.Min(next, now.Later(_openSince?.At + _boxOpenMs));
        return Math.Min(next, now.Load.IsLoaded ? now.Later(now.StandsSince + _stopMs) : long.MaxValue);
    }

    protected override (long At, GeoPoint Place) Began(VehicleSituation now)
    {
        var first = _reasons.Where(r => r.Says).MinBy(r => r.At)!;
        return (first.At!.Value, first.Place);
    }

    protected override Alarm Describe(VehicleSituation now, Alarm alarm)
    {
        var said = _reasons.Where(r => r.Says).ToList();
        _describedReasons = said.Count;
        return alarm with
        {
            Category = said is [var only] && only == _drop && _load.WentOnTheWay ? Spilt : alarm.Category,
            Score = 1 - said.Aggregate(1.0, (doubt, reason) => doubt * (1 - reason.Score)),
            Readings = [.. said.Select(r => r.Reading!)],
            Features = said.ToDictionary(r => r.Name, _ => 1.0),
        };
    }

    protected override Alarm? Renew(VehicleSituation now, Alarm open) =>
        _reasons.Count(r => r.Says) > _describedReasons ? Describe(now, open) with { Category = open.Category } : null;

    protected override void Forget()
    {
        Array.ForEach(_reasons, r => r.Forget());
        _describedReasons = 0;
    }

    /// <summary>What a fix says, whether that counts or not.</summary>
    private void Notice(VehicleSituation now, bool inSite)
    {
        if (now.InKind(GeofenceKind.DumpSite) || now.InKind(GeofenceKind.Depot))
        {
            _lastTipped = now.Time;
        }

        if (_load.Take(now, inSite) is { } went && now.Time - _lastTipped > _siteMemoryMs)
        {
            _drop.Say(went.At, went.Place, new AlarmReading(_drop.Name, now.Load.Value, went.Before, now.Load.Unit));
        }

        var mayCarry = now.Load.State != LoadState.Empty || _drop.At == now.Time;
        _liftedSince = !now.Is(VehicleAttributes.Lifted) || inSite ? null : _liftedSince ?? (mayCarry ? (now.Time, now.Place) : null);
        _openSince = !now.Is(VehicleAttributes.BoxOpen) || inSite || now.IsMoving ? null : _openSince ?? (mayCarry ? (now.Time, now.Place) : null);
    }

    /// <summary>What has lasted long enough to say something.</summary>
    private void Listen(VehicleSituation now)
    {
        if (_liftedSince is { } lift && now.Time - lift.At >= _liftedMs)
        {
            _lifted.Say(lift.At, lift.Place, new AlarmReading(_lifted.Name, Seconds(now.Time - lift.At), Seconds(_liftedMs), "s"));
        }

        if (_openSince is { } open && now.Time - open.At >= _boxOpenMs)
        {
            _boxOpened.Say(open.At, open.Place, new AlarmReading(_boxOpened.Name, Seconds(now.Time - open.At), Seconds(_boxOpenMs), "s"));
        }

        if (now.Load.IsLoaded && now.StandsSince is { } since && now.Time - since >= _stopMs)
        {
            _stop.Say(since, now.Place, new AlarmReading(_stop.Name, Seconds(now.Time - since), Seconds(_stopMs), "s"));
        }
    }

    /// <summary>In a site, or gone from where it tipped: nothing new counts there, and what was told is over once the box is down.</summary>
    private VehicleVerdict Leave(VehicleSituation now)
    {
        if (Open is null)
        {
            Forget();
            return VehicleVerdict.Clear;
        }

        return now.Is(VehicleAttributes.Lifted) ? VehicleVerdict.Between : VehicleVerdict.Clear;
    }

    private static double Seconds(long ms) => Math.Round(ms / 1000.0);
}
