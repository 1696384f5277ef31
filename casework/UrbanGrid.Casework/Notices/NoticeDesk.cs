using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Notices;

/// <summary>Where somebody reads the notices that are for them.</summary>
public sealed class NoticeDesk(IDbContextFactory<CaseworkDb> factory, CatalogueRegister catalogues)
{
    private const int Shown = 50;

    /// <summary>The newest ones.</summary>
    public async Task<CaseNotices> ReadAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var seen = await db.NoticesSeen.Where(s => s.UserId == actor.UserId).Select(s => s.LastId).SingleOrDefaultAsync(cancellationToken);
        var own = For(db, actor);
        var items = await own.OrderByDescending(n => n.Id).Take(Shown)
            .Join(db.Cases, n => n.CaseId, c => c.Id, (n, c) => new { Notice = n, Case = c })
            .OrderByDescending(x => x.Notice.Id).ToListAsync(cancellationToken);
        return new CaseNotices(
            [.. items.Select(x => View(x.Notice, x.Case, seen))],
            await own.CountAsync(n => n.Id > seen, cancellationToken));
    }

    /// <summary>They have seen everything up to this one.</summary>
    public async Task SeenAsync(Actor actor, long id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into case_notices_seen (user_id, last_id) values ({actor.UserId}, {id})
            on conflict (user_id) do update set last_id = excluded.last_id where case_notices_seen.last_id < excluded.last_id
            """,
            cancellationToken);
    }

    private static IQueryable<CaseNoticeRow> For(CaseworkDb db, Actor actor)
    {
        var roles = actor.Roles.ToList();
        return db.Notices.AsNoTracking().Where(n => roles.Contains(n.Role)
            && (n.Department == null || n.Department == actor.DepartmentCode)
            && (n.Person == null || n.Person == actor.UserId));
    }

    private CaseNotice View(CaseNoticeRow notice, CaseRow row, long seen)
    {
        var kind = NoticeKinds.Get(notice.Kind);
        return new CaseNotice(
            notice.Id, NamedKey.Of(kind.Key, kind.Name), kind.IsOverdue, row.Number,
            NamedCode.Of(row.Category, catalogues.Latest.NameOf(row.Category)), new LocalText(row.AddressZh, row.AddressEn),
            NamedKey.Of(row.State, CaseStates.Get(row.State).Name), notice.DueAt, notice.At, notice.Id > seen);
    }
}
