using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Evaluation.Counts;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>
/// Evaluates departments, areas and posts over any period (综合绩效评价, docs/domain-sources.md §6). Every figure is counted in the database, by
/// one query for all objects.
/// </summary>
public sealed class EvaluationDesk(
    IDbContextFactory<CaseworkDb> factory, CityRegister cities, SchemeBook schemes, CatalogueRegister catalogues, TimeProvider time)
{
    private const int MostCases = 1000;

    /// <summary>Every object of a kind, departments and areas in the order of the city, people by id.</summary>
    /// <exception cref="CaseInputException">The query names something that is not there.</exception>
    public async Task<EvaluationReport> EvaluateAsync(EvaluationQuery query, CancellationToken cancellationToken = default)
    {
        var kind = EvaluatedKind.Get(query.Kind);
        var period = PeriodOf(query, time);
        var scheme = await schemes.ForAsync(kind, query.Scheme, cancellationToken);
        var rates = kind.RatesBy(scheme.Definition);
        var city = await cities.CurrentAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var counted = await CountAsync(db, kind, query.Level, period, cancellationToken);
        var none = new Dictionary<string, int>();
        return new EvaluationReport(kind, scheme, rates,
        [
            .. Subjects.Of(kind, query.Level, city, counted.Keys)
                .Select(subject => Row(subject, counted.GetValueOrDefault(subject.Name.Code) ?? none, kind, rates, scheme.Definition)),
        ]);
    }

    /// <summary>The cases behind a figure, oldest first; a case that counts twice stands there twice. At most 1,000.</summary>
    /// <param name="query">The evaluation.</param>
    /// <param name="subject">Code of the department or area, or id of the user.</param>
    /// <param name="count">Key of the count.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CaseInputException">There is no such count.</exception>
    public async Task<IReadOnlyList<CaseBehind>> CasesAsync(
        EvaluationQuery query, string subject, string count, CancellationToken cancellationToken = default)
    {
        var kind = EvaluatedKind.Get(query.Kind);
        var indicator = IndicatorOf(kind, count);
        var city = await cities.CurrentAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await kind.OwnerAt(query.Level)(db, indicator.Facts(db, PeriodOf(query, time)))
            .Where(c => c.Subject == subject)
            .Join(db.Cases, c => c.CaseId, row => row.Id, (c, row) => new { c.At, Row = row })
            .OrderBy(both => both.Row.Id).ThenBy(both => both.At).Take(MostCases)
            .Select(both => new
            {
                both.Row.Number, both.At, both.Row.State, both.Row.Category, both.Row.AddressZh, both.Row.AddressEn, both.Row.Department,
                Exempted = db.Clocks.Any(c => c.CaseId == both.Row.Id && c.Stage == null && c.Exempted),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. found.Select(c => new CaseBehind(
                c.Number, c.At, NamedKey.Of(c.State, CaseStates.Get(c.State).Name),
                NamedCode.Of(c.Category, catalogues.Latest.NameOf(c.Category)),
                new LocalText(c.AddressZh, c.AddressEn),
                c.Department is null ? null
                    : city.Departments.TryGetValue(c.Department, out var known) ? new NamedCode(known.Code, known.NameZh, known.NameEn)
                    : new NamedCode(c.Department, c.Department, c.Department),
                c.Exempted)),
        ];
    }

    internal static Indicator IndicatorOf(EvaluatedKind kind, string count) =>
        kind.Indicators.FirstOrDefault(i => i.Key == count) ?? throw CaseChecks.Wrong(
            $"没有指标“{count}”；可用：{string.Join("、", kind.Indicators.Select(i => i.Key))}。",
            $"There is no count '{count}'; use one of: {string.Join(", ", kind.Indicators.Select(i => i.Key))}.");

    internal static Period PeriodOf(EvaluationQuery query, TimeProvider time)
    {
        if (!EvaluationQuery.Levels.Contains(query.Level))
        {
            var known = string.Join(", ", EvaluationQuery.Levels);
            throw CaseChecks.Wrong($"没有区域级别“{query.Level}”；可用：{known}。", $"There is no level '{query.Level}'; use one of: {known}.");
        }

        return query.From < query.To
            ? new Period(query.From, query.To, time.GetUtcNow().ToUnixTimeMilliseconds())
            : throw CaseChecks.Wrong("时段的结束必须晚于开始。", "A period ends after it begins.");
    }

    private static async Task<Dictionary<string, Dictionary<string, int>>> CountAsync(
        CaseworkDb db, EvaluatedKind kind, string level, Period period, CancellationToken cancellationToken)
    {
        var counted = new Dictionary<string, Dictionary<string, int>>();
        foreach (var indicator in kind.Indicators)
        {
            var found = await kind.OwnerAt(level)(db, indicator.Facts(db, period)).GroupBy(c => c.Subject)
                .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var group in found.Where(g => g.Key is not null))
            {
                if (!counted.TryGetValue(group.Key!, out var counts))
                {
                    counted.Add(group.Key!, counts = []);
                }

                counts[indicator.Key] = group.Count;
            }
        }

        return counted;
    }

    private static EvaluationRow Row(
        Subject subject, Dictionary<string, int> found, EvaluatedKind kind, IReadOnlyList<Rate> rates, Scheme scheme)
    {
        var counts = kind.Indicators.ToDictionary(i => i.Key, i => found.GetValueOrDefault(i.Key));
        var values = rates.ToDictionary(rate => rate.Key, rate => rate.Value(counts));
        string[] steps = subject.AreaClass is { } areaClass ? [subject.Name.Code, areaClass] : [subject.Name.Code];
        var parts = Scoring.Parts(scheme, counts, values, steps, subject.Grids);
        var score = Scoring.Score(scheme, parts);
        return new EvaluationRow(subject.Name, subject.AreaClass, counts, values, parts, score, score is { } s ? Grade.Of(s) : null);
    }
}
