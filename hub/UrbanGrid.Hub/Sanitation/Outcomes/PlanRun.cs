using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Ground;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>One plan on one day, while the tracks of its vehicles are gone through.</summary>
internal sealed class PlanRun
{
    private readonly WorkPlan _plan;
    private readonly DateOnly _day;
    private readonly PlanGround _ground;
    private readonly List<PlanTimes> _times;
    private readonly PlanTimes _stopTimes;
    private readonly Coverage _coverage;
    private readonly StopVisits _visits;

    public PlanRun(WorkPlan plan, DateOnly day, CityDays days, DeviceRegistry registry)
    {
        (_plan, _day) = (plan, day);
        _ground = PlanGround.Of(plan);
        _stopTimes = PlanTimes.Of(plan, null, day, days);
        _times = [.. plan.Routes.Select(r => PlanTimes.Of(plan, r, day, days)), .. plan.Areas.Select(_ => _stopTimes)];
        _coverage = new Coverage(plan, _ground, _times);
        _visits = new StopVisits(plan, _ground.Plane, _stopTimes);
        Vehicles = plan.Vehicles.In(registry);
    }

    /// <summary>Device ids.</summary>
    public IReadOnlyList<string> Vehicles { get; }

    /// <summary>First moment that counts, Unix ms.</summary>
    public long From => _times.Append(_stopTimes).Min(t => t.From);

    /// <summary>First moment that does not count any more, Unix ms.</summary>
    public long Until => _times.Append(_stopTimes).Max(t => t.LateUntil);

    /// <summary>The fixes of a vehicle follow.</summary>
    public void Begin(string vehicle)
    {
        _coverage.Begin();
        _visits.Begin(vehicle);
    }

    /// <summary>Takes the way to its next fix.</summary>
    public void Take(in Drive drive)
    {
        var (from, to) = (_ground.Plane.To(drive.From.Place), _ground.Plane.To(drive.To.Place));
        _coverage.Take(drive, from, to);
        _visits.Take(drive, from, to);
    }

    /// <summary>All fixes were taken.</summary>
    /// <param name="now">Unix ms.</param>
    /// <param name="read">Bins that the plan's vehicles read.</param>
    /// <param name="vehicles">What its vehicles did.</param>
    public PlanDay Finish(long now, IEnumerable<BinReading> read, IReadOnlyList<VehicleWork> vehicles)
    {
        var bins = BinsOf(read);
        var parts = _plan.Routes.Select(r => r.Name).Concat(_plan.Areas.Select(a => a.Name))
            .Select((name, i) => new PartDay(name, i >= _plan.Routes.Count, _times[i].From, _times[i].To, GroundFigures.None)).ToList();
        for (var i = 0; i < _ground.Pieces.Count; i++)
        {
            var piece = _ground.Pieces[i];
            parts[piece.Part] = parts[piece.Part] with { Figures = parts[piece.Part].Figures.With(_coverage.StateOf(i, now), piece.Measure) };
        }

        var stops = _plan.Stops.Select((stop, i) => new StopDay(stop, StateOf(_visits.Visits[i], now), _visits.Visits[i], [.. bins[i]])).ToList();
        var counted = BinSum.Of([.. bins.SelectMany(b => b)]);
        var figures = new DayFigures(
            Sum(parts.Where(p => !p.IsArea)), Sum(parts.Where(p => p.IsArea)),
            stops.Aggregate(StopFigures.None, (sum, stop) => sum.With(stop.State)), counted.Bins, counted.Weighed, counted.WeightKg);
        return new PlanDay(
            _plan, _day, now, Until, figures, parts, stops, vehicles,
            Stretches.Of(_ground.Pieces, i => _coverage.StateOf(i, now), _coverage.PassesOf));
    }

    /// <summary>Readings of the plan's bins that count, by collection point; they show that somebody was there.</summary>
    private ILookup<int, BinReading> BinsOf(IEnumerable<BinReading> read)
    {
        var stopOf = _plan.Stops.SelectMany((stop, i) => stop.Bins.Select(tag => (tag, i))).ToDictionary(b => b.tag, b => b.i, StringComparer.Ordinal);
        var bins = read.Where(r => stopOf.ContainsKey(r.Tag) && _stopTimes.At(r.At) is Timing.InTime or Timing.Late).ToLookup(r => stopOf[r.Tag]);
        foreach (var (stop, reading) in bins.SelectMany(g => g.Select(r => (g.Key, r))))
        {
            _visits.Read(stop, reading.At, reading.Vehicle);
        }

        return bins;
    }

    private PieceState StateOf(StopVisit? visit, long now) => visit is null
        ? now < _stopTimes.To ? PieceState.Open : PieceState.Missed
        : _stopTimes.At(visit.At) == Timing.InTime ? PieceState.Covered : PieceState.Late;

    private static GroundFigures Sum(IEnumerable<PartDay> parts) => parts.Aggregate(GroundFigures.None, (sum, part) => sum + part.Figures);
}
