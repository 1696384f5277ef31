using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>
/// A count of the evaluation (指标). The same query gives the figure and the cases behind it, so that a figure is the same wherever it
/// is shown and can always be looked into.
/// </summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Meaning">What is counted, in both languages.</param>
/// <param name="Query">The cases of a period, one row for each time one counts.</param>
internal sealed record Indicator(string Key, LocalText Name, LocalText Meaning, Func<CaseworkDb, Period, IQueryable<CountedCase>> Query);
