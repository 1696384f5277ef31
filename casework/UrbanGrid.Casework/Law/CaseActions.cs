namespace UrbanGrid.Casework.Law;

/// <summary>Keys and names of everything the log can say about a case.</summary>
public static class CaseActions
{
    /// <summary>上报: the first entry of every case.</summary>
    public const string Report = "report";

    /// <summary>补充证据: evidence added without a change of state.</summary>
    public const string AddEvidence = "evidence";

    /// <summary>受理.</summary>
    public const string Accept = "accept";

    /// <summary>不予受理.</summary>
    public const string Reject = "reject";

    /// <summary>立案.</summary>
    public const string File = "file";

    /// <summary>不予立案.</summary>
    public const string Decline = "decline";

    /// <summary>派遣.</summary>
    public const string Dispatch = "dispatch";

    /// <summary>处置 (签收).</summary>
    public const string Handle = "handle";

    /// <summary>反馈.</summary>
    public const string Feedback = "feedback";

    /// <summary>核查.</summary>
    public const string Check = "check";

    /// <summary>结案.</summary>
    public const string Close = "close";

    private static readonly Dictionary<string, LocalText> Names = new()
    {
        [Report] = new("上报", "Report"),
        [AddEvidence] = new("补充证据", "Add evidence"),
        [Accept] = new("受理", "Accept"),
        [Reject] = new("不予受理", "Reject"),
        [File] = new("立案", "File"),
        [Decline] = new("不予立案", "Decline"),
        [Dispatch] = new("派遣", "Dispatch"),
        [Handle] = new("开始处置", "Start handling"),
        [Feedback] = new("处置反馈", "Feed back"),
        [Check] = new("核查", "Check"),
        [Close] = new("结案", "Close"),
    };

    /// <summary>Name of an action; an unknown key names itself.</summary>
    public static LocalText NameOf(string key) => Names.GetValueOrDefault(key) ?? new LocalText(key, key);
}
