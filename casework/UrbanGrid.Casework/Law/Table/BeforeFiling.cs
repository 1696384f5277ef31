using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law.Table;

/// <summary>信息收集 and 案件建立: from the report until the supervision centre has filed the case, or not.</summary>
internal static class BeforeFiling
{
    public static IEnumerable<LawRow> Rows { get; } =
    [
        new()
        {
            Action = CaseActions.Accept, From = CaseStates.Reported, To = CaseStates.PendingFiling,
            Roles = [Roles.Acceptor, Roles.System], Guards = [LawGuards.SeenWhereDue],
            Optional = [ActionInput.Opinion, ActionInput.Category, ActionInput.Condition],
            Clause = "§2.2 row 5, §2.1: accepted with a checked class; by the system only where the administrator's policy files without an operator",
        },
        new()
        {
            Action = CaseActions.SendVerify, From = CaseStates.Reported, To = CaseStates.Verifying,
            Roles = [Roles.Acceptor], Kind = StepKind.Power,
            Optional = [ActionInput.Collector, ActionInput.Opinion], Effect = CaseEffect.SendTask,
            Clause = "§2.2 row 3: a collector looks; the acceptor's clock stands meanwhile (§3.1)",
        },
        new()
        {
            Action = CaseActions.AnswerVerify, From = CaseStates.Verifying, To = CaseStates.Reported,
            Roles = [Roles.Collector], Guards = [LawGuards.OwnTask],
            Results = [ActionInput.Exists, ActionInput.Absent, ActionInput.Unable],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence],
            Effect = CaseEffect.Verified,
            Clause = "§2.2 row 3: it is there, it is not there, or nobody could look",
        },
        new()
        {
            Action = CaseActions.RecallTask, From = CaseStates.Verifying, To = CaseStates.Reported,
            Roles = [Roles.Acceptor], Kind = StepKind.Power, Optional = [ActionInput.Opinion],
            Clause = "§2.2 row 3: a task may be called back, for instance to send somebody else",
        },
        new()
        {
            Action = CaseActions.Reject, From = CaseStates.Reported, To = CaseStates.Rejected,
            Roles = [Roles.Acceptor], Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 4: not accepted, with a reason the citizen can be told",
        },
        new()
        {
            Action = CaseActions.File, From = CaseStates.PendingFiling, To = CaseStates.PendingDispatch,
            Roles = [Roles.ShiftLeader], Optional = [ActionInput.Condition, ActionInput.Opinion],
            Clock = ClockEffect.SetLimit,
            Clause = "§2.2 row 6, §3.3: the filing condition carries the limit",
        },
        new()
        {
            Action = CaseActions.Decline, From = CaseStates.PendingFiling, To = CaseStates.Declined,
            Roles = [Roles.ShiftLeader], Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 7: not filed, with a reason",
        },
        new()
        {
            Action = CaseActions.ConfirmSelfHandled, From = CaseStates.SelfHandled, To = CaseStates.Closed,
            Roles = [Roles.Acceptor], Optional = [ActionInput.Opinion],
            Clause = "§2.2 row 21: solved on the spot, with pictures before and after",
        },
        .. LawRow.In([CaseStates.Reported, CaseStates.PendingFiling, CaseStates.PendingDispatch], new()
        {
            Action = CaseActions.Void, From = LawRow.Anywhere, To = CaseStates.Voided,
            Roles = [Roles.Acceptor, Roles.ShiftLeader], Kind = StepKind.Power,
            Needs = [ActionInput.Opinion], Clock = ClockEffect.Stop,
            Clause = "§2.2 row 8: wrong or not meeting the condition; freely only before dispatch",
        }),
        new()
        {
            Action = CaseActions.Void, From = CaseStates.SelfHandled, To = CaseStates.Voided,
            Roles = [Roles.Acceptor], Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 21: the pictures do not show that it was solved",
        },
        .. LawRow.In([CaseStates.Reported, CaseStates.PendingFiling, CaseStates.PendingDispatch], new()
        {
            Action = CaseActions.Merge, From = LawRow.Anywhere, To = CaseStates.Merged,
            Roles = [Roles.Acceptor, Roles.ShiftLeader], Kind = StepKind.Power,
            Needs = [ActionInput.DuplicateOf], Optional = [ActionInput.Opinion],
            Clock = ClockEffect.Stop, Effect = CaseEffect.Duplicate,
            Clause = "§2.2 row 8, §12: the case that goes on keeps reporter and evidence of this one",
        }),
    ];
}
