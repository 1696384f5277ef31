using System.Collections.Frozen;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Push;

/// <summary>Names of the events of <c>/stream</c>.</summary>
public static class FeedKind
{
    /// <summary>An incident is new or changed.</summary>
    public const string Incident = "incident";
    /// <summary>A case changed.</summary>
    public const string Case = "case";
    /// <summary>Somebody is reminded of a clock; for whom, each reader asks.</summary>
    public const string Notice = "notice";
    /// <summary>An alarm was raised, changed, acknowledged or cleared.</summary>
    public const string Alarm = "alarm";
    /// <summary>A command to a device moved on.</summary>
    public const string Command = "command";
    /// <summary>The automatic filing of a category began, stopped or switched itself off.</summary>
    public const string Filing = "filing";
    /// <summary>State of a device.</summary>
    public const string Device = "device";
    /// <summary>Position of a vehicle.</summary>
    public const string Vehicle = "vehicle";

    private static readonly FrozenSet<string> All =
        FrozenSet.Create(StringComparer.Ordinal, Incident, Case, Notice, Alarm, Command, Filing, Device, Vehicle);

    private static readonly FrozenSet<string> Usual = All.Where(kind => kind != Vehicle).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads <c>?kinds=</c>, names with commas between; null means all but <see cref="Vehicle"/>.</summary>
    /// <exception cref="ProblemException">There is no such kind.</exception>
    public static IReadOnlySet<string> Read(string? kinds)
    {
        if (string.IsNullOrEmpty(kinds))
        {
            return Usual;
        }

        var wanted = kinds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
        return wanted.IsSubsetOf(All) ? wanted : throw new ProblemException("invalid_value", "kinds", string.Join(", ", All.Order(StringComparer.Ordinal)));
    }
}
