namespace UrbanGrid.Casework.Cases;

/// <summary>Where a case comes from (上报来源, docs/domain-sources.md §2.1).</summary>
public enum ReportSource
{
    /// <summary>监督员上报.</summary>
    Collector,
    /// <summary>公众举报.</summary>
    Public,
    /// <summary>AI 视频: raised by a camera's detector.</summary>
    Camera,
    /// <summary>物联感知: raised by a sensor rule.</summary>
    Sensor,
    /// <summary>领导批示.</summary>
    Leader,
}

/// <summary>A problem at a place, filed by whoever saw it. Casework knows no camera and no sensor.</summary>
public sealed record CaseReport
{
    /// <summary>Sender's own key, e.g. <c>incident:42</c>; a second report with the same key returns the first case.</summary>
    public required string SourceKey { get; init; }

    /// <summary>Who saw it.</summary>
    public required ReportSource Source { get; init; }

    /// <summary><c>event/0110</c> or <c>component/0103</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Key of the scheme that <see cref="Category"/> is a code of, e.g. a hotline's; null: the city's own.</summary>
    public string? Scheme { get; init; }

    /// <summary>Filing condition key; null takes the category's first.</summary>
    public string? Condition { get; init; }

    /// <summary>WGS-84 degrees north.</summary>
    public required double Lat { get; init; }

    /// <summary>WGS-84 degrees east.</summary>
    public required double Lon { get; init; }

    /// <summary>16-digit code of the component concerned, if one is.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>What was seen.</summary>
    public required LocalText Description { get; init; }

    /// <summary>Evidence that comes with the report.</summary>
    public IReadOnlyList<EvidenceLink> Evidence { get; init; } = [];

    /// <summary>True: the collector solved it on the spot (自处置); needs a picture before and one after.</summary>
    public bool SelfHandled { get; init; }
}
