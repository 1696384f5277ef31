namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>Works out a score from counts and rates.</summary>
public static class Scoring
{
    /// <summary>The parts of a score. What cannot be told, or has nothing to count, has no points; its weight is shared out among the others.</summary>
    /// <param name="scheme">How.</param>
    /// <param name="counts">Count by key.</param>
    /// <param name="rates">Rate by key; one that cannot be told is missing.</param>
    /// <param name="steps">Keys in <see cref="Scheme.Steps"/> that may hold a table, the most particular first.</param>
    /// <param name="among">What counts are divided by before a table of steps: the unit grids of an area, else 1.</param>
    public static IReadOnlyList<ScorePart> Parts(
        Scheme scheme, IReadOnlyDictionary<string, int> counts, IReadOnlyDictionary<string, double?> rates, IReadOnlyList<string> steps, int among = 1)
    {
        var points = scheme.Parts.Select(part => part.Kind == PartKind.Steps
            ? StepPoints(scheme, steps, counts.GetValueOrDefault(part.Key) / (double)Math.Max(among, 1))
            : RatePoints(part, rates)).ToList();
        var told = scheme.Parts.Zip(points).Where(both => both.Second is not null).Sum(both => both.First.Weight);
        return
        [
            .. scheme.Parts.Zip(points, (part, got) =>
                new ScorePart(part.Key, part.Weight, got is null || told == 0 ? 0 : Math.Round(part.Weight * 100 / told, 2), got)),
        ];
    }

    /// <summary>The score, 0 to 100, rounded to hundredths; null when no rate of it has anything to count.</summary>
    public static double? Score(Scheme scheme, IReadOnlyList<ScorePart> parts)
    {
        var told = scheme.Parts.Zip(parts).Where(both => both.Second.Points is not null).ToList();
        return told.Exists(both => both.First.Kind != PartKind.Steps)
            ? Math.Round(told.Sum(both => both.Second.Points!.Value * both.First.Weight) / told.Sum(both => both.First.Weight), 2)
            : null;
    }

    private static double? RatePoints(SchemePart part, IReadOnlyDictionary<string, double?> rates) =>
        rates.GetValueOrDefault(part.Key) is not { } rate ? null
        : Math.Round((part.Kind == PartKind.Rate ? Math.Clamp(rate, 0, 1) : 1 - Math.Clamp(rate, 0, 1)) * 100, 4);

    private static double? StepPoints(Scheme scheme, IReadOnlyList<string> keys, double count)
    {
        var table = keys.Append(Scheme.DefaultSteps).Select(key => scheme.Steps.GetValueOrDefault(key)).FirstOrDefault(found => found is not null);
        return table?.First(step => step.UpTo is null || count <= step.UpTo).Points;
    }
}
