namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>A verdict with the values of all features as they stood before it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Values">By the feature's name; what was not measured is absent.</param>
public sealed record Example(Verdict Verdict, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>Examples of verdicts in the order of the decisions; each knows only the past of its incident.</summary>
    public static IReadOnlyList<Example> ListOf(IEnumerable<Verdict> verdicts, LearningSettings settings, TimeZoneInfo timeZone)
    {
        var history = new VerdictHistory(settings, timeZone);
        var values = new FeatureValues(settings);
        List<Example> examples = [];
        foreach (var incident in verdicts.Where(v => v.Counts).OrderBy(v => v.Id).GroupBy(v => v.IncidentId).OrderBy(g => g.Min(v => v.Id)))
        {
            examples.AddRange(incident.Select(v => new Example(v, values.Of(v.Facts, history))));
            foreach (var verdict in incident)
            {
                history.Add(verdict);
            }
        }

        return examples;
    }
}
