namespace UrbanGrid.Ingest.Devices;

/// <summary>A day of the week, as model files write it.</summary>
public enum Weekday
{
    /// <summary>Monday.</summary>
    Mon,
    /// <summary>Tuesday.</summary>
    Tue,
    /// <summary>Wednesday.</summary>
    Wed,
    /// <summary>Thursday.</summary>
    Thu,
    /// <summary>Friday.</summary>
    Fri,
    /// <summary>Saturday.</summary>
    Sat,
    /// <summary>Sunday.</summary>
    Sun,
}

/// <summary>
/// When a rule is active, city time. A span that crosses midnight belongs to the day it begins on: <c>fri 22:00–05:00</c>
/// holds on Saturday at 3.
/// </summary>
public sealed record RuleSchedule
{
    /// <summary>Form of <see cref="From"/> and <see cref="To"/>.</summary>
    public const string TimeFormat = "HH:mm";

    /// <summary>Days on which the span begins; empty for every day.</summary>
    public IReadOnlyList<Weekday> Days { get; init; } = [];

    /// <summary>Months, 1 to 12, in which the span begins; empty for every month.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>Begin, <c>HH:mm</c>, inclusive.</summary>
    public string From { get; init; } = "00:00";

    /// <summary>End, <c>HH:mm</c>, exclusive; the same as <see cref="From"/> for the whole day.</summary>
    public string To { get; init; } = "00:00";
}
