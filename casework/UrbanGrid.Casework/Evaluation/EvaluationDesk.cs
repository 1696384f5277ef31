using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>Evaluates departments over any period (综合绩效评价, docs/domain-sources.md §6). Every figure is counted in the database.</summary>
public sealed class EvaluationDesk(IDbContextFactory<CaseworkDb> factory, CityRegister cities, TimeProvider time)
{
    private const int MostCases = 1000;

    /// <summary>What is counted about a department, in the order of a report.</summary>
    public static IReadOnlyList<EvaluationColumn> Counts { get; } =
        [.. DepartmentIndicators.All.Select(i => new EvaluationColumn(i.Key, i.Name, i.Meaning))];

    /// <summary>Every department of the city, in its order.</summary>
    /// <param name="from">First moment of the period, Unix ms.</param>
    /// <param name="to">First moment after it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<DepartmentResult>> DepartmentsAsync(long from, long to, CancellationToken cancellationToken = default)
    {
        var period = PeriodOf(from, to);
        var city = await cities.CurrentAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var counts = city.Departments.Keys.ToDictionary(code => code, _ => new Dictionary<string, int>());
        foreach (var indicator in DepartmentIndicators.All)
        {
            var found = await indicator.Query(db, period).GroupBy(c => c.Subject)
                .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var group in found.Where(g => g.Key is not null && counts.ContainsKey(g.Key)))
            {
                counts[group.Key!][indicator.Key] = group.Count;
            }
        }

        return [.. city.Departments.Values.Select(d => Result(new NamedCode(d.Code, d.NameZh, d.NameEn), counts[d.Code]))];
    }

    /// <summary>Numbers of the cases behind a figure, oldest first; a case that counts twice stands there twice. At most 1,000.</summary>
    /// <exception cref="Law.CaseInputException">There is no such count.</exception>
    public async Task<IReadOnlyList<string>> CasesAsync(
        string department, string indicator, long from, long to, CancellationToken cancellationToken = default)
    {
        var counted = DepartmentIndicators.All.FirstOrDefault(i => i.Key == indicator) ?? throw CaseChecks.Wrong(
            $"没有指标“{indicator}”；可用：{string.Join("、", DepartmentIndicators.All.Select(i => i.Key))}。",
            $"There is no count '{indicator}'; use one of: {string.Join(", ", DepartmentIndicators.All.Select(i => i.Key))}.");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await counted.Query(db, PeriodOf(from, to)).Where(c => c.Subject == department)
            .Join(db.Cases, c => c.CaseId, row => row.Id, (c, row) => row)
            .OrderBy(row => row.Id).Take(MostCases).Select(row => row.Number).ToListAsync(cancellationToken);
    }

    private Period PeriodOf(long from, long to) => from < to
        ? new Period(from, to, time.GetUtcNow().ToUnixTimeMilliseconds())
        : throw CaseChecks.Wrong("时段的结束必须晚于开始。", "A period ends after it begins.");

    private static DepartmentResult Result(NamedCode department, Dictionary<string, int> found)
    {
        var counts = DepartmentIndicators.All.ToDictionary(i => i.Key, i => found.GetValueOrDefault(i.Key));
        var rates = Rate.OfDepartments.ToDictionary(r => r.Key, r => r.Value(counts));
        var score = Scheme.OfDepartments.Score(counts, rates);
        return new DepartmentResult(department, counts, rates, score, score is { } s ? Scheme.OfDepartments.GradeOf(s) : null);
    }
}
