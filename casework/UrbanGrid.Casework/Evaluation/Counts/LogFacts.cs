using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>
/// Facts out of the case log: steps that were taken. Where a step looks up clocks of its case, handling clocks are asked for as those without a
/// stage: a condition on their kind would lead the database through all clocks of that kind instead of the case's few.
/// </summary>
internal static class LogFacts
{
    /// <summary>Steps that end a case because it should not have been filed, or send it back.</summary>
    private static readonly string[] Undoing = [CaseActions.Decline, CaseActions.SendBack, CaseActions.Void, CaseActions.GrantVoid];

    private static readonly string[] Voiding = [CaseActions.Void, CaseActions.GrantVoid];

    private static readonly string[] Acceptance = [CaseActions.File, CaseActions.ConfirmSelfHandled];

    private static readonly string[] Reworking = [CaseActions.Rework, CaseActions.Check];

    private static readonly string[] Giving = [CaseActions.Dispatch, CaseActions.Rule];

    /// <summary>Every time one of these steps was taken.</summary>
    public static IQueryable<Fact> Of(CaseworkDb db, Period p, params string[] actions) => Facts(Entries(db, p, actions));

    /// <summary>派遣 and 裁决: a case was given to a department.</summary>
    public static IQueryable<Fact> Given(CaseworkDb db, Period p) => Of(db, p, Giving);

    /// <summary>返工: sent back after a failed check or review.</summary>
    public static IQueryable<Fact> Reworked(CaseworkDb db, Period p) => Facts(Entries(db, p, Reworking)
        .Where(e => e.Action == CaseActions.Rework || e.Result == ActionInput.Fail));

    /// <summary>作废: before dispatch or by approval after it.</summary>
    public static IQueryable<Fact> Voided(CaseworkDb db, Period p) => Of(db, p, Voiding);

    /// <summary>重开: for the department that was said to have solved it, that of the last clock it ended.</summary>
    public static IQueryable<Fact> Reopened(CaseworkDb db, Period p) => Entries(db, p, [CaseActions.Reopen])
        .Select(e => new Fact
        {
            CaseId = e.CaseId,
            At = e.At,
            Department = db.Clocks
                .Where(c => c.CaseId == e.CaseId && c.Stage == null && c.EndedAt <= e.At
                    && ClockFacts.PassedBack.Contains(c.EndedWith!))
                .OrderByDescending(c => c.EndedAt).Select(c => c.Department).FirstOrDefault(),
            Person = e.ActorId,
        });

    /// <summary>Reports of a collector.</summary>
    /// <param name="db">The store.</param>
    /// <param name="p">When they were made.</param>
    /// <param name="valid">Only those that were filed or confirmed as solved on the spot, whenever that was (有效上报).</param>
    public static IQueryable<Fact> ReportedBy(CaseworkDb db, Period p, bool valid)
    {
        var source = Cases.ReportSources.Get(Cases.ReportSource.Collector).Key;
        var reports = Entries(db, p, [CaseActions.Report]).Where(e => db.Cases.Any(c => c.Id == e.CaseId && c.Source == source));
        return Facts(valid
            ? reports.Where(e => db.Log.Any(later => later.CaseId == e.CaseId && Acceptance.Contains(later.Action)))
            : reports);
    }

    /// <summary>自处置: reports of what a collector solved on the spot.</summary>
    public static IQueryable<Fact> SolvedOnTheSpot(CaseworkDb db, Period p) =>
        Facts(Entries(db, p, [CaseActions.Report]).Where(e => e.ToState == CaseStates.SelfHandled));

    /// <summary>Cases that were accepted and neither declined, sent back nor voided afterwards.</summary>
    public static IQueryable<Fact> AcceptedRightly(CaseworkDb db, Period p) => Facts(Entries(db, p, [CaseActions.Accept])
        .Where(e => !db.Log.Any(later => later.CaseId == e.CaseId && later.Seq > e.Seq && Undoing.Contains(later.Action))));

    /// <summary>准确立案: filed and not voided afterwards.</summary>
    public static IQueryable<Fact> FiledRightly(CaseworkDb db, Period p) => Facts(Entries(db, p, [CaseActions.File])
        .Where(e => !db.Log.Any(later => later.CaseId == e.CaseId && later.Seq > e.Seq && Voiding.Contains(later.Action))));

    /// <summary>准确派遣: never given to another department afterwards, unless the case was opened again in between.</summary>
    public static IQueryable<Fact> DispatchedRightly(CaseworkDb db, Period p) => Facts(Entries(db, p, [CaseActions.Dispatch])
        .Where(e => !db.Log.Any(later => later.CaseId == e.CaseId && later.Seq > e.Seq && Giving.Contains(later.Action)
            && later.Department != e.Department
            && !db.Log.Any(again => again.CaseId == e.CaseId && again.Seq > e.Seq && again.Seq < later.Seq && again.Action == CaseActions.Reopen))));

    /// <summary>Filed on a report of the public that somebody saw to be true (监督举报).</summary>
    public static IQueryable<Fact> FiledForThePublic(CaseworkDb db, Period p)
    {
        var source = Cases.ReportSources.Get(Cases.ReportSource.Public).Key;
        return Facts(Entries(db, p, [CaseActions.File])
            .Where(e => db.Cases.Any(c => c.Id == e.CaseId && c.Source == source && c.Verified == ActionInput.Exists)));
    }

    /// <summary>回访 whose answer was 非常满意 or 满意.</summary>
    public static IQueryable<Fact> Satisfied(CaseworkDb db, Period p) =>
        Facts(Entries(db, p, [CaseActions.Visit]).Where(e => !e.Detail!.Contains("\"unsatisfied\"")));

    /// <summary>结案 of cases whose last handling before it was in time, or was not.</summary>
    public static IQueryable<Fact> Closed(CaseworkDb db, Period p, bool inTime) => Facts(Entries(db, p, [CaseActions.Close])
        .Where(e => db.Clocks
            .Where(c => c.CaseId == e.CaseId && c.Stage == null && c.EndedAt <= e.At)
            .OrderByDescending(c => c.EndedAt).ThenByDescending(c => c.Id)
            .Select(c => c.Deadline == null || c.Exempted || c.EndedAt <= c.Deadline).FirstOrDefault() == inTime));

    /// <summary>Log entries of some actions in the period: one range of an index for each.</summary>
    private static IQueryable<CaseLogRow> Entries(CaseworkDb db, Period p, string[] actions)
    {
        if (actions is [var only])
        {
            return db.Log.Where(e => e.Action == only && e.At >= p.From && e.At < p.To);
        }

        return db.Log.Where(e => actions.Contains(e.Action) && e.At >= p.From && e.At < p.To);
    }

    private static IQueryable<Fact> Facts(IQueryable<CaseLogRow> entries) =>
        entries.Select(e => new Fact { CaseId = e.CaseId, At = e.At, Department = e.Department, Person = e.ActorId });
}
