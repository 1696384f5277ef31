using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law.Table;

/// <summary>回访, 归档, 申诉 and the way back: what happens to a case that was closed.</summary>
internal static class AfterClosing
{
    private static readonly string[] Visited = [CaseStates.Closed, CaseStates.ForceClosed, CaseStates.Archived];

    public static IEnumerable<LawRow> Rows { get; } =
    [
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.Visit, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Acceptor], Kind = StepKind.Power,
            Needs = [ActionInput.Satisfaction], Optional = [ActionInput.Opinion], Effect = CaseEffect.Visited,
            Clause = "§2.2 row 22, §9: the reporter is asked what they think of the result",
        }),
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.Reopen, From = LawRow.Anywhere, To = CaseStates.PendingFiling,
            Roles = [Roles.Acceptor], Kind = StepKind.Power, Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence],
            Effect = CaseEffect.Reopened,
            Clause = "§2.2 row 22, §12: closed but not fixed – on anybody's word that the acceptor believes; it counts",
        }),
        new()
        {
            Action = CaseActions.Reopen, From = CaseStates.Closed, To = CaseStates.PendingFiling,
            Roles = [Roles.Collector], Kind = StepKind.Power, Guards = [LawGuards.OwnReport],
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence], Effect = CaseEffect.Reopened,
            Clause = "§2.2 row 22, §12: closed but not fixed – on the word of whoever reported it, until it is archived; it counts",
        },
        .. LawRow.In([CaseStates.Closed, CaseStates.Archived], new()
        {
            Action = CaseActions.Reopen, From = LawRow.Anywhere, To = CaseStates.PendingFiling,
            Roles = [Roles.System], Kind = StepKind.Power, Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence],
            Effect = CaseEffect.Reopened,
            Clause = "§2.2 row 22, §12: closed but not fixed – on the word of the camera or sensor, some days long; what a leader closed by order stays closed",
        }),
        .. LawRow.In([CaseStates.Closed, CaseStates.ForceClosed], new()
        {
            Action = CaseActions.Archive, From = LawRow.Anywhere, To = CaseStates.Archived,
            Roles = [Roles.Acceptor, Roles.System], Kind = StepKind.Power, Optional = [ActionInput.Opinion],
            Clause = "§2.2 row 22: filed away by hand, or by the system after so many days",
        }),
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.Appeal, From = LawRow.Anywhere, To = LawRow.Anywhere,
            Roles = [Roles.Department], OwnDepartment = true, Kind = StepKind.Power,
            Guards = [LawGuards.WasOverdue, LawGuards.FirstAppeal, LawGuards.NothingAsked],
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence],
            Asks = CaseRequests.Appeal, Effect = CaseEffect.Appealed,
            Clause = "§2.2: after closing, by the department, once per case, with evidence",
        }),
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.SupportAppeal, From = LawRow.Anywhere, To = LawRow.Anywhere, Roles = [Roles.Dispatcher],
            Optional = [ActionInput.Opinion], Answers = CaseRequests.Appeal, Asks = CaseRequests.SupportedAppeal,
            Clause = "§2.2: department, then dispatcher, then acceptor",
        }),
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.RefuseAppeal, From = LawRow.Anywhere, To = LawRow.Anywhere, Roles = [Roles.Dispatcher],
            Kind = StepKind.Against, Needs = [ActionInput.Opinion], Answers = CaseRequests.Appeal,
            Clause = "§2.2: refused by the dispatcher",
        }),
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.GrantAppeal, From = LawRow.Anywhere, To = LawRow.Anywhere, Roles = [Roles.Acceptor],
            Optional = [ActionInput.Opinion], Answers = CaseRequests.SupportedAppeal, Effect = CaseEffect.Exempted,
            Clause = "§2.2, §3.4: the statistics exempt it, the fact is kept",
        }),
        .. LawRow.In(Visited, new()
        {
            Action = CaseActions.RefuseAppeal, From = LawRow.Anywhere, To = LawRow.Anywhere, Roles = [Roles.Acceptor],
            Kind = StepKind.Against, Needs = [ActionInput.Opinion], Answers = CaseRequests.SupportedAppeal,
            Clause = "§2.2: refused by the acceptor",
        }),
    ];
}
