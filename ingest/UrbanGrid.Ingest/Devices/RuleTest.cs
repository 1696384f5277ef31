namespace UrbanGrid.Ingest.Devices;

/// <summary>One comparison of a rule.</summary>
public sealed record RuleTest
{
    /// <summary>Metric it looks at.</summary>
    public required string Metric { get; init; }

    /// <summary>How it compares.</summary>
    public required RuleOperator Is { get; init; }

    /// <summary>Limit in the metric's unit, where no attribute gives it; per minute for a rate, seconds for a silence.</summary>
    public double Limit { get; init; }

    /// <summary>Device attribute that gives the limit, e.g. <c>rated_current_a</c>: limit = attribute × <see cref="Times"/> + <see cref="Plus"/>.</summary>
    public string? Attribute { get; init; }

    /// <summary>Factor on the attribute.</summary>
    public double Times { get; init; } = 1;

    /// <summary>Added to the attribute after the factor.</summary>
    public double Plus { get; init; }

    /// <summary>Metric in per cent that the limit is a part of, e.g. <c>dim</c>; counts as 100 % while nobody knows it.</summary>
    public string? PercentOf { get; init; }

    /// <summary>Part of the limit by which the value must come back before the test counts as clear, 0..1.</summary>
    public double Hysteresis { get; init; }

    /// <summary>Seconds a rate is taken over, or a value must have stood still.</summary>
    public double WindowS { get; init; }

    /// <summary>Repeats of one value after which it counts as stuck, whatever the other metrics do; 0 for no such limit.</summary>
    public int Repeats { get; init; }

    /// <summary>Seconds after a lamp was switched during which its current tells nothing.</summary>
    public double SettleS { get; init; }
}
