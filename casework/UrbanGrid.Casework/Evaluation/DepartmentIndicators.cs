using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>What is counted about a department (专业部门, docs/domain-sources.md §6.1).</summary>
internal static class DepartmentIndicators
{
    /// <summary>Key of 应处置数, the denominator of most rates.</summary>
    public const string ShouldHandle = "should_handle";

    private static readonly string[] PassedBack = [CaseActions.Feedback, CaseActions.ConfirmResult];

    /// <summary>Every count, in the order of a report.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("dispatched", new("派遣数", "Dispatched"), new("派遣或裁决给该部门的次数", "Times a case was dispatched to it or ruled to be its"),
            (db, p) => Of(db, p, CaseActions.Dispatch).Concat(Of(db, p, CaseActions.Rule))),
        new(ShouldHandle, new("应处置数", "Due"), new("期内处置完成的，加上期内到期而未处置的；未到期的在办案件不计", "Handled in the period, and overdue in it and not handled; open cases within their limit do not count"),
            (db, p) => Handled(db, p).Concat(OverdueOpen(db, p))),
        new("handled", new("处置数", "Handled"), new("期内由部门反馈的", "Passed back by the department in the period"), Handled),
        new("in_time", new("按期处置数", "In time"), new("在时限内反馈的；申诉成立的视为按期", "Passed back within the limit; on a granted appeal counted as in time"),
            (db, p) => Counted(HandledClocks(db, p).Where(h => h.Clock.EndedAt <= h.Clock.Deadline || h.Clock.Exempted))),
        new("late", new("超期处置数", "Late"), new("超过时限才反馈的，申诉成立的除外", "Passed back after the limit, exempted ones left out"),
            (db, p) => Counted(HandledClocks(db, p).Where(h => h.Clock.EndedAt > h.Clock.Deadline && !h.Clock.Exempted))),
        new("exempted", new("申诉免责数", "Exempted"), new("超期但申诉成立的", "Late, but exempted on appeal"),
            (db, p) => Counted(HandledClocks(db, p).Where(h => h.Clock.EndedAt > h.Clock.Deadline && h.Clock.Exempted))),
        new("overdue_open", new("超期未处置数", "Overdue"), new("期内到期、期末仍未反馈的；挂账不计", "Due in the period and not passed back at its end; hung-up cases do not count"), OverdueOpen),
        new("reworked", new("返工数", "Reworks"), new("核查或审核不通过而退回重做的次数", "Times sent back after a failed check or review"),
            (db, p) => Of(db, p, CaseActions.Rework).Concat(OfResult(db, p, CaseActions.Check, ActionInput.Fail))),
        new("returned", new("回退数", "Returned"), new("同意回退的次数", "Returns granted"), (db, p) => Of(db, p, CaseActions.GrantReturn)),
        new("shuffled", new("推诿数", "Buck-passing"), new("回退申请被驳回的次数", "Returns refused"), (db, p) => Of(db, p, CaseActions.RefuseReturn)),
        new("delayed", new("延期数", "Delays"), new("同意延期的次数", "Delays granted"), (db, p) => Of(db, p, CaseActions.GrantDelay)),
        new("hung_up", new("挂账数", "Hung up"), new("同意挂账的次数", "Times hung up"), (db, p) => Of(db, p, CaseActions.GrantHangUp)),
        new("closed", new("结案数", "Closed"), new("期内结案的，强制结案另计", "Closed in the period; closed by order is counted apart"), (db, p) => Of(db, p, CaseActions.Close)),
        new("force_closed", new("强制结案数", "Closed by order"), new("期内强制结案的", "Closed by order in the period"), (db, p) => Of(db, p, CaseActions.ForceClose)),
        new("reopened", new("重开数", "Opened again"), new("结案后重新开启的", "Opened again after closing"), Reopened),
    ];

    private static IQueryable<CountedCase> Handled(CaseworkDb db, Period p) => Counted(HandledClocks(db, p));

    private static IQueryable<ClockOfCase> HandledClocks(CaseworkDb db, Period p) => Clocks(db)
        .Where(h => h.Clock.EndedAt >= p.From && h.Clock.EndedAt < p.To && PassedBack.Contains(h.Clock.EndedWith!));

    private static IQueryable<CountedCase> OverdueOpen(CaseworkDb db, Period p)
    {
        var end = p.End;
        return Counted(Clocks(db)
            .Where(h => h.Clock.Deadline >= p.From && h.Clock.Deadline < end && (h.Clock.EndedAt == null || h.Clock.EndedAt >= end))
            .Where(h => !h.Clock.Pauses.Any(pause => pause.EndedAt == null)));
    }

    private static IQueryable<ClockOfCase> Clocks(CaseworkDb db) => db.Clocks
        .Where(c => c.Kind == CaseClockRow.HandlingKind && c.StartedAt != null)
        .Join(db.Cases, clock => clock.CaseId, row => row.Id, (clock, row) => new ClockOfCase { Clock = clock, Case = row });

    private static IQueryable<CountedCase> Counted(IQueryable<ClockOfCase> clocks) =>
        clocks.Select(h => new CountedCase { CaseId = h.Case.Id, Subject = h.Clock.Department });

    private static IQueryable<CountedCase> Of(CaseworkDb db, Period p, string action) => db.Log
        .Where(e => e.Action == action && e.At >= p.From && e.At < p.To)
        .Select(e => new CountedCase { CaseId = e.CaseId, Subject = e.Department });

    private static IQueryable<CountedCase> OfResult(CaseworkDb db, Period p, string action, string result) => db.Log
        .Where(e => e.Action == action && e.Result == result && e.At >= p.From && e.At < p.To)
        .Select(e => new CountedCase { CaseId = e.CaseId, Subject = e.Department });

    /// <summary>A case opened again counts for the department that was said to have solved it: that of the last clock it ended.</summary>
    private static IQueryable<CountedCase> Reopened(CaseworkDb db, Period p) => db.Log
        .Where(e => e.Action == CaseActions.Reopen && e.At >= p.From && e.At < p.To)
        .Select(e => new CountedCase
        {
            CaseId = e.CaseId,
            Subject = db.Clocks
                .Where(c => c.CaseId == e.CaseId && c.Kind == CaseClockRow.HandlingKind && c.EndedAt <= e.At && PassedBack.Contains(c.EndedWith!))
                .OrderByDescending(c => c.EndedAt).Select(c => c.Department).FirstOrDefault(),
        });

    private sealed class ClockOfCase
    {
        public required CaseClockRow Clock { get; init; }

        public required CaseRow Case { get; init; }
    }
}
