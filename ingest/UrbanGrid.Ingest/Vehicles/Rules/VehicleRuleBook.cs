using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>
/// The rules of one vehicle: areas, speed, route, hours, load. Told of every judged fix, in order of time; touched by its grid worker
/// alone. Everything runs on the time of the fixes: before a fix is taken, all that was due before it happens, and a timer only stands in
/// for a fix that does not come. So a backlog makes the same alarms, with the same ids, as the same fixes in time.
/// </summary>
internal sealed class VehicleRuleBook
{
    /// <summary>A timer waits so much longer for a fix that is on its way, or is held back to be put in order.</summary>
    public const long PatienceMs = 3_000;

    /// <summary>How often a vehicle with an alarm looks whether its areas were changed.</summary>
    private const long LookMs = 60_000;

    /// <summary>A fix out of the store that is faster than this drives.</summary>
    private const double MovesKmh = 5;

    /// <summary>More moments than this between two fixes are left out.</summary>
    private const int MaxSteps = 1_000;

    /// <summary>After a restart so much of the track is judged once more where something has begun: more than the longest hold.</summary>
    private const long BegunMs = 20 * 60_000;

    /// <summary>And so much of a truck's that may have tipped a moment before.</summary>
    private const long TippedMs = 2 * 60_000;

    private readonly VehicleSituation _now = new();
    private AreaWatch _areas = null!;
    private ForbiddenAreaRule _forbidden = null!;
    private DumpingRule _dumping = null!;
    private VehicleRule[] _rules = [];
    private VehicleSurroundings _around = VehicleSurroundings.None;

    public VehicleRuleBook() => Begin();

    /// <summary>Next moment at which a rule may change without a fix, Unix ms of the hub; null for none.</summary>
    public long? Due { get; private set; }

    /// <summary>Alarms that hold.</summary>
    public IEnumerable<Alarm> OpenAlarms => _rules.Select(r => r.Open).OfType<Alarm>();

    /// <summary>Takes over the vehicle as the registry has it now, and where it finds its areas.</summary>
    public void Bind(Device device, VehicleSurroundings around)
    {
        _around = around;
        Bind(new VehicleProfile(device));
    }

    /// <summary>Says what the hub's clock shows; before a fix or a timer is told.</summary>
    /// <param name="hubTime">Unix ms.</param>
    public void At(long hubTime) => _now.At(hubTime);

    /// <summary>Judges a fix.</summary>
    /// <param name="device">The vehicle.</param>
    /// <param name="fix">The fix and the one before it.</param>
    /// <param name="news">Takes what was found out.</param>
    public void Apply(Device device, in JudgedFix fix, VehicleNews news)
    {
        LookAtAreas();
        if (_now.Fix is not null)
        {
            Advance(fix.Fix.Timestamp - 1, news);
        }

        _now.Take(fix);
        _areas.Take(_now, news);
        Step(news);
        _forbidden.TellCrossings(_now, news);
        _now.Wait();
        Due = HubDue(_now.HubTime);
    }

    /// <summary>A moment of <see cref="Due"/> has come.</summary>
    public void OnTime(Device device, long now, VehicleNews news)
    {
        if (_now.Fix is null)
        {
            Due = null;
            return;
        }

        if (LookAtAreas())
        {
            Step(news);
        }

        Advance(_now.ToFixTime(now - PatienceMs), news);
        Due = HubDue(now);
    }

    /// <summary>Alarms that <see cref="Replay"/> found and nobody was told of, because the hub was killed before.</summary>
    public IEnumerable<Alarm> Untold => _rules.Where(r => r is { Open: not null, WasTold: false }).Select(r => r.Open!);

    /// <summary>The last fix before the hub restarted; areas it lies in are entered already.</summary>
    /// <param name="position">It.</param>
    /// <param name="now">Unix ms of the hub.</param>
    /// <returns>How much of the track before it has to be replayed, milliseconds; 0 if the fix says enough.</returns>
    public long Restore(VehiclePosition position, long now)
    {
        var fix = new PositionSample(position.Timestamp, position.Place, position.SpeedKmh, position.CourseDeg, null, null, position.Attributes);
        LookAtAreas();
        _now.At(now);
        _now.Take(Judged(fix, null));
        _areas.Restore(_now);
        Step(new VehicleNews());
        _now.Wait();
        Due = HubDue(now);
        return Array.Exists(_rules, r => r.HasBegun) ? BegunMs : _dumping.IsFor ? TippedMs : 0;
    }

