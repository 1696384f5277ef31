namespace UrbanGrid.Casework.Law;

/// <summary>How often a city grants what (docs/domain-sources.md §2.4; the defaults are Yuncheng's).</summary>
public sealed record LawLimits
{
    /// <summary>Delays (延期) granted to one dispatch at most; each adds the limit of the filing condition once more.</summary>
    public int Delays { get; init; } = 2;

    /// <summary>Times a case may be hung up (挂账).</summary>
    public int HangUps { get; init; } = 1;

    /// <summary>Days a case may be hung up at most.</summary>
    public int HangUpDays { get; init; } = 365;

    /// <summary>Returns granted after which only a ruling (裁决) decides who handles it.</summary>
    public int Returns { get; init; } = 2;

    /// <summary>Times a device has opened a case again from which on a shift leader has to look into it.</summary>
    public int DeviceReopenings { get; init; } = 3;

    /// <summary>Sources (keys of <see cref="Cases.ReportSources"/>) whose reports somebody has to see with their own eyes before they are
    /// accepted (Guilin: public reports first, collectors' and superiors' directly).</summary>
    public IReadOnlySet<string> VerifiedSources { get; init; } = new HashSet<string> { "public" };
}
