using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>
/// A count of the evaluation (指标). The same query gives the figure, the cases behind it and its course over time, so that a figure is
/// the same wherever it is shown and can always be looked into.
/// </summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Meaning">What is counted, in both languages.</param>
/// <param name="Facts">What is counted in a period, one row for each time.</param>
internal sealed record Indicator(string Key, LocalText Name, LocalText Meaning, Func<CaseworkDb, Period, IQueryable<Fact>> Facts);
