using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law;

/// <summary>
/// The law of the casework: one table. Supervision (collector, acceptor, shift leader) opens, checks and closes;
/// command (dispatcher) assigns; the department handles; nobody does two of these (监管分离, docs/domain-sources.md §1).
/// </summary>
public sealed class CaseLaw(CaseworkOptions options)
{
    /// <summary>Who may add evidence to an open case; departments and their handlers to their own.</summary>
    public static IReadOnlyList<string> EvidenceRoles { get; } =
    [
        Roles.Collector, Roles.Acceptor, Roles.ShiftLeader, Roles.Dispatcher,
        Roles.Department, Roles.Handler, Roles.System,
    ];

    private static readonly IReadOnlyList<LawRow> Table =
    [
        new()
        {
            Action = CaseActions.Accept, From = CaseStates.Reported, To = CaseStates.PendingFiling,
            Roles = [Roles.Acceptor, Roles.System],
            Clause = "§2.2 row 5: accepted, passed to the shift leader; by the system only where the administrator's policy files without an operator",
        },
        new()
        {
            Action = CaseActions.Reject, From = CaseStates.Reported, To = CaseStates.Rejected,
            Roles = [Roles.Acceptor], Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 4: not accepted, with a reason the citizen can be told",
        },
        new()
        {
            Action = CaseActions.File, From = CaseStates.PendingFiling, To = CaseStates.PendingDispatch,
            Roles = [Roles.ShiftLeader], Optional = [ActionInput.Condition],
            Clock = ClockEffect.SetLimit,
            Clause = "§2.2 row 6, §3.3: the filing condition carries the limit",
        },
        new()
        {
            Action = CaseActions.Decline, From = CaseStates.PendingFiling, To = CaseStates.Declined,
            Roles = [Roles.ShiftLeader], Needs = [ActionInput.Opinion],
            Clause = "§2.2 row 7: not filed, with a reason",
        },
        new()
        {
            Action = CaseActions.Dispatch, From = CaseStates.PendingDispatch, To = CaseStates.PendingHandling,
            Roles = [Roles.Dispatcher], Needs = [ActionInput.Department], Optional = [ActionInput.Opinion],
            Clock = ClockEffect.Start,
            Clause = "§2.2 row 9, §3.1: the handling clock starts when the department is given the case",
        },
        new()
        {
            Action = CaseActions.Handle, From = CaseStates.PendingHandling, To = CaseStates.Handling,
            Roles = [Roles.Department], OwnDepartment = true,
            Clause = "§2.2 row 10: the department signs for it and sets to work",
        },
        new()
        {
            Action = CaseActions.Feedback, From = CaseStates.Handling, To = CaseStates.PendingCheck,
            Roles = [Roles.Department], OwnDepartment = true,
            Needs = [ActionInput.Opinion], Optional = [ActionInput.Evidence],
            Clock = ClockEffect.Stop,
            Clause = "§2.2 rows 15–17, §3.1: the clock ends when the department passes the case back",
        },
        new()
        {
            Action = CaseActions.Check, From = CaseStates.PendingCheck, To = CaseStates.PendingClose,
            Result = ActionInput.Pass,
            Roles = [Roles.Collector, Roles.Acceptor],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence],
            Clause = "§2.2 rows 18–20: somebody who did not handle it has seen that it is solved",
        },
        new()
        {
            Action = CaseActions.Check, From = CaseStates.PendingCheck, To = CaseStates.PendingHandling,
            Result = ActionInput.Fail,
            Roles = [Roles.Collector, Roles.Acceptor],
            Needs = [ActionInput.Result], Optional = [ActionInput.Opinion, ActionInput.Evidence],
            Clock = ClockEffect.Resume,
            Clause = "§2.2 row 19, §3.1: rework goes to the same department, the clock does not restart",
        },
        new()
        {
            Action = CaseActions.Close, From = CaseStates.PendingClose, To = CaseStates.Closed,
            Roles = [Roles.ShiftLeader], Optional = [ActionInput.Opinion],
            Clause = "§2.2 row 20: check and handling agree",
        },
    ];

    /// <summary>The table as this city applies it.</summary>
    public IReadOnlyList<LawRow> Rows { get; } = options.HasShiftLeader
        ? Table
        : [.. Table.Select(row => row with { Roles = [.. row.Roles.Select(WithoutShiftLeader).Distinct()] })];

    /// <summary>What this actor may do now: one row per action, rows that differ by result only once.</summary>
    public IEnumerable<LawRow> Allowed(string state, string? caseDepartment, Actor actor) =>
        Rows.Where(row => row.From == state && row.Roles.Any(actor.Roles.Contains))
            .Where(row => InDepartment(row, caseDepartment, actor))
            .DistinctBy(row => row.Action);

    /// <summary>States in which a step waits for one of the actor's roles.</summary>
    public IReadOnlyList<string> StatesWaitingFor(Actor actor, bool ofDepartments) =>
        [.. Rows.Where(row => row.OwnDepartment == ofDepartments && row.Roles.Any(actor.Roles.Contains))
            .Select(row => row.From).Distinct()];

    /// <summary>The row that governs this step, if the actor may take it with this input.</summary>
    /// <exception cref="CaseActionRefusedException">The step is not allowed, or lacks what it needs.</exception>
    public LawRow Judge(string state, string? caseDepartment, string action, CaseActionInput input, Actor actor)
    {
        var refusal = new Refusal(action, state, [.. Allowed(state, caseDepartment, actor).Select(row => row.Action)]);
        var ofAction = Rows.Where(row => row.Action == action).ToList();
        if (ofAction.Count == 0)
        {
            throw refusal.UnknownAction();
        }

        var fromHere = ofAction.Where(row => row.From == state).ToList();
        if (fromHere.Count == 0)
        {
            throw refusal.WrongState();
        }

        if (!fromHere.Any(row => row.Roles.Any(actor.Roles.Contains)))
        {
            throw refusal.WrongRole(fromHere[0].Roles);
        }

        if (!fromHere.Any(row => InDepartment(row, caseDepartment, actor)))
        {
            throw refusal.WrongDepartment(caseDepartment);
        }

        if (fromHere[0].Needs.FirstOrDefault(need => string.IsNullOrWhiteSpace(input.ValueOf(need))) is { } missing)
        {
            throw refusal.Missing(missing);
        }

        return fromHere.FirstOrDefault(row => row.Result is null || row.Result == input.Result)
            ?? throw new CaseInputException(new LocalText(
                $"核查结果只能是 {ActionInput.Pass} 或 {ActionInput.Fail}，不是“{input.Result}”。",
                $"The result of a check is {ActionInput.Pass} or {ActionInput.Fail}, not '{input.Result}'."));
    }

    /// <summary>The role in which the actor may add evidence to a case in this state.</summary>
    /// <exception cref="CaseActionRefusedException">The case is over, or is not theirs.</exception>
    public string JudgeEvidence(string state, string? caseDepartment, Actor actor)
    {
        var refusal = new Refusal(
            CaseActions.AddEvidence, state, [.. Allowed(state, caseDepartment, actor).Select(row => row.Action)]);
        if (!CaseStates.Get(state).IsOpen)
        {
            throw refusal.WrongState();
        }

        var roles = EvidenceRoles.Where(actor.Roles.Contains).ToList();
        if (roles.Count == 0)
        {
            throw refusal.WrongRole(EvidenceRoles);
        }

        return roles.Find(role => !Roles.OfDepartments.Contains(role) || IsTheirs(caseDepartment, actor))
            ?? throw refusal.WrongDepartment(caseDepartment);
    }

    private static bool InDepartment(LawRow row, string? caseDepartment, Actor actor) =>
        !row.OwnDepartment || IsTheirs(caseDepartment, actor);

    private static bool IsTheirs(string? caseDepartment, Actor actor) =>
        caseDepartment is not null && caseDepartment == actor.DepartmentCode;

    private static string WithoutShiftLeader(string role) => role == Roles.ShiftLeader ? Roles.Acceptor : role;
}
