namespace UrbanGrid.Casework.Catalogue;

/// <summary>A minor class (小类) of a code scheme: a kind of component (部件) or event (事件).</summary>
/// <param name="Code"><c>component/0103</c> or <c>event/0110</c>.</param>
/// <param name="Major">Name of the major class (大类).</param>
/// <param name="Name">Name of the minor class.</param>
/// <param name="Confidence"><c>high</c>, <c>medium</c> (code inferred) or <see cref="Local"/> (a city's extension).</param>
/// <param name="Conditions">Filing conditions, at least one; the first is the usual one.</param>
public sealed record CategoryClass(
    string Code, LocalText Major, LocalText Name, string Confidence, IReadOnlyList<FilingCondition> Conditions)
{
    /// <summary>Confidence of a city's own extension (扩展), of a class or of a condition.</summary>
    public const string Local = "local";

    private const string Component = "component/";

    /// <summary>True: the city files nothing new under it (停用); cases that have it go on.</summary>
    public bool IsOff { get; init; }

    /// <summary>True for a component class.</summary>
    public bool IsComponent => Code.StartsWith(Component, StringComparison.Ordinal);

    /// <summary>True for a class of the city's own, which no standard has.</summary>
    public bool IsLocal => Confidence == Local;

    /// <summary><c>component/</c> or <c>event/</c> with the two digits of the major class.</summary>
    public string MajorCode => Code[..^2];

    /// <summary>The four digits: major and minor class.</summary>
    public string Digits => Code[(Code.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>C for components, E for events: the first letter of a case number (docs/domain-sources.md §4, form A).</summary>
    public char Form => IsComponent ? 'C' : 'E';

    /// <summary>
    /// The condition with this key, or else the first that covers it (<c>cracked</c> finds
    /// <c>missing_displaced+cracked</c>); the usual one for null; null when there is none.
    /// </summary>
    public FilingCondition? FindCondition(string? key) => key is null
        ? Conditions[0]
        : Conditions.FirstOrDefault(c => c.Key == key)
            ?? Conditions.FirstOrDefault(c => c.Key.Split('+').Contains(key));
}
