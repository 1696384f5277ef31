namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>What has been learnt of one rule: weights of features, and a scale that makes the result a probability.</summary>
public sealed record TriageModel
{
    /// <summary>The columns with their weights.</summary>
    public required IReadOnlyList<FeatureColumn> Columns { get; init; }

    /// <summary>Log-odds of an alarm that is average in everything.</summary>
    public required double Intercept { get; init; }

    /// <summary>From log-odds to honest log-odds.</summary>
    public required PlattScale Scale { get; init; }

    /// <summary>Standard deviations beyond which a value counts no further.</summary>
    public required double MostDeviations { get; init; }

    /// <summary>Verdicts foretold in training, oldest first: what thresholds of automatic filing are chosen on.</summary>
    public IReadOnlyList<Foretold> Foretold { get; init; } = [];

    /// <summary>Probability that an alarm is right.</summary>
    public double ProbabilityOf(IReadOnlyDictionary<string, double> values) => FeatureValues.Probability(Scale.Apply(ScoreOf(values)));

    /// <summary>Log-odds before <see cref="Scale"/>.</summary>
    public double ScoreOf(IReadOnlyDictionary<string, double> values) =>
        Intercept + Columns.Sum(c => c.Weight * c.Standardise(values, MostDeviations));

    /// <summary>
    /// How much each feature moves the log-odds away from those of an alarm that is average in everything, the strongest
    /// first. A feature and whether it was measured are one; so are those of a kind (<see cref="ReasonWords.KindOf"/>).
    /// </summary>
    public IReadOnlyList<Contribution> ContributionsOf(IReadOnlyDictionary<string, double> values) =>
        [.. Columns
            .GroupBy(c => ReasonWords.KindOf(c.Feature))
            .Select(kind => ContributionOf(kind.Key, [.. kind], values))
            .OrderByDescending(c => Math.Abs(c.LogOdds)).ThenBy(c => c.Feature, StringComparer.Ordinal)];

    private Contribution ContributionOf(string kind, List<FeatureColumn> columns, IReadOnlyDictionary<string, double> values)
    {
        var shown = columns.Find(c => !c.IsPresence && values.ContainsKey(c.Feature)) ?? columns[0];
        return new Contribution(
            kind == FeatureColumn.KindOf(shown.Feature) ? shown.Feature : kind,
            values.TryGetValue(shown.Feature, out var value) ? value : null,
            shown.IsPresence ? null : shown.Mean,
            columns.Sum(c => Scale.Slope * c.Weight * c.Standardise(values, MostDeviations)));
    }
}

/// <summary>What a feature does to one alarm's log-odds.</summary>
/// <param name="Feature">Name.</param>
/// <param name="Value">Value; null where it was not measured.</param>
/// <param name="Usual">Mean among the verdicts; null where it varied in nothing but being measured.</param>
/// <param name="LogOdds">Above 0 makes it likelier that the alarm is right.</param>
public sealed record Contribution(string Feature, double? Value, double? Usual, double LogOdds);

/// <summary>A verdict that was foretold from earlier ones.</summary>
/// <param name="Category">Category of the incident.</param>
/// <param name="Probability">What was foretold.</param>
/// <param name="Confirmed">What it became.</param>
public sealed record Foretold(string Category, double Probability, bool Confirmed);
