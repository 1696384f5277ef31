using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Evaluation.Counts;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>When, where and how often problems happen: trend, rhythm, hot spots and recurrence (docs/domain-sources.md §12, requirement E9).</summary>
public sealed class AnalysisDesk(
    IDbContextFactory<CaseworkDb> factory, CityRegister cities, CatalogueRegister catalogues, CaseworkOptions options, TimeProvider time)
{
    /// <summary>Moments are grouped in the database by quarters of an hour, which every zone's days are made of.</summary>
    private const long QuarterMs = 900_000;
    private const int MostSpots = 600;
    private const int MostPlaces = 200;
    private const int MostCases = 50;
    private const int LeastCell = 50;
    private const int MostCell = 2000;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    /// <summary>The course of some counts of an evaluation, and of the rates made of them.</summary>
    /// <param name="query">Kind, period and level.</param>
    /// <param name="subject">One object of the kind; null: all of them together.</param>
    /// <param name="counts">Keys of counts.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Law.CaseInputException">A count is not known, or there are too many steps.</exception>
    public async Task<Trend> TrendAsync(
        EvaluationQuery query, string? subject, IReadOnlyList<string> counts, TrendStep step, CancellationToken cancellationToken = default)
    {
        var kind = EvaluatedKind.Get(query.Kind);
        var period = EvaluationDesk.PeriodOf(query, time);
        var starts = TrendSteps.Starts(query.From, query.To, step, (await cities.CurrentAsync(cancellationToken)).Calendar);
        var found = new Dictionary<string, int[]>();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        foreach (var indicator in counts.Distinct().Select(key => EvaluationDesk.IndicatorOf(kind, key)))
        {
            var facts = indicator.Facts(db, period);
            var moments = subject is null
                ? facts.Select(f => f.At)
                : kind.OwnerAt(query.Level)(db, facts).Where(c => c.Subject == subject).Select(c => c.At);
            var course = new int[starts.Count];
            foreach (var (at, count) in await QuartersAsync(moments, cancellationToken))
            {
                course[StepOf(starts, at)] += count;
            }

            found.Add(indicator.Key, course);
        }

        var rates = kind.Rates.Where(rate => found.ContainsKey(rate.Of) && found.ContainsKey(rate.Among)).ToDictionary(
            rate => rate.Key,
            rate => starts.Select((_, i) => found[rate.Among][i] > 0 ? found[rate.Of][i] / (double)found[rate.Among][i] : (double?)null).ToArray());
        return new Trend(step, starts, found, rates);
    }

    /// <summary>Problems by weekday and hour, and by month of the year.</summary>
    /// <exception cref="Law.CaseInputException">The period cannot be analysed.</exception>
    public async Task<Rhythm> RhythmAsync(AnalysisQuery query, CancellationToken cancellationToken = default)
    {
        query.Check();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var hours = Enumerable.Range(0, 7).Select(_ => new int[24]).ToArray();
        var months = new int[12];
        foreach (var (at, count) in await QuartersAsync(query.Problems(db).Select(c => c.ReportedAt), cancellationToken))
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), _zone);
            hours[((int)local.DayOfWeek + 6) % 7][local.Hour] += count;
            months[local.Month - 1] += count;
        }

        return new Rhythm(hours, months, months.Sum());
    }

    /// <summary>The squares of ground in which most problems were reported.</summary>
    /// <param name="query">Which problems.</param>
    /// <param name="cellM">Length of a side, 50 to 2,000 m.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Law.CaseInputException">The period cannot be analysed, or such squares cannot be drawn.</exception>
    public async Task<HotSpots> HotSpotsAsync(AnalysisQuery query, int cellM, CancellationToken cancellationToken = default)
    {
        query.Check();
        if (cellM is < LeastCell or > MostCell)
        {
            throw CaseChecks.Wrong($"方格边长应为 {LeastCell} 到 {MostCell} 米。", $"The side of a square is {LeastCell} to {MostCell} m.");
        }

        var cells = new HotSpotCells(cellM);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await foreach (var problem in query.Problems(db).Select(c => new { c.Lat, c.Lon, c.Category }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            cells.Add(problem.Lat, problem.Lon, problem.Category);
        }

        var squareKm = cellM * cellM / 1e6;
        return new HotSpots(cellM, cells.Total,
        [
            .. cells.Densest(MostSpots).Select(s => new HotSpot(
                Math.Round(s.South, 7), Math.Round(s.West, 7), Math.Round(s.North, 7), Math.Round(s.East, 7),
                s.Count, Math.Round(s.Count / squareKm, 1), CategoryOf(s.Main), s.MainCount)),
        ]);
    }

    /// <summary>Places at which the same class of problem comes back, the worst first, with what would help.</summary>
    /// <exception cref="Law.CaseInputException">The period cannot be analysed, or the terms cannot be.</exception>
    public async Task<Recurrence> RecurrenceAsync(AnalysisQuery query, RecurrenceTerms terms, CancellationToken cancellationToken = default)
    {
        query.Check();
        if (terms is not { Times: >= 2 and <= 50, Days: >= 1 and <= 366 })
        {
            throw CaseChecks.Wrong("次数应为 2 到 50，天数应为 1 到 366。", "Times are 2 to 50, days 1 to 366.");
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var places = new SamePlace();
        var ordered = query.Problems(db).OrderBy(c => c.ReportedAt).ThenBy(c => c.Id);
        await foreach (var c in ordered.Select(c => new { c.Id, c.ReportedAt, c.Category, c.ComponentCode, c.Lat, c.Lon }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            places.Add(new Problem(c.Id, c.ReportedAt, c.Category, c.ComponentCode, c.Lat, c.Lon));
        }

        var recurring = places.Places.Where(place => place.Count >= terms.Times)
            .Select(place => (Problems: place, Most: PlaceTimes.MostIn(place, terms.Days))).Where(place => place.Most >= terms.Times)
            .OrderByDescending(place => place.Most).ThenByDescending(place => place.Problems.Count).ThenBy(place => place.Problems[0].Id).ToList();
        var shown = recurring.Take(MostPlaces).ToList();
        var ids = shown.SelectMany(place => place.Problems.TakeLast(MostCases).Append(place.Problems[0])).Select(p => p.Id).Distinct().ToList();
        var known = await db.Cases.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.AddressZh, c.AddressEn, c.GridCode })
            .ToDictionaryAsync(c => c.Id, cancellationToken);
        return new Recurrence(recurring.Count,
        [
            .. shown.Select(place =>
            {
                var first = place.Problems[0];
                var peak = PlaceTimes.Peak(place.Problems, _zone);
                return new RecurringPlace
                {
                    Category = CategoryOf(first.Category), ComponentCode = first.Component, Lat = first.Lat, Lon = first.Lon,
                    Address = new LocalText(known[first.Id].AddressZh, known[first.Id].AddressEn), Grid = known[first.Id].GridCode,
                    Count = place.Problems.Count, MostInDays = place.Most, First = first.At, Last = place.Problems[^1].At, Peak = peak,
                    Cases = [.. place.Problems.TakeLast(MostCases).Reverse().Select(p => known[p.Id].Number)],
                    Suggestions = RemedyRules.For(first.Category, first.Component is not null, peak, days => PlaceTimes.MostIn(place.Problems, days)),
                };
            }),
        ]);
    }

    private static async Task<IEnumerable<(long At, int Count)>> QuartersAsync(IQueryable<long> moments, CancellationToken cancellationToken)
    {
        var quarters = await moments.GroupBy(at => at / QuarterMs).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return quarters.Select(q => (q.Key * QuarterMs, q.Count));
    }

    /// <summary>A quarter that began before the period holds moments in it.</summary>
    private static int StepOf(List<long> starts, long at)
    {
        var found = starts.BinarySearch(at);
        return Math.Max(found >= 0 ? found : ~found - 1, 0);
    }

    private NamedCode CategoryOf(string code) => NamedCode.Of(code, catalogues.Latest.NameOf(code));
}
