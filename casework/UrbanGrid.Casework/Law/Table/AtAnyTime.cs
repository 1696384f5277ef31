using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law.Table;

/// <summary>督办, 催办, 作废 by approval and 强制结案: what lies over the loop.</summary>
internal static class AtAnyTime
{
    /// <summary>Whoever works on it makes its sensor speak, e.g. by lifting the cover.</summary>
    private static readonly string[] NotBeingWorkedOn = [.. CaseStates.Open.Except([CaseStates.Handling, CaseStates.PendingConfirmation])];

    private static readonly string[] Filed = [CaseStates.PendingDispatch, CaseStates.Disputed, .. CaseStates.WithDepartment];

    public static IEnumerable<LawRow> Rows { get; } =
    [
        .. LawRow.In(CaseStates.Open, new()
        {
            Action = CaseActions.Repeat, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Collector, Roles.Acceptor], Kind = StepKind.Power,
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence], Effect = CaseEffect.Repeated,
            Clause = "§12: the same told once more makes no new case; reporter and evidence are kept here, and it counts",
        }),
        .. LawRow.In(NotBeingWorkedOn, new()
        {
            Action = CaseActions.Repeat, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.System], Kind = StepKind.Power,
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence], Effect = CaseEffect.Repeated,
            Clause = "§11, §12: a camera's or sensor's repeat attaches to the open case; not while somebody works on it",
        }),
        .. LawRow.In(CaseStates.WithDepartment, new()
        {
            Action = CaseActions.RequestVoid, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Acceptor, Roles.Dispatcher], Kind = StepKind.Power, Guards = [LawGuards.NothingAsked],
            Needs = [ActionInput.Opinion], Asks = CaseRequests.Void,
            Clause = "§2.2 row 8: after dispatch a case is voided by approval only",
        }),
        .. LawRow.In(CaseStates.WithDepartment, new()
        {
            Action = CaseActions.GrantVoid, From = LawRow.Anywhere, To = CaseStates.Voided,
            Roles = [Roles.ShiftLeader], Optional = [ActionInput.Opinion], Answers = CaseRequests.Void, Clock = ClockEffect.Stop,
            Clause = "§2.2 row 8: granted",
        }),
        .. LawRow.In(CaseStates.WithDepartment, new()
        {
            Action = CaseActions.RefuseVoid, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.ShiftLeader], Kind = StepKind.Against, Needs = [ActionInput.Opinion], Answers = CaseRequests.Void,
            Clause = "§2.2 row 8: refused, the case goes on unchanged",
        }),
        .. LawRow.In(Filed, new()
        {
            Action = CaseActions.ForceClose, From = LawRow.Anywhere, To = CaseStates.ForceClosed,
            Roles = [Roles.Leader], Kind = StepKind.Power, Needs = [ActionInput.Opinion], Clock = ClockEffect.Stop,
            Clause = "§2.2: by order of a leader, with a reason; shown apart in every rate",
        }),
        .. LawRow.In(CaseStates.WithDepartment, new()
        {
            Action = CaseActions.Urge, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Dispatcher, Roles.Leader], Kind = StepKind.Power, Needs = [ActionInput.Opinion],
            Clause = "§2.2: 催办, an overlay",
        }),
        .. LawRow.In(CaseStates.Open, new()
        {
            Action = CaseActions.Supervise, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Leader, Roles.Dispatcher], Kind = StepKind.Power, Needs = [ActionInput.Opinion],
            Effect = CaseEffect.Supervised,
            Clause = "§2.2: 督办, an overlay with a requirement that has to be answered",
        }),
        new()
        {
            Action = CaseActions.Supervise, From = CaseStates.PendingFiling, To = CaseStates.PendingFiling,
            Roles = [Roles.System], Kind = StepKind.Power, Needs = [ActionInput.Opinion], Effect = CaseEffect.Supervised,
            Clause = "§2.2, §12: 重点督办 of a case that its device has opened again and again; the shift leader looks into it",
        },
        .. LawRow.In(CaseStates.WithDepartment, new()
        {
            Action = CaseActions.AnswerSupervision, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Department], OwnDepartment = true, Guards = [LawGuards.Supervised], Needs = [ActionInput.Opinion],
            Effect = CaseEffect.SupervisionAnswered,
            Clause = "§2.2: 督办 is answered by whoever has the case",
        }),
        .. LawRow.In(CaseStates.Open, new()
        {
            Action = CaseActions.AnswerSupervision, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Acceptor, Roles.ShiftLeader], Kind = StepKind.Power, Guards = [LawGuards.Supervised],
            Needs = [ActionInput.Opinion], Effect = CaseEffect.SupervisionAnswered,
            Clause = "§2.2: 督办 is answered by the supervision centre where no department has the case",
        }),
    ];
}
