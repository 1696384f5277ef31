namespace UrbanGrid.Casework.Law;

/// <summary>What may be asked for while the case goes on; a case has at most one open request.</summary>
public static class CaseRequests
{
    /// <summary>延期: asked by the department, decided by the dispatcher.</summary>
    public const string Delay = "delay";

    /// <summary>挂账: asked by the department, decided by the dispatcher.</summary>
    public const string HangUp = "hang_up";

    /// <summary>作废: asked by acceptor or dispatcher, decided by the shift leader.</summary>
    public const string Void = "void";

    /// <summary>超时申诉: asked by the department, first before the dispatcher.</summary>
    public const string Appeal = "appeal";

    /// <summary>The dispatcher supports the appeal; the acceptor decides.</summary>
    public const string SupportedAppeal = "supported_appeal";

    /// <summary>Every request with its name.</summary>
    public static IReadOnlyDictionary<string, LocalText> All { get; } = new Dictionary<string, LocalText>
    {
        [Delay] = new("申请延期", "Delay asked for"),
        [HangUp] = new("申请挂账", "Hanging up asked for"),
        [Void] = new("申请作废", "Voiding asked for"),
        [Appeal] = new("超时申诉", "Appeal"),
        [SupportedAppeal] = new("超时申诉（派遣员支持）", "Appeal, supported by the dispatcher"),
    };
}
