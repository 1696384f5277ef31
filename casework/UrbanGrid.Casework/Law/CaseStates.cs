using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Law;

/// <summary>
/// The table of states with their stage limits. Stage limits are continuous time, since the centre is staffed round
/// the clock; values from docs/domain-sources.md §3.2 (Yuncheng: 15 min per post, 30 min for a task of the collector;
/// Fuzhou: 1 h to sign for). A draft (草稿) stays with whoever writes it until it is reported, and is no case yet.
/// </summary>
public static class CaseStates
{
    /// <summary>待受理 (已上报).</summary>
    public const string Reported = "reported";

    /// <summary>核实中: a collector looks before the case is accepted.</summary>
    public const string Verifying = "verifying";

    /// <summary>待立案.</summary>
    public const string PendingFiling = "pending_filing";

    /// <summary>待派遣.</summary>
    public const string PendingDispatch = "pending_dispatch";

    /// <summary>待确权: whose it is waits for the leading body's ruling.</summary>
    public const string Disputed = "disputed";

    /// <summary>待处置.</summary>
    public const string PendingHandling = "pending_handling";

    /// <summary>申请回退: the department says it is not theirs.</summary>
    public const string ReturnRequested = "return_requested";

    /// <summary>处置中.</summary>
    public const string Handling = "handling";

    /// <summary>待部门确认: the handler is done, the department looks at the result.</summary>
    public const string PendingConfirmation = "pending_confirmation";

    /// <summary>挂账: cannot be handled before a date.</summary>
    public const string HungUp = "hung_up";

    /// <summary>待反馈审核: the command centre looks at what the department fed back.</summary>
    public const string PendingReview = "pending_review";

    /// <summary>待核查.</summary>
    public const string PendingCheck = "pending_check";

    /// <summary>核查中: a collector looks whether it is solved.</summary>
    public const string Checking = "checking";

    /// <summary>待结案.</summary>
    public const string PendingClose = "pending_close";

    /// <summary>自处置待审核: a collector solved it on the spot (举手之劳).</summary>
    public const string SelfHandled = "self_handled";

    /// <summary>已结案.</summary>
    public const string Closed = "closed";

    /// <summary>强制结案.</summary>
    public const string ForceClosed = "force_closed";

    /// <summary>已归档.</summary>
    public const string Archived = "archived";

    /// <summary>不予受理.</summary>
    public const string Rejected = "rejected";

    /// <summary>不予立案.</summary>
    public const string Declined = "declined";

    /// <summary>作废.</summary>
    public const string Voided = "voided";

    /// <summary>已合并: another case tells of the same.</summary>
    public const string Merged = "merged";

    private static readonly TimeLimit QuarterHour = new(0.25, LimitUnit.UrgentHour);
    private static readonly TimeLimit HalfHour = new(0.5, LimitUnit.UrgentHour);
    private static readonly TimeLimit OneHour = new(1, LimitUnit.UrgentHour);

    /// <summary>Every state, in the order of the loop.</summary>
    public static IReadOnlyList<CaseState> All { get; } =
    [
        new(Reported, new("待受理", "Reported"), IsOpen: true, QuarterHour),
        new(Verifying, new("核实中", "Being verified"), IsOpen: true, HalfHour, TaskOf: Reported),
        new(SelfHandled, new("自处置待审核", "Solved on the spot"), IsOpen: true, QuarterHour),
        new(PendingFiling, new("待立案", "To be filed"), IsOpen: true, QuarterHour),
        new(PendingDispatch, new("待派遣", "To be dispatched"), IsOpen: true, QuarterHour),
        new(Disputed, new("待确权", "Ownership disputed"), IsOpen: true),
        new(PendingHandling, new("待处置", "To be handled"), IsOpen: true, OneHour),
        new(ReturnRequested, new("申请回退", "Return asked for"), IsOpen: true, QuarterHour),
        new(Handling, new("处置中", "Being handled"), IsOpen: true),
        new(PendingConfirmation, new("待部门确认", "To be confirmed"), IsOpen: true),
        new(HungUp, new("挂账", "Hung up"), IsOpen: true),
        new(PendingReview, new("待反馈审核", "Result under review"), IsOpen: true, QuarterHour),
        new(PendingCheck, new("待核查", "To be checked"), IsOpen: true, HalfHour),
        new(Checking, new("核查中", "Being checked"), IsOpen: true, HalfHour, TaskOf: PendingCheck),
        new(PendingClose, new("待结案", "To be closed"), IsOpen: true, QuarterHour),
        new(Closed, new("已结案", "Closed"), IsOpen: false),
        new(ForceClosed, new("强制结案", "Closed by order"), IsOpen: false),
        new(Archived, new("已归档", "Archived"), IsOpen: false),
        new(Rejected, new("不予受理", "Not accepted"), IsOpen: false),
        new(Declined, new("不予立案", "Not filed"), IsOpen: false),
        new(Voided, new("作废", "Voided"), IsOpen: false),
        new(Merged, new("已合并", "Merged"), IsOpen: false),
    ];

    private static readonly Dictionary<string, CaseState> ByKey = All.ToDictionary(s => s.Key);

    /// <summary>Keys of the states in which something is still to be done.</summary>
    public static IReadOnlyList<string> Open { get; } = [.. All.Where(s => s.IsOpen).Select(s => s.Key)];

    /// <summary>The department has the case, or had it and its result is looked at: after dispatch, before the end.</summary>
    public static IReadOnlyList<string> WithDepartment { get; } =
        [PendingHandling, ReturnRequested, Handling, PendingConfirmation, HungUp, PendingReview, PendingCheck, Checking, PendingClose];

    /// <summary>Ended after it was handled: visited, appealed against or opened again.</summary>
    public static IReadOnlyList<string> Done { get; } = [Closed, ForceClosed, Archived];

    /// <summary>The state with this key.</summary>
    /// <exception cref="KeyNotFoundException">No such state.</exception>
    public static CaseState Get(string key) => ByKey[key];

    /// <summary>The state with this key, or null.</summary>
    public static CaseState? Find(string key) => ByKey.GetValueOrDefault(key);
}
