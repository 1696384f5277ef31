namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>Turns what is known of an alarm and of its like into numbers.</summary>
public sealed class FeatureValues(LearningSettings settings)
{
    /// <summary>Confidence of the detector, as log-odds.</summary>
    public const string Score = "score";
    /// <summary>Logarithm of the seconds that it had held when it was raised.</summary>
    public const string Held = "held";
    /// <summary>Logarithm of the share of the picture that its box fills.</summary>
    public const string Size = "size";
    /// <summary>Lower edge of its box, 0 (top of the picture, far away) to 1.</summary>
    public const string Depth = "depth";
    /// <summary>How much better or worse the device does than the rule, log-odds.</summary>
    public const string Camera = "history.camera";
    /// <summary>How much better or worse the zone does than the device.</summary>
    public const string Zone = "history.zone";
    /// <summary>How much better or worse the place in the picture does than the device.</summary>
    public const string Place = "history.place";
    /// <summary>How much better or worse the device does around this time of day.</summary>
    public const string Hour = "history.hour";
    /// <summary>Begin of the name of a "who brought it" feature, 1 or 0.</summary>
    public const string BroughtBy = "broughtBy.";
    /// <summary>Begin of the name of a "what is it" feature, 1 or 0.</summary>
    public const string Thing = "thing.";
    /// <summary>Stands for "nobody" after <see cref="BroughtBy"/> and for "nothing known" after <see cref="Thing"/>.</summary>
    public const string Nobody = "none";

    private const double LeastScore = 0.01;

    /// <summary>Measurements that say again what the alarm itself says; two of a kind would share one weight and one reason.</summary>
    private static readonly string[] Repeated = ["margin", "stood_seconds", "area_share", "foot_y", "brought_by_person", "brought_by_vehicle"];

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, double> Of(AlarmFacts facts, VerdictHistory history)
    {
        var values = new Dictionary<string, double>(facts.Features.Where(f => !Repeated.Contains(f.Key)), StringComparer.Ordinal)
        {
            [Score] = LogOdds(Math.Clamp(facts.Score, LeastScore, 1 - LeastScore)),
            [Held] = Math.Log(1 + (Math.Max(0, facts.RaisedAt - facts.StartedAt) / 1000.0)),
        };
        if (facts.Box is { } box)
        {
            values[Size] = Math.Log(Math.Max(1e-6, box.Width * box.Height));
            values[Depth] = box.Y + box.Height;
            values[BroughtBy + (facts.BroughtBy ?? Nobody)] = 1;
            values[Thing + (facts.Thing ?? Nobody)] = 1;
        }

        AddHistory(values, history.CountsOf(facts));
        return values;
    }

    /// <summary>Probability from the past of the rule and the device alone.</summary>
    public double PriorOf(HistoryCounts counts) => counts.Camera.Shrunk(RuleShare(counts), settings.PriorWeight);

    /// <summary>ln p/(1 − p).</summary>
    public static double LogOdds(double probability) => Math.Log(probability / (1 - probability));

    /// <summary>1/(1 + e^−x).</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private void AddHistory(Dictionary<string, double> values, HistoryCounts counts)
    {
        var rule = RuleShare(counts);
        var camera = counts.Camera.Shrunk(rule, settings.ShrinkWeight);
        values[Camera] = LogOdds(camera) - LogOdds(rule);
        foreach (var (name, tally) in new[] { (Zone, counts.Zone), (Place, counts.Place), (Hour, counts.Hour) })
        {
            values[name] = LogOdds(tally.Shrunk(camera, settings.ShrinkWeight)) - LogOdds(camera);
        }
    }

    private double RuleShare(HistoryCounts counts) => counts.Rule.Shrunk(settings.Prior, settings.PriorWeight);
}
