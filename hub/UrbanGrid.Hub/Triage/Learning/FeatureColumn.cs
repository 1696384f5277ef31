namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>One column of a model: a feature, or whether a feature was measured.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="IsPresence">Whether it is 1 where the feature was measured and 0 elsewhere.</param>
/// <param name="Mean">Mean among the verdicts it was fitted on.</param>
/// <param name="Spread">Standard deviation among them.</param>
/// <param name="Weight">Log-odds for one standard deviation.</param>
public sealed record FeatureColumn(string Feature, bool IsPresence, double Mean, double Spread, double Weight = 0)
{
    private static readonly string[] Flags = [FeatureValues.BroughtBy, FeatureValues.Thing];

    /// <summary>Standard deviations from the mean; what was not measured is at the mean.</summary>
    /// <param name="values">Values by name.</param>
    /// <param name="most">Cut off beyond.</param>
    public double Standardise(IReadOnlyDictionary<string, double> values, double most)
    {
        var known = values.TryGetValue(Feature, out var value);
        if (IsPresence)
        {
            value = known ? 1 : 0;
        }
        else if (!known)
        {
            return IsFlag(Feature) ? Math.Clamp(-Mean / Spread, -most, most) : 0;
        }

        return Math.Clamp((value - Mean) / Spread, -most, most);
    }

    /// <summary>Columns that vary among examples, with their means and spreads.</summary>
    /// <remarks>
    /// What detectors began to measure at some time is missing before that because nobody asked, which says nothing of an alarm: whether
    /// something was measured is a feature only where it is missing afterwards too.
    /// </remarks>
    /// <param name="examples">The oldest first.</param>
    /// <param name="settings">How much must be missing.</param>
    public static IReadOnlyList<FeatureColumn> ListOf(IReadOnlyList<Example> examples, LearningSettings settings)
    {
        const double LeastSpread = 1e-9;
        List<FeatureColumn> columns = [];
        foreach (var name in examples.SelectMany(e => e.Values.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            double[] known = IsFlag(name)
                ? [.. examples.Select(e => e.Values.GetValueOrDefault(name))]
                : [.. examples.Where(e => e.Values.ContainsKey(name)).Select(e => e.Values[name])];
            var (mean, spread) = MeanAndSpread(known);
            if (spread > LeastSpread)
            {
                columns.Add(new FeatureColumn(name, IsPresence: false, mean, spread));
            }

            var share = (double)known.Length / examples.Count;
            if (share > settings.MissingShare && ShareSinceFirst(examples, name, known.Length) < 1 - settings.MissingShare)
            {
                columns.Add(new FeatureColumn(name, IsPresence: true, share, Math.Sqrt(share * (1 - share))));
            }
        }

        return columns;
    }

    /// <summary>Features of which one excludes the others share a kind; any other is a kind of its own.</summary>
    public static string KindOf(string feature) =>
        Array.Find(Flags, f => feature.StartsWith(f, StringComparison.Ordinal)) ?? feature;

    /// <summary>Share of the examples that have a feature, from the first on that has it.</summary>
    private static double ShareSinceFirst(IReadOnlyList<Example> examples, string name, int known)
    {
        var since = IsFlag(name) ? examples.Count : examples.SkipWhile(e => !e.Values.ContainsKey(name)).Count();
        return (double)known / since;
    }

    /// <summary>Whether a feature is 1 or absent.</summary>
    private static bool IsFlag(string name) => KindOf(name) is FeatureValues.BroughtBy or FeatureValues.Thing;

    private static (double Mean, double Spread) MeanAndSpread(double[] values)
    {
        if (values.Length == 0)
        {
            return (0, 0);
        }

        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length));
    }
}
