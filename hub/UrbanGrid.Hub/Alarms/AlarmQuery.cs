using System.Globalization;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Alarms;

/// <summary>Which alarms to list; every filter that is set must hold.</summary>
public sealed record AlarmQuery
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private static readonly string[] States = ["open", "active", "acknowledged", "cleared"];
    private static readonly string[] Severities = ["minor", "major", "critical"];

    /// <summary><c>open</c> (active or acknowledged), <c>active</c>, <c>acknowledged</c> or <c>cleared</c>.</summary>
    public string? State { get; init; }

    /// <summary>Key of a severity.</summary>
    public string? Severity { get; init; }

    /// <summary>Device id.</summary>
    public string? Device { get; init; }

    /// <summary>Key of a device model.</summary>
    public string? Model { get; init; }

    /// <summary>Key of a rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Words of a device's id, name or component.</summary>
    public string? Words { get; init; }

    /// <summary>Raised from this moment on, Unix ms.</summary>
    public long? From { get; init; }

    /// <summary>Raised before this moment, Unix ms.</summary>
    public long? To { get; init; }

    /// <summary>The last alarm of the page before: when it was raised, and its id.</summary>
    public (long RaisedAt, string Id)? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Whether only open alarms are asked for.</summary>
    public bool OpenOnly => State is "open" or "active" or "acknowledged";

    /// <summary>Checks what a caller wrote.</summary>
    /// <param name="filters">The filters as they are.</param>
    /// <param name="cursor">The page before's <c>next</c>.</param>
    /// <param name="limit">1 to 200.</param>
    /// <exception cref="ProblemException">A value cannot be used.</exception>
    public static AlarmQuery Read(AlarmQuery filters, string? cursor, int? limit)
    {
        OneOf("state", filters.State, States);
        OneOf("severity", filters.Severity, Severities);
        if (limit is < 1 or > MaxLimit)
        {
            throw new ProblemException("invalid_value", "limit", $"1..{MaxLimit}");
        }

        return filters with { After = cursor is null ? null : Parse(cursor), Limit = limit ?? DefaultLimit };
    }

    /// <summary>Cursor of the page after one that ends with an alarm.</summary>
    public static string CursorAfter(AlarmRecord last) => string.Create(CultureInfo.InvariantCulture, $"{last.RaisedAt}:{last.Id}");

    private static void OneOf(string name, string? value, string[] known)
    {
        if (value is not null && !known.Contains(value))
        {
            throw new ProblemException("invalid_value", name, string.Join(" | ", known));
        }
    }

    private static (long, string) Parse(string cursor) =>
        cursor.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && long.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var raisedAt)
            ? (raisedAt, cursor[(colon + 1)..])
            : throw new ProblemException("invalid_value", "cursor", "'next'");
}
