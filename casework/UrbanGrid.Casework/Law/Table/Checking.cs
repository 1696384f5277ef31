using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law.Table;

/// <summary>核查结案: whoever did not handle it sees that it is solved.</summary>
internal static class Checking
{
    public static IEnumerable<LawRow> Rows { get; } =
    [
        new()
        {
            Action = CaseActions.SendCheck, From = CaseStates.PendingCheck, To = CaseStates.Checking,
            Roles = [Roles.Acceptor], Optional = [ActionInput.Collector, ActionInput.Opinion], Effect = CaseEffect.SendTask,
            Clause = "§2.2 row 18: a collector looks; the acceptor's clock stands meanwhile (§3.1)",
        },
        new()
        {
            Action = CaseActions.AnswerCheck, From = CaseStates.Checking, To = CaseStates.PendingCheck,
            Roles = [Roles.Collector], Guards = [LawGuards.OwnTask],
            Results = [ActionInput.Pass, ActionInput.Fail, ActionInput.Unable],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence],
            Effect = CaseEffect.Checked,
            Clause = "§2.2 row 18: solved, not solved, or nobody could look",
        },
        new()
        {
            Action = CaseActions.RecallTask, From = CaseStates.Checking, To = CaseStates.PendingCheck,
            Roles = [Roles.Acceptor], Kind = StepKind.Power, Optional = [ActionInput.Opinion],
            Clause = "§2.2 row 18: a task may be called back, for instance to send somebody else",
        },
        .. LawRow.In([CaseStates.PendingReview, CaseStates.PendingCheck, CaseStates.Checking], new()
        {
            Action = CaseActions.DeviceCheck, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.System], Kind = StepKind.Power, Results = [ActionInput.Pass, ActionInput.Fail],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence], Effect = CaseEffect.Checked,
            Clause = "§2.2 row 17: the camera or sensor that raised the case sees that it is gone, or that it is not",
        }),
        new()
        {
            Action = CaseActions.Check, From = CaseStates.PendingCheck, To = CaseStates.PendingClose,
            Roles = [Roles.Acceptor, Roles.System], Guards = [LawGuards.SeenSolved], Results = [ActionInput.Pass],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence],
            Clause = "§2.2 rows 17–20: passed on to be closed; by the system only after a device's check, by policy",
        },
        new()
        {
            Action = CaseActions.Check, From = CaseStates.PendingCheck, To = CaseStates.PendingHandling,
            Roles = [Roles.Acceptor], Results = [ActionInput.Fail],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence],
            Clock = ClockEffect.Resume, Effect = CaseEffect.Reworked,
            Clause = "§2.2 row 19, §3.1: rework goes to the same department, the clock does not restart",
        },
        new()
        {
            Action = CaseActions.Close, From = CaseStates.PendingClose, To = CaseStates.Closed,
            Roles = [Roles.ShiftLeader], Guards = [LawGuards.SupervisionAnswered],
            Needs = [ActionInput.ClosingMet], Optional = [ActionInput.Opinion],
            Clause = "§2.2 row 20: check and handling agree and the closing condition is met",
        },
        new()
        {
            Action = CaseActions.CheckAgain, From = CaseStates.PendingClose, To = CaseStates.PendingCheck,
            Roles = [Roles.ShiftLeader], Kind = StepKind.Against, Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 20: what the check shows does not meet the closing condition",
        },
    ];
}
