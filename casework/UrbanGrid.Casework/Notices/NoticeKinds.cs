using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Notices;

/// <summary>
/// The table of reminders (到期提醒) and overdue notices (超期通知), docs/domain-sources.md §3.4: at the yellow light whoever has the case, at
/// the red one also who has to see to it: the dispatcher for the department's time, the shift leader for that of a post.
/// </summary>
public static class NoticeKinds
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<NoticeKind> All { get; } =
    [
        new("handling_soon", new("处置时限将到", "Handling is due soon"), IsStage: false, IsOverdue: false, AlsoTo: null),
        new("handling_overdue", new("处置已超期", "Handling is overdue"), IsStage: false, IsOverdue: true, Roles.Dispatcher),
        new("stage_soon", new("环节时限将到", "Your step is due soon"), IsStage: true, IsOverdue: false, AlsoTo: null),
        new("stage_overdue", new("环节已超期", "A step is overdue"), IsStage: true, IsOverdue: true, Roles.ShiftLeader),
    ];

    /// <summary>The kind with this key.</summary>
    /// <exception cref="InvalidOperationException">No such kind.</exception>
    public static NoticeKind Get(string key) => All.First(k => k.Key == key);
}
