using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law.Table;

namespace UrbanGrid.Casework.Law;

/// <summary>
/// The law of the casework: one table, in <c>Law/Table</c>. Supervision (collector, acceptor, shift leader) opens, checks and
/// closes; command (dispatcher) assigns; the department handles; nobody does two of these (监管分离, docs/domain-sources.md §1).
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
        [.. BeforeFiling.Rows, .. Command.Rows, .. Handling.Rows, .. Checking.Rows, .. AfterClosing.Rows, .. AtAnyTime.Rows];

    /// <summary>The table as this city applies it.</summary>
    public IReadOnlyList<LawRow> Rows { get; } = options.HasShiftLeader
        ? Table
        : [.. Table.Select(row => row with { Roles = [.. row.Roles.Select(WithoutShiftLeader).Distinct()] })];

    /// <summary>How often what is granted.</summary>
    public LawLimits Limits => options.Limits;

    /// <summary>What this actor may do now: one row per action, rows that differ by result only once; duties first.</summary>
    public IEnumerable<LawRow> Allowed(CaseFacts facts, Actor actor) =>
        Rows.Where(row => row.From == facts.State && row.Roles.Any(actor.Roles.Contains))
            .Where(row => InDepartment(row, facts, actor) && IsAsked(row, facts))
            .Where(row => row.Guards.All(guard => guard.Holds(facts, actor, Limits)))
            .DistinctBy(row => row.Action)
            .OrderBy(row => row.Kind);

    /// <summary>Where cases wait for one of the actor's roles.</summary>
    public Waiting WaitingFor(Actor actor)
    {
        var duties = Rows.Where(row => row.Kind == StepKind.Duty && row.Roles.Any(actor.Roles.Contains)).ToList();
        var plain = duties.Where(row => row.Answers is null).ToList();
        return new Waiting
        {
            States = StatesOf(plain.Where(row => !row.OwnDepartment && !row.Guards.Any(IsPersonal))),
            OfDepartment = StatesOf(plain.Where(row => row.OwnDepartment && !row.Guards.Any(IsPersonal))),
            Tasks = StatesOf(plain.Where(row => row.Guards.Contains(LawGuards.OwnTask))),
            Assigned = StatesOf(plain.Where(row => row.Guards.Contains(LawGuards.OwnAssignment))),
            Assisting = StatesOf(plain.Where(row => row.Guards.Contains(LawGuards.Assists))),
            Requests = [.. duties.Select(row => row.Answers).OfType<string>().Distinct()],
        };
    }

    /// <summary>The row that governs this step, if the actor may take it with this input.</summary>
    /// <exception cref="CaseActionRefusedException">The step is not allowed, or lacks what it needs.</exception>
    /// <exception cref="CaseInputException">The result is none that the step knows.</exception>
    public LawRow Judge(CaseFacts facts, string action, CaseActionInput input, Actor actor)
    {
        var refusal = RefusalOf(facts, action, actor);
        var ofAction = Rows.Where(row => row.Action == action).ToList();
        if (ofAction.Count == 0)
        {
            throw refusal.UnknownAction();
        }

        var fromHere = ofAction.Where(row => row.From == facts.State).ToList();
        if (fromHere.Count == 0)
        {
            throw refusal.WrongState();
        }

        var ofRole = fromHere.Where(row => row.Roles.Any(actor.Roles.Contains)).ToList();
        if (ofRole.Count == 0)
        {
            throw refusal.WrongRole([.. fromHere.SelectMany(row => row.Roles).Distinct().Where(role => role != Roles.System)]);
        }

        var theirs = ofRole.Where(row => InDepartment(row, facts, actor)).ToList();
        if (theirs.Count == 0)
        {
            throw refusal.WrongDepartment(facts.Department);
        }

        var asked = theirs.Where(row => IsAsked(row, facts)).ToList();
        if (asked.Count == 0)
        {
            throw refusal.NothingAsked();
        }

        return WithInput(asked, facts, input, actor, refusal);
    }

    /// <summary>The role in which the actor may add evidence to a case in this state.</summary>
    /// <exception cref="CaseActionRefusedException">The case is over, or is not theirs.</exception>
    public string JudgeEvidence(CaseFacts facts, Actor actor)
    {
        var refusal = RefusalOf(facts, CaseActions.AddEvidence, actor);
        if (!CaseStates.Get(facts.State).IsOpen)
        {
            throw refusal.WrongState();
        }

        var roles = EvidenceRoles.Where(actor.Roles.Contains).ToList();
        if (roles.Count == 0)
        {
            throw refusal.WrongRole(EvidenceRoles);
        }

        return roles.Find(role => !Roles.OfDepartments.Contains(role) || IsTheirs(facts, actor) || LawGuards.Assists.Holds(facts, actor, Limits))
            ?? throw refusal.WrongDepartment(facts.Department);
    }

    private LawRow WithInput(List<LawRow> rows, CaseFacts facts, CaseActionInput input, Actor actor, Refusal refusal)
    {
        if (rows[0].Needs.FirstOrDefault(need => string.IsNullOrWhiteSpace(input.ValueOf(need))) is { } missing)
        {
            // What stands against the step whatever is filled in is said first.
            throw rows.All(row => row.Guards.Any(guard => !guard.Holds(facts, actor, Limits)))
                ? refusal.Guarded(Broken(rows[0]))
                : refusal.Missing(missing, [.. rows.SelectMany(row => row.Results)]);
        }

        var results = rows.SelectMany(row => row.Results).ToList();
        var row = rows.FirstOrDefault(row => row.Results.Count == 0 || row.Results.Contains(input.Result))
            ?? throw new CaseInputException(new LocalText(
                $"结果只能是 {string.Join("、", results)}，不是“{input.Result}”。",
                $"The result is one of: {string.Join(", ", results)}; not '{input.Result}'."));
        return row.Guards.All(guard => guard.Holds(facts, actor, Limits)) ? row : throw refusal.Guarded(Broken(row));

        LawGuard Broken(LawRow of) => of.Guards.First(guard => !guard.Holds(facts, actor, Limits));
    }

    private Refusal RefusalOf(CaseFacts facts, string action, Actor actor) =>
        new(action, facts.State, [.. Allowed(facts, actor).Select(row => row.Action)]);

    private static IReadOnlyList<string> StatesOf(IEnumerable<LawRow> rows) => [.. rows.Select(row => row.From).Distinct()];

    private static bool IsPersonal(LawGuard guard) =>
        guard == LawGuards.OwnTask || guard == LawGuards.OwnAssignment || guard == LawGuards.Assists;

    private static bool IsAsked(LawRow row, CaseFacts facts) => row.Answers is null || row.Answers == facts.Request;

    private static bool InDepartment(LawRow row, CaseFacts facts, Actor actor) => !row.OwnDepartment || IsTheirs(facts, actor);

    private static bool IsTheirs(CaseFacts facts, Actor actor) =>
        facts.Department is not null && facts.Department == actor.DepartmentCode;

    private static string WithoutShiftLeader(string role) => role == Roles.ShiftLeader ? Roles.Acceptor : role;
}
