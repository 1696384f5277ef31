using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>Facts out of the clocks: what was done within its limit, and what was not.</summary>
internal static class ClockFacts
{
    /// <summary>Steps by which a department passes a case back; anything else that ends its clock is not its doing.</summary>
    public static readonly string[] PassedBack = [CaseActions.Feedback, CaseActions.ConfirmResult];

    private const double HourMs = 3_600_000;

    /// <summary>处置: passed back by the department in the period.</summary>
    public static IQueryable<Fact> Handled(CaseworkDb db, Period p) => Ended(HandledClocks(db, p));

    /// <summary>按期处置: within the limit; on a granted appeal counted as in time (申诉成立).</summary>
    public static IQueryable<Fact> HandledInTime(CaseworkDb db, Period p) =>
        Ended(HandledClocks(db, p).Where(c => c.EndedAt <= c.Deadline || c.Exempted));

    /// <summary>超期处置, or with <paramref name="exempted"/> what was late but exempted on appeal.</summary>
    public static IQueryable<Fact> HandledLate(CaseworkDb db, Period p, bool exempted) =>
        Ended(HandledClocks(db, p).Where(c => c.EndedAt > c.Deadline && c.Exempted == exempted));

    /// <summary>应处置、应结案: handled in the period, and overdue in it and not handled at its end.</summary>
    public static IQueryable<Fact> Due(CaseworkDb db, Period p) => Handled(db, p).Concat(OverdueOpen(db, p));

    /// <summary>超期未处置: due in the period and not passed back at its end; a clock that stands is not overdue.</summary>
    public static IQueryable<Fact> OverdueOpen(CaseworkDb db, Period p) => OverdueClocks(db, p, CaseClockRow.HandlingKind, null)
        .Select(c => new Fact { CaseId = c.CaseId, At = c.Deadline!.Value, Department = c.Department, Person = c.EndedBy });

    /// <summary>Stays in a stage that a step ended in the period.</summary>
    /// <param name="db">The store.</param>
    /// <param name="p">The period.</param>
    /// <param name="stage">Key of the state.</param>
    /// <param name="action">Key of the step.</param>
    /// <param name="inTime">Only those within the stage limit.</param>
    public static IQueryable<Fact> StageEnded(CaseworkDb db, Period p, string stage, string action, bool inTime) => Ended(db.Clocks
        .Where(c => c.Kind == CaseClockRow.StageKind && c.Stage == stage && c.EndedAt >= p.From && c.EndedAt < p.To && c.EndedWith == action)
        .Where(c => !inTime || c.EndedAt <= c.Deadline));

    /// <summary>
    /// Tasks that a collector answered in the period, and those due in it and not answered at its end. An unanswered one is that of the collector it
    /// was sent to; sent to nobody by name, it counts for nobody.
    /// </summary>
    public static IQueryable<Fact> TaskDue(CaseworkDb db, Period p, string stage, string answer) =>
        StageEnded(db, p, stage, answer, inTime: false).Concat(OverdueClocks(db, p, CaseClockRow.StageKind, stage)
            .Where(c => c.EndedAt == null || c.EndedWith == answer)
            .Select(c => new Fact
            {
                CaseId = c.CaseId,
                At = c.Deadline!.Value,
                Department = c.Department,
                Person = c.EndedBy ?? db.Cases.Where(row => row.Id == c.CaseId).Select(row => row.TaskCollector).FirstOrDefault(),
            }));

    /// <summary>
    /// Tasks that were sent while the sender's clock, which stands from then on, was within its limit. What an earlier task of the same stay took
    /// does not count. The limits of these stages are continuous hours.
    /// </summary>
    public static IQueryable<Fact> SentInTime(CaseworkDb db, Period p, string action, string stage, string taskState) => db.Log
        .Where(e => e.Action == action && e.At >= p.From && e.At < p.To)
        .Where(e => db.Clocks.Any(c => c.CaseId == e.CaseId && c.Stage == stage
            && c.Pauses.Any(sent => sent.StartedAt == e.At && sent.Reason == taskState)
            && e.At - c.StartedAt!.Value - c.Pauses.Where(before => before.StartedAt < e.At).Sum(before => before.EndedAt!.Value - before.StartedAt)
                <= c.LimitValue * HourMs))
        .Select(e => new Fact { CaseId = e.CaseId, At = e.At, Department = e.Department, Person = e.ActorId });

    private static IQueryable<CaseClockRow> HandledClocks(CaseworkDb db, Period p) => db.Clocks
        .Where(c => c.Kind == CaseClockRow.HandlingKind && c.Stage == null && c.EndedAt >= p.From && c.EndedAt < p.To)
        .Where(c => c.StartedAt != null && PassedBack.Contains(c.EndedWith!));

    private static IQueryable<CaseClockRow> OverdueClocks(CaseworkDb db, Period p, string kind, string? stage)
    {
        var end = p.End;
        return db.Clocks
            .Where(c => c.Kind == kind && c.Stage == stage && c.Deadline >= p.From && c.Deadline < end && (c.EndedAt == null || c.EndedAt >= p.To))
            .Where(c => c.StartedAt != null && !c.Pauses.Any(pause => pause.EndedAt == null));
    }

    private static IQueryable<Fact> Ended(IQueryable<CaseClockRow> clocks) =>
        clocks.Select(c => new Fact { CaseId = c.CaseId, At = c.EndedAt!.Value, Department = c.Department, Person = c.EndedBy });
}
