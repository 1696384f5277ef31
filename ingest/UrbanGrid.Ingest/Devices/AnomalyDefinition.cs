using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// Opts a metric in to seasonal anomaly detection: each device learns what the metric reads at each hour, and a value far
/// from that raises the alarm <c>unusual_{metric}</c>.
/// </summary>
public sealed record AnomalyDefinition
{
    /// <summary>Half the band, in robust standard deviations (1.4826 × the median absolute deviation).</summary>
    public double BandMads { get; init; } = 6;

    /// <summary>Half the band at least, in the metric's unit; keeps a metric that hardly moves from alarming at every tick.</summary>
    public double MinBand { get; init; }

    /// <summary>Days of history before it may alarm.</summary>
    public double MinDays { get; init; } = 7;

    /// <summary>Seconds the value must stay outside.</summary>
    public double HoldS { get; init; } = 900;

    /// <summary>Seconds it must stay inside before the alarm ends.</summary>
    public double ClearS { get; init; } = 900;

    /// <summary>Hours on one side of the band after which the new level counts as usual.</summary>
    public double ShiftHours { get; init; } = 48;

    /// <summary>How bad.</summary>
    public AlarmSeverity Severity { get; init; } = AlarmSeverity.Minor;

    /// <summary>Category of the alarm, as in <see cref="RuleDefinition.Category"/>.</summary>
    public string? Category { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>How sure they are.</summary>
    public SourceConfidence Confidence { get; init; }

    /// <summary>The rule that tells it.</summary>
    internal RuleDefinition RuleFor(MetricDefinition metric) => new()
    {
        Key = $"unusual_{metric.Key}",
        Name = new LocalName($"{metric.Name.Zh}异常", $"Unusual {metric.Name.En.ToLowerInvariant()}"),
        Severity = Severity,
        Category = Category,
        HoldS = HoldS,
        ClearS = ClearS,
        When = [new RuleTest { Metric = metric.Key, Is = RuleOperator.Unusual }],
        Source = Source,
        Confidence = Confidence,
    };
}