    /// <summary>
    /// Judges fixes from before the hub restarted once more, so that dwell and hold times go on from their true beginning. Nothing is told
    /// of what they say; alarms that hold are then restored, or are <see cref="Untold"/>.
    /// </summary>
    /// <param name="device">The vehicle.</param>
    /// <param name="fixes">The end of its track, oldest first.</param>
    /// <param name="now">Unix ms of the hub.</param>
    public void Replay(Device device, IReadOnlyList<PositionSample> fixes, long now)
    {
        if (fixes.Count == 0)
        {
            return;
        }

        Begin();
        Bind(device, _around);
        var known = new VehicleNews();
        PositionSample? last = null;
        foreach (var fix in fixes)
        {
            At(now);
            Apply(device, Judged(fix, last), known);
            last = fix;
            known.Clear();
        }
    }

    /// <summary>Takes over an alarm that held before the hub restarted; false if it is of no rule on vehicles.</summary>
    public bool Restore(Alarm alarm)
    {
        var rule = Array.Find(_rules, r => r.Key == alarm.Rule);
        rule?.Restore(alarm);
        Due = _now.Fix is null ? null : HubDue(_now.HubTime);
        return rule is not null;
    }

    private static JudgedFix Judged(PositionSample fix, PositionSample? previous) =>
        new(fix, previous, 0, fix.SpeedKmh >= MovesKmh ? VehicleState.Moving : VehicleState.Stopped, VehicleState.Unknown);

    private void Begin()
    {
        _areas = new AreaWatch();
        _forbidden = new ForbiddenAreaRule(_areas);
        _dumping = new DumpingRule();
        var serious = new OffRouteRule(VehicleRuleKey.OffRouteSerious, next: null);
        var late = new OffRouteRule(VehicleRuleKey.OffRoute, serious);
        _rules =
        [
            _forbidden, serious, late, new OffRouteRule(VehicleRuleKey.OffRouteReminder, next: null), new OverspeedRule(), new OffHoursRule(),
            new NotSealedRule(), new PowerCutRule(), new OfflineOnTaskRule(), _dumping,
        ];
        _now.Forget();
    }

    private void Bind(VehicleProfile vehicle)
    {
        _now.Bind(vehicle, _around.Fences());
        _areas.Bind(_now);
        Array.ForEach(_rules, r => r.Bind(vehicle));
    }

    /// <summary>Takes over areas that were changed; whether they were.</summary>
    private bool LookAtAreas()
    {
        var map = _around.Fences();
        if (ReferenceEquals(map, _now.Map))
        {
            return false;
        }

        _now.Bind(_now.Vehicle, map);
        _areas.Bind(_now);
        return true;
    }

    /// <summary>Lets everything happen that is due without a fix up to a moment, each at its own time.</summary>
    private void Advance(long until, VehicleNews news)
    {
        for (var steps = 0; steps < MaxSteps && Next() is { } due && due <= until; steps++)
        {
            _now.Time = due;
            _areas.OnTime(_now, news);
            Step(news);
        }
    }

    private void Step(VehicleNews news)
    {
        foreach (var rule in _rules)
        {
            rule.Step(_now, news);
        }
    }

    private long? HubDue(long now)
    {
        var due = Next() is { } next ? Math.Max(_now.ToHubTime(next) + PatienceMs, now + 1) : long.MaxValue;
        due = Array.Exists(_rules, r => r.Open is not null) ? Math.Min(due, now + LookMs) : due;
        return due == long.MaxValue ? null : due;
    }

    /// <summary>Next moment at which something is due; what was due by now has been looked at.</summary>
    private long? Next()
    {
        var next = _now.Later(_areas.Due(_now));
        foreach (var rule in _rules)
        {
            next = Math.Min(next, _now.Later(rule.Due(_now)));
        }

        return next == long.MaxValue ? null : next;
    }
}
