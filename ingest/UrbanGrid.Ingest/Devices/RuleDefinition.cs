using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// A sensor rule as data: all its tests hold, for the hold time, and an alarm is raised; one of them has come back past its
/// hysteresis, for the clear time, and the alarm is cleared. Device attributes <c>rule.{key}.hold_s</c>,
/// <c>rule.{key}.clear_s</c> and <c>rule.{key}.limit</c> (of the first test) override the model.
/// </summary>
public sealed record RuleDefinition
{
    /// <summary>Key, e.g. <c>tilt</c>; becomes <see cref="Alarm.Rule"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>How bad.</summary>
    public AlarmSeverity Severity { get; init; } = AlarmSeverity.Major;

    /// <summary>Category of the alarm; <c>own</c> means the class of the device's component; null means a device fault.</summary>
    public string? Category { get; init; }

    /// <summary>Filing condition of the category, e.g. <c>missing_displaced</c>.</summary>
    public string? FilingCondition { get; init; }

    /// <summary>Seconds all tests must hold.</summary>
    public double HoldS { get; init; }

    /// <summary>Seconds the rule must be clear again before the alarm ends.</summary>
    public double ClearS { get; init; }

    /// <summary>Tests; all must hold. The first is the one people mean when they speak of the rule's limit.</summary>
    public required IReadOnlyList<RuleTest> When { get; init; }

    /// <summary>When the rule is active; null for always.</summary>
    public RuleSchedule? Schedule { get; init; }

    /// <summary>How often the condition must come before it is told; null for once.</summary>
    public RuleRepeat? Repeat { get; init; }

    /// <summary>Seconds after which the alarm ends if no message confirms the condition again; 0 for never.</summary>
    public double AutoClearS { get; init; }

    /// <summary>
    /// Rules of lower steps: while this one's alarm holds, theirs end and none begin. The two steps of a gas, or an overturned
    /// cover, which is tilted too.
    /// </summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    /// <summary>Where the numbers come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>How sure they are.</summary>
    public SourceConfidence Confidence { get; init; }
}
