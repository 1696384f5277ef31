using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law.Table;

/// <summary>任务处理: what the departments and their handlers do.</summary>
internal static class Handling
{
    private static readonly string[] InHand = [CaseStates.PendingHandling, CaseStates.Handling];

    public static IEnumerable<LawRow> Rows { get; } =
    [
        new()
        {
            Action = CaseActions.Handle, From = CaseStates.PendingHandling, To = CaseStates.Handling,
            Roles = [Roles.Department], OwnDepartment = true,
            Clause = "§2.2 row 10: the department signs for it",
        },
        .. LawRow.In(InHand, new()
        {
            Action = CaseActions.Assign, From = LawRow.Anywhere, To = CaseStates.Handling,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Power,
            Needs = [ActionInput.Handler], Optional = [ActionInput.Opinion], Effect = CaseEffect.Assigned,
            Clause = "§2.2 row 10: the department gives it to a handler",
        }),
        new()
        {
            Action = CaseActions.RevokeAssignment, From = CaseStates.Handling, To = CaseStates.Handling,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Power, Guards = [LawGuards.HasHandler],
            Effect = CaseEffect.Unassigned,
            Clause = "§2.2 row 11: an assignment is revoked before the case is returned",
        },
        new()
        {
            Action = CaseActions.Finish, From = CaseStates.Handling, To = CaseStates.PendingConfirmation,
            Roles = [Roles.Handler], OwnDepartment = true, Guards = [LawGuards.OwnAssignment],
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence],
            Clause = "§2.2 row 15: result and pictures afterwards, from the same angle",
        },
        new()
        {
            Action = CaseActions.ConfirmResult, From = CaseStates.PendingConfirmation, To = CaseStates.PendingReview,
            Roles = [Roles.Department], OwnDepartment = true, Guards = [LawGuards.AssistantsDone],
            Optional = [ActionInput.Opinion, ActionInput.Evidence], Clock = ClockEffect.Stop, Effect = CaseEffect.FedBack,
            Clause = "§2.2 rows 15–16, §3.1: the clock ends when the department, not the handler, passes it back",
        },
        new()
        {
            Action = CaseActions.RejectResult, From = CaseStates.PendingConfirmation, To = CaseStates.Handling,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 15: the handler has to go again",
        },
        new()
        {
            Action = CaseActions.Feedback, From = CaseStates.Handling, To = CaseStates.PendingReview,
            Roles = [Roles.Department], OwnDepartment = true, Guards = [LawGuards.AssistantsDone],
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence],
            Clock = ClockEffect.Stop, Effect = CaseEffect.FedBack,
            Clause = "§2.2 rows 15–17, §3.1: the clock ends when the department passes the case back",
        },
        .. LawRow.In(InHand, new()
        {
            Action = CaseActions.AssistFeedback, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Department], Guards = [LawGuards.Assists],
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence], Effect = CaseEffect.Assisted,
            Clause = "§2.3: joint action; all departments feed back",
        }),
        .. LawRow.In(InHand, new()
        {
            Action = CaseActions.RequestReturn, From = LawRow.Anywhere, To = CaseStates.ReturnRequested,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Power,
            Guards = [LawGuards.NotRuled, LawGuards.NobodyAssigned, LawGuards.NothingAsked],
            Needs = [ActionInput.Opinion, ActionInput.Basis], Clock = ClockEffect.Pause,
            Clause = "§2.2 row 11: reason and legal basis in writing; the clock stands while the dispatcher decides (§2.4)",
        }),
        .. LawRow.In(InHand, new()
        {
            Action = CaseActions.RequestDelay, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Power,
            Guards = [LawGuards.NothingAsked, LawGuards.DelaysLeft, LawGuards.NotOverdue],
            Needs = [ActionInput.Opinion], Asks = CaseRequests.Delay,
            Clause = "§2.2 row 12, §2.4: at most so often, and not once overdue",
        }),
        .. LawRow.In(InHand, new()
        {
            Action = CaseActions.RequestHangUp, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Power,
            Guards = [LawGuards.NothingAsked, LawGuards.HangUpsLeft, LawGuards.NobodyAssigned],
            Needs = [ActionInput.Opinion, ActionInput.ResumeAt], Asks = CaseRequests.HangUp, Effect = CaseEffect.ProposeResume,
            Clause = "§2.2 row 13, §2.4: cannot be handled this season or conditions lack; with a planned date",
        }),
    ];
}
