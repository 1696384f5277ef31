namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>How long one step of a trend is.</summary>
public enum TrendStep
{
    /// <summary>A day of the city.</summary>
    Day,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>The course of counts and rates over a period (趋势).</summary>
/// <param name="Step">Length of a step.</param>
/// <param name="Starts">First moment of each step, Unix ms; the first and the last may be cut off by the period.</param>
/// <param name="Counts">By key of the count, one for each step.</param>
/// <param name="Rates">By key of the rate, one for each step; null where there was nothing to count.</param>
public sealed record Trend(
    TrendStep Step, IReadOnlyList<long> Starts, IReadOnlyDictionary<string, int[]> Counts, IReadOnlyDictionary<string, double?[]> Rates);
