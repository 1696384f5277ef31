using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>Problems to analyse: those reported in a period that turned out to be one. What was rejected, declined, voided or merged is not.</summary>
/// <param name="From">First moment, Unix ms.</param>
/// <param name="To">First moment after it.</param>
/// <param name="Category">Code of a class, e.g. <c>event/0110</c>, or its beginning, e.g. <c>event/04</c>; null: all.</param>
public sealed record AnalysisQuery(long From, long To, string? Category = null)
{
    /// <summary>Longest period that is analysed: it is read row by row.</summary>
    private const int MostDays = 1100;

    private static readonly string[] NoProblem = [CaseStates.Rejected, CaseStates.Declined, CaseStates.Voided, CaseStates.Merged];

    internal IQueryable<CaseRow> Problems(CaseworkDb db)
    {
        var problems = db.Cases.Where(c => c.ReportedAt >= From && c.ReportedAt < To && !NoProblem.Contains(c.State));
        return Category is { Length: > 0 } category ? problems.Where(c => c.Category.StartsWith(category)) : problems;
    }

    /// <summary>Refuses periods that cannot be analysed.</summary>
    /// <exception cref="CaseInputException">It ends before it begins, or is too long.</exception>
    internal void Check()
    {
        if (From >= To)
        {
            throw CaseChecks.Wrong("时段的结束必须晚于开始。", "A period ends after it begins.");
        }

        if (To - From > MostDays * 86_400_000L)
        {
            throw CaseChecks.Wrong($"分析时段不能超过 {MostDays} 天。", $"At most {MostDays} days can be analysed at a time.");
        }
    }
}
