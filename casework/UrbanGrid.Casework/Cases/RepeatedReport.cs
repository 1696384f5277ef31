namespace UrbanGrid.Casework.Cases;

/// <summary>What an open case is about, reported once more (重复上报): by another person, or by a device again.</summary>
public sealed record RepeatedReport
{
    /// <summary>Sender's own key, e.g. <c>alarm:…</c>; a second one with the same key changes nothing.</summary>
    public required string SourceKey { get; init; }

    /// <summary>Who saw it.</summary>
    public required ReportSource Source { get; init; }

    /// <summary>What was seen.</summary>
    public required LocalText Description { get; init; }

    /// <summary>Evidence that comes with it.</summary>
    public IReadOnlyList<EvidenceLink> Evidence { get; init; } = [];

    /// <summary>The same reporter counts once in so long; zero for people, who mean it each time.</summary>
    public TimeSpan Quiet { get; init; }
}
