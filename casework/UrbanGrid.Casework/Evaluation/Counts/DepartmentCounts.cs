using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>What is counted about a department (专业部门, docs/domain-sources.md §6.1).</summary>
internal static class DepartmentCounts
{
    /// <summary>Every count, in the order of a report.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("dispatched", new("派遣数", "Dispatched"), new("派遣或裁决给该部门的次数", "Times a case was dispatched to it or ruled to be its"), LogFacts.Given),
        new("should_handle", new("应处置数", "Due"),
            new("期内处置完成的，加上期内到期而未处置的；未到期的在办案件不计", "Handled in the period, and overdue in it and not handled; open cases within their limit do not count"),
            ClockFacts.Due),
        new("handled", new("处置数", "Handled"), new("期内由部门反馈的", "Passed back by the department in the period"), ClockFacts.Handled),
        new("in_time", new("按期处置数", "In time"), new("在时限内反馈的；申诉成立的视为按期", "Passed back within the limit; on a granted appeal counted as in time"), ClockFacts.HandledInTime),
        new("late", new("超期处置数", "Late"), new("超过时限才反馈的，申诉成立的除外", "Passed back after the limit, exempted ones left out"), (db, p) => ClockFacts.HandledLate(db, p, exempted: false)),
        new("exempted", new("申诉免责数", "Exempted"), new("超期但申诉成立的：不扣分，仍列出", "Late, but exempted on appeal: costs no points and is still shown"), (db, p) => ClockFacts.HandledLate(db, p, exempted: true)),
        new("overdue_open", new("超期未处置数", "Overdue"), new("期内到期、期末仍未反馈的；挂账不计", "Due in the period and not passed back at its end; hung-up cases do not count"), ClockFacts.OverdueOpen),
        new("reworked", new("返工数", "Reworks"), new("核查或审核不通过而退回重做的次数", "Times sent back after a failed check or review"), LogFacts.Reworked),
        new("returned", new("回退数", "Returned"), new("同意回退的次数", "Returns granted"), (db, p) => LogFacts.Of(db, p, CaseActions.GrantReturn)),
        new("shuffled", new("推诿数", "Buck-passing"), new("回退申请被驳回的次数", "Returns refused"), (db, p) => LogFacts.Of(db, p, CaseActions.RefuseReturn)),
        new("delayed", new("延期数", "Delays"), new("同意延期的次数", "Delays granted"), (db, p) => LogFacts.Of(db, p, CaseActions.GrantDelay)),
        new("hung_up", new("挂账数", "Hung up"), new("同意挂账的次数", "Times hung up"), (db, p) => LogFacts.Of(db, p, CaseActions.GrantHangUp)),
        new("closed", new("结案数", "Closed"), new("期内结案的，强制结案另计", "Closed in the period; closed by order is counted apart"), (db, p) => LogFacts.Of(db, p, CaseActions.Close)),
        new("force_closed", new("强制结案数", "Closed by order"), new("期内强制结案的", "Closed by order in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.ForceClose)),
        new("reopened", new("重开数", "Opened again"), new("结案后重新开启的", "Opened again after closing"), LogFacts.Reopened),
    ];
}
