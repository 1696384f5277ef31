using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>What counts as coming back (复发).</summary>
/// <param name="Times">So many times, 2 to 50.</param>
/// <param name="Days">Within so many days, 1 to 366.</param>
public sealed record RecurrenceTerms(int Times = 3, int Days = 90);

/// <summary>The same class of problem at the same place again and again.</summary>
public sealed record RecurringPlace
{
    /// <summary>Class.</summary>
    public required NamedCode Category { get; init; }

    /// <summary>Component, where they are about one.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>Address of the first.</summary>
    public required LocalText Address { get; init; }

    /// <summary>WGS-84 degrees north of the first.</summary>
    public required double Lat { get; init; }

    /// <summary>WGS-84 degrees east of the first.</summary>
    public required double Lon { get; init; }

    /// <summary>Unit grid of the first.</summary>
    public string? Grid { get; init; }

    /// <summary>How often in the period.</summary>
    public required int Count { get; init; }

    /// <summary>Most of them within the days asked for.</summary>
    public required int MostInDays { get; init; }

    /// <summary>The first, Unix ms.</summary>
    public required long First { get; init; }

    /// <summary>The last, Unix ms.</summary>
    public required long Last { get; init; }

    /// <summary>The three hours of the day in which most of them were reported.</summary>
    public required PeakHours Peak { get; init; }

    /// <summary>Case numbers, newest first, at most 50.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>What would help, by the rules of remedies.</summary>
    public required IReadOnlyList<Suggestion> Suggestions { get; init; }
}

/// <summary>Three hours of the day.</summary>
/// <param name="From">First hour, 0 to 23.</param>
/// <param name="To">Hour at which they end, 0 to 23.</param>
/// <param name="Share">Share of the problems reported in them, 0 to 1.</param>
public sealed record PeakHours(int From, int To, double Share);

/// <summary>What would help a place, and why.</summary>
/// <param name="Key">Stable key of the rule.</param>
/// <param name="Title">What to do.</param>
/// <param name="Text">The figures that led to it, and what it means.</param>
public sealed record Suggestion(string Key, LocalText Title, LocalText Text);

/// <summary>Places at which problems come back.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Places">The worst, at most 200.</param>
public sealed record Recurrence(int Total, IReadOnlyList<RecurringPlace> Places);
