using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Notices;

/// <summary>
/// Tells of clocks that run out. A notice is a row that the database takes once: whoever looks, however often, at however many hubs,
/// after whatever restart, each moment of a clock is told once to each addressee. A clock that was paused or got a longer limit has another moment.
/// </summary>
public sealed class DueNotices(IDbContextFactory<CaseworkDb> factory, CaseLaw law, TimeProvider time)
{
    /// <summary>Cases of a kind at one look; the rest comes with the next.</summary>
    private const int Most = 500;

    /// <summary>Notices of a case that is over are of no use to anybody after this.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>One look; returns how many notices were told by it.</summary>
    public async Task<int> TellAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var told = 0;
        foreach (var kind in NoticeKinds.All)
        {
            var due = await Due(db, kind, now).ToListAsync(cancellationToken);
            foreach (var one in due)
            {
                foreach (var (role, department, person) in Addressees(one, kind))
                {
                    told += await db.Database.ExecuteSqlAsync(
                        $"""
                        insert into case_notices (case_id, kind, due_at, at, role, department, person)
                        values ({one.CaseId}, {kind.Key}, {one.DueAt}, {now}, {role}, {department}, {person})
                        on conflict do nothing
                        """,
                        cancellationToken);
                }
            }
        }

        // While its case is open a notice stays, or the same moment would be told anew.
        var old = now - (long)Kept.TotalMilliseconds;
        await db.Notices.Where(n => n.At < old && db.Cases.Any(c => c.Id == n.CaseId && c.Phase != CaseState.OpenPhase)).ExecuteDeleteAsync(cancellationToken);
        return told;
    }

    private static IQueryable<DueCase> Due(CaseworkDb db, NoticeKind kind, long now)
    {
        var open = db.Cases.Where(c => c.Phase == CaseState.OpenPhase);
        var due = (kind.IsStage, kind.IsOverdue) switch
        {
            (true, true) => open.Where(c => c.StageDeadline <= now).Select(c => new DueCase { Case = c, At = c.StageDeadline!.Value }),
            (true, false) => open.Where(c => c.StageYellowAt <= now && c.StageDeadline > now).Select(c => new DueCase { Case = c, At = c.StageYellowAt!.Value }),
            (false, true) => open.Where(c => c.HandlingDeadline <= now && c.HandlingEndedAt == null)
                .Select(c => new DueCase { Case = c, At = c.HandlingDeadline!.Value }),
            (false, false) => open.Where(c => c.HandlingYellowAt <= now && c.HandlingDeadline > now && c.HandlingEndedAt == null)
                .Select(c => new DueCase { Case = c, At = c.HandlingYellowAt!.Value }),
        };
        return due.Where(d => !db.Notices.Any(n => n.CaseId == d.Case.Id && n.Kind == kind.Key && n.DueAt == d.At))
            .OrderBy(d => d.Case.Id).Take(Most)
            .Select(d => new DueCase
            {
                CaseId = d.Case.Id, DueAt = d.At, State = d.Case.State, Department = d.Case.Department, Handler = d.Case.Handler, Collector = d.Case.TaskCollector,
            });
    }

    private IEnumerable<(string Role, string? Department, string? Person)> Addressees(DueCase due, NoticeKind kind)
    {
        var roles = kind.IsStage
            ? law.Rows.Where(row => row.From == due.State && row.Kind == StepKind.Duty && row.Answers is null).SelectMany(row => row.Roles)
            : due.Handler is null ? [Roles.Department] : [Roles.Department, Roles.Handler];
        return roles.Append(kind.AlsoTo).OfType<string>().Where(role => role != Roles.System).Distinct().Select(role => role switch
        {
            Roles.Department => (role, due.Department, (string?)null),
            Roles.Handler => (role, due.Department, due.Handler),
            Roles.Collector => (role, null, due.Collector),
            _ => (role, null, null),
        });
    }

    private sealed class DueCase
    {
        public CaseRow Case { get; init; } = null!;

        public long At { get; init; }

        public long CaseId { get; init; }

        public long DueAt { get; init; }

        public string State { get; init; } = "";

        public string? Department { get; init; }

        public string? Handler { get; init; }

        public string? Collector { get; init; }
    }
}
