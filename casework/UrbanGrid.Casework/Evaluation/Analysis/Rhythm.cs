namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>When problems are reported, by the city's clocks (时段规律, docs/domain-sources.md §12).</summary>
/// <param name="Hours">Problems by weekday (Monday first) and hour.</param>
/// <param name="Months">Problems by month of the year, January first (季节).</param>
/// <param name="Total">All of them.</param>
public sealed record Rhythm(IReadOnlyList<int[]> Hours, int[] Months, int Total);
