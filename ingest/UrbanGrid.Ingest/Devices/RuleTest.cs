namespace UrbanGrid.Ingest.Devices;

/// <summary>How a test compares.</summary>
public enum RuleOperator
{
    /// <summary>Value above the limit.</summary>
    Above,
    /// <summary>Value below the limit.</summary>
    Below,
    /// <summary>Value further from the device's background than the limit.</summary>
    Deviates,
    /// <summary>Value is yes.</summary>
    Yes,
    /// <summary>Lamp ought to burn: commanded on or, where no command is known, inside its lighting plan.</summary>
    ShouldBurn,
    /// <summary>Lamp ought to be dark: commanded off, or outside its lighting plan.</summary>
    ShouldBeDark,
}

/// <summary>One comparison of a rule.</summary>
public sealed record RuleTest
{
    /// <summary>Metric it looks at.</summary>
    public required string Metric { get; init; }

    /// <summary>How it compares.</summary>
    public required RuleOperator Is { get; init; }

    /// <summary>Limit in the metric's unit, where no attribute gives it.</summary>
    public double Limit { get; init; }

    /// <summary>Device attribute that gives the limit, e.g. <c>rated_current_a</c>: limit = attribute × <see cref="Times"/> + <see cref="Plus"/>.</summary>
    public string? Attribute { get; init; }

    /// <summary>Factor on the attribute.</summary>
    public double Times { get; init; } = 1;

    /// <summary>Added to the attribute after the factor.</summary>
    public double Plus { get; init; }

    /// <summary>Part of the limit by which the value must come back before the test counts as clear, 0..1.</summary>
    public double Hysteresis { get; init; }
}
