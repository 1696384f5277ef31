using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law.Table;

/// <summary>任务派遣 and 处理反馈: what the command centre decides.</summary>
internal static class Command
{
    private static readonly string[] InHand = [CaseStates.PendingHandling, CaseStates.Handling];

    public static IEnumerable<LawRow> Rows { get; } =
    [
        new()
        {
            Action = CaseActions.Dispatch, From = CaseStates.PendingDispatch, To = CaseStates.PendingHandling,
            Roles = [Roles.Dispatcher, Roles.System], Guards = [LawGuards.NotReturnedTooOften],
            Needs = [ActionInput.Department], Optional = [ActionInput.Assisting, ActionInput.Opinion],
            Clock = ClockEffect.Start, Effect = CaseEffect.Dispatched,
            Clause = "§2.2 row 9, §2.3, §3.1: one main and any assisting departments; the handling clock starts; by the system only for classes the city chose",
        },
        new()
        {
            Action = CaseActions.SendBack, From = CaseStates.PendingDispatch, To = CaseStates.Reported,
            Roles = [Roles.Dispatcher], Kind = StepKind.Power, Needs = [ActionInput.Opinion], Clock = ClockEffect.Stop,
            Clause = "§2.2 guards: what was filed wrongly goes back to the acceptor, not past them",
        },
        new()
        {
            Action = CaseActions.ReferDispute, From = CaseStates.PendingDispatch, To = CaseStates.Disputed,
            Roles = [Roles.Dispatcher], Kind = StepKind.Power, Guards = [LawGuards.ReturnedBefore], Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 14: two returns, or two departments disagree; the opinions of each go with it",
        },
        new()
        {
            Action = CaseActions.Rule, From = CaseStates.Disputed, To = CaseStates.PendingHandling,
            Roles = [Roles.Leader],
            Needs = [ActionInput.Department, ActionInput.Opinion], Optional = [ActionInput.Assisting, ActionInput.Basis],
            Clock = ClockEffect.Start, Effect = CaseEffect.Bound,
            Clause = "§2.2 row 14, §2.3: the leading body rules; the ruling is executed and not returned",
        },
        new()
        {
            Action = CaseActions.GrantReturn, From = CaseStates.ReturnRequested, To = CaseStates.PendingDispatch,
            Roles = [Roles.Dispatcher], Optional = [ActionInput.Opinion], Effect = CaseEffect.Returned,
            Clause = "§2.2 row 11: granted; counted as a return, the clock stands until another department has it",
        },
        new()
        {
            Action = CaseActions.RefuseReturn, From = CaseStates.ReturnRequested, To = CaseStates.PendingHandling,
            Roles = [Roles.Dispatcher], Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clock = ClockEffect.GoOn, Effect = CaseEffect.ReturnRefused,
            Clause = "§2.2 row 11: refused; counted as buck-passing",
        },
        .. Decision(CaseRequests.Delay, CaseActions.GrantDelay, CaseActions.RefuseDelay, "§2.2 row 12, §2.4: the limit grows by its first length", ClockEffect.Extend, CaseEffect.Delayed),
        .. Decision(CaseRequests.HangUp, CaseActions.GrantHangUp, CaseActions.RefuseHangUp, "§2.2 row 13, §2.4: the clock stands until the planned date", ClockEffect.Pause, CaseEffect.HungUp, CaseStates.HungUp),
        new()
        {
            Action = CaseActions.Resume, From = CaseStates.HungUp, To = CaseStates.PendingHandling,
            Roles = [Roles.Dispatcher, Roles.System], Kind = StepKind.Power, Optional = [ActionInput.Opinion], Clock = ClockEffect.GoOn,
            Clause = "§2.2 row 13: by itself on the planned date, or earlier by hand",
        },
        new()
        {
            Action = CaseActions.PassReview, From = CaseStates.PendingReview, To = CaseStates.PendingCheck,
            Roles = [Roles.Dispatcher], Optional = [ActionInput.Opinion],
            Clause = "§2.2 rows 16–17: the command centre returns the result to the supervision centre",
        },
        new()
        {
            Action = CaseActions.Rework, From = CaseStates.PendingReview, To = CaseStates.PendingHandling,
            Roles = [Roles.Dispatcher], Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clock = ClockEffect.Resume, Effect = CaseEffect.Reworked,
            Clause = "§2.2 row 16: a poor result goes back to the same department, the clock does not restart",
        },
    ];

    private static IEnumerable<LawRow> Decision(
        string request, string grant, string refuse, string clause, ClockEffect clock, CaseEffect effect, string? to = null) =>
    [
        .. LawRow.In(InHand, new()
        {
            Action = grant, From = LawRow.Anywhere, To = to ?? LawRow.Anywhere, Roles = [Roles.Dispatcher],
            Optional = [ActionInput.Opinion], Answers = request, Clock = clock, Effect = effect, Clause = clause,
        }),
        .. LawRow.In(InHand, new()
        {
            Action = refuse, From = LawRow.Anywhere, To = LawRow.Anywhere, Roles = [Roles.Dispatcher], Kind = StepKind.Against,
            Needs = [ActionInput.Opinion], Answers = request, Clause = "§2.2: refused, the case goes on unchanged",
        }),
    ];
}
