namespace UrbanGrid.Casework.Evaluation;

/// <summary>A share of two counts (率, docs/domain-sources.md §6.2).</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Of">Key of the count above the line.</param>
/// <param name="Among">Key of the count below it.</param>
public sealed record Rate(string Key, LocalText Name, string Of, string Among)
{
    /// <summary>返工率: sources disagree on what is below the line, so a scheme says it.</summary>
    public const string ReworkKey = "rework_rate";

    /// <summary>The rate, 0 to 1 and above where things happen more than once; null when there is nothing below the line.</summary>
    public double? Value(IReadOnlyDictionary<string, int> counts) =>
        counts.GetValueOrDefault(Among) is > 0 and var among ? counts.GetValueOrDefault(Of) / (double)among : null;
}

/// <summary>A rate of the sources that cannot be told from what is stored.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Why">What is lacking.</param>
public sealed record UntoldRate(string Key, LocalText Name, LocalText Why);
