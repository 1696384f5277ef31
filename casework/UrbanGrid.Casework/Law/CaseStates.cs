using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Law;

/// <summary>
/// The table of states with their stage limits. Stage limits are continuous time, since the centre is staffed round
/// the clock; values from docs/domain-sources.md §3.2 (Yuncheng: 15 min per post, 30 min for a check; Fuzhou: 1 h to sign for).
/// </summary>
public static class CaseStates
{
    /// <summary>已上报.</summary>
    public const string Reported = "reported";

    /// <summary>待立案.</summary>
    public const string PendingFiling = "pending_filing";

    /// <summary>待派遣.</summary>
    public const string PendingDispatch = "pending_dispatch";

    /// <summary>待处置.</summary>
    public const string PendingHandling = "pending_handling";

    /// <summary>处置中.</summary>
    public const string Handling = "handling";

    /// <summary>待核查.</summary>
    public const string PendingCheck = "pending_check";

    /// <summary>待结案.</summary>
    public const string PendingClose = "pending_close";

    /// <summary>已结案.</summary>
    public const string Closed = "closed";

    /// <summary>不予受理.</summary>
    public const string Rejected = "rejected";

    /// <summary>不予立案.</summary>
    public const string Declined = "declined";

    private static readonly TimeLimit QuarterHour = new(0.25, LimitUnit.UrgentHour);
    private static readonly TimeLimit HalfHour = new(0.5, LimitUnit.UrgentHour);
    private static readonly TimeLimit OneHour = new(1, LimitUnit.UrgentHour);

    /// <summary>Every state, in the order of the loop.</summary>
    public static IReadOnlyList<CaseState> All { get; } =
    [
        new(Reported, new("待受理", "Reported"), IsOpen: true, QuarterHour),
        new(PendingFiling, new("待立案", "To be filed"), IsOpen: true, QuarterHour),
        new(PendingDispatch, new("待派遣", "To be dispatched"), IsOpen: true, QuarterHour),
        new(PendingHandling, new("待处置", "To be handled"), IsOpen: true, OneHour),
        new(Handling, new("处置中", "Being handled"), IsOpen: true),
        new(PendingCheck, new("待核查", "To be checked"), IsOpen: true, HalfHour),
        new(PendingClose, new("待结案", "To be closed"), IsOpen: true, QuarterHour),
        new(Closed, new("已结案", "Closed"), IsOpen: false),
        new(Rejected, new("不予受理", "Not accepted"), IsOpen: false),
        new(Declined, new("不予立案", "Not filed"), IsOpen: false),
    ];

    private static readonly Dictionary<string, CaseState> ByKey = All.ToDictionary(s => s.Key);

    /// <summary>Keys of the states in which something is still to be done.</summary>
    public static IReadOnlyList<string> Open { get; } = [.. All.Where(s => s.IsOpen).Select(s => s.Key)];

    /// <summary>The state with this key.</summary>
    /// <exception cref="KeyNotFoundException">No such state.</exception>
    public static CaseState Get(string key) => ByKey[key];

    /// <summary>The state with this key, or null.</summary>
    public static CaseState? Find(string key) => ByKey.GetValueOrDefault(key);
}
