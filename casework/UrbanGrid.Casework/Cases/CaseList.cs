using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>Answers a <see cref="CaseQuery"/>; every filter is decided in the database.</summary>
internal sealed class CaseList(CaseLaw law, CaseViews views)
{
    private const int MaxPage = 200;

    public async Task<CasePage> ReadAsync(
        CaseworkDb db, CaseQuery query, Actor actor, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > MaxPage)
        {
            throw CaseChecks.Wrong($"limit 必须在 1 到 {MaxPage} 之间。", $"limit must be 1 to {MaxPage}.");
        }

        var cases = Matching(db, query, actor);
        cases = query.Cursor is { } cursor ? After(cases, cursor) : cases;
        var rows = await cases.OrderByDescending(c => c.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        return new CasePage(
            await views.SummariesAsync(db, page, actor, cancellationToken),
            rows.Count > query.Limit ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    public Task<int> CountAsync(CaseworkDb db, CaseQuery query, Actor actor, CancellationToken cancellationToken) =>
        Matching(db, query, actor).CountAsync(cancellationToken);

    private IQueryable<CaseRow> Matching(CaseworkDb db, CaseQuery query, Actor actor)
    {
        var cases = ByPlainFields(db.Cases.AsNoTracking(), query);
        cases = query.ToDo ? WaitingFor(db, cases, actor) : cases;
        cases = query.ClosedSince is { } closed ? ClosedSince(db, cases, closed) : cases;
        cases = query.Light is { } light ? ByLight(cases, light) : cases;
        return query.Near is { } near ? Around(cases, near) : cases;
    }

    private static IQueryable<CaseRow> ByPlainFields(IQueryable<CaseRow> cases, CaseQuery query)
    {
        if (query.State is { } state)
        {
            if (CaseStates.Find(state) is null)
            {
                var known = string.Join(", ", CaseStates.All.Select(s => s.Key));
                throw CaseChecks.Wrong(
                    $"没有状态“{state}”；可用：{known}。", $"There is no state '{state}'; use one of: {known}.");
            }

            cases = cases.Where(c => c.State == state);
        }

        if (query.OpenOnly)
        {
            cases = cases.Where(c => c.Phase == CaseState.OpenPhase);
        }

        if (query.DoneOnly)
        {
            cases = cases.Where(c => c.Phase == CaseState.DonePhase);
        }

        if (query.MinReopenings is { } reopenings)
        {
            cases = cases.Where(c => c.Reopenings >= reopenings);
        }

        if (query.Category is { } category)
        {
            cases = cases.Where(c => c.Category == category);
        }

        return query.Department is { } department ? cases.Where(c => c.Department == department) : cases;
    }

    /// <summary>
    /// Among the open cases, few in any city, and among those with a request; each is found by an index first, for a database that is
    /// asked for both at once, newest first, reads all there ever were when somebody has little to do.
    /// </summary>
    private IQueryable<CaseRow> WaitingFor(CaseworkDb db, IQueryable<CaseRow> cases, Actor actor)
    {
        var waiting = law.WaitingFor(actor);
        var department = actor.DepartmentCode;
        var part = $",{department},";
        var supervised = CaseStates.WithDepartment;
        var open = db.Cases.Where(c => c.Phase == CaseState.OpenPhase).Where(c => waiting.States.Contains(c.State)
            || (c.Department == department && (waiting.OfDepartment.Contains(c.State) || (c.SupervisedAt != null && supervised.Contains(c.State))))
            || (waiting.Tasks.Contains(c.State) && (c.TaskCollector == null || c.TaskCollector == actor.UserId))
            || (c.Handler == actor.UserId && waiting.Assigned.Contains(c.State))
            || (department != null && waiting.Assisting.Contains(c.State) && c.Assisting!.Contains(part)));
        var asked = db.Cases.Where(c => waiting.Requests.Contains(c.Request!));
        var ids = open.Select(c => c.Id).Union(asked.Select(c => c.Id));
        return cases.Where(c => ids.Contains(c.Id));
    }

    /// <summary>The steps that end a case are found by their time, then whether it has ended still.</summary>
    private IQueryable<CaseRow> ClosedSince(CaseworkDb db, IQueryable<CaseRow> cases, long since)
    {
        var ending = law.Rows.Where(row => CaseStates.Done.Contains(row.To) && !CaseStates.Done.Contains(row.From)).Select(row => row.Action).Distinct().ToList();
        var ids = db.Log.Where(e => ending.Contains(e.Action) && e.At >= since && CaseStates.Done.Contains(e.ToState)).Select(e => e.CaseId);
        return cases.Where(c => c.Phase == CaseState.DonePhase && ids.Contains(c.Id));
    }

    private IQueryable<CaseRow> ByLight(IQueryable<CaseRow> cases, string light)
    {
        var now = views.NowMs;
        return light switch
        {
            Light.Red => cases.Where(c =>
                (c.HandlingEndedAt ?? now) > c.HandlingDeadline || now > c.StageDeadline),
            Light.Yellow => cases
                .Where(c => !((c.HandlingEndedAt ?? now) > c.HandlingDeadline || now > c.StageDeadline))
                .Where(c => (c.HandlingEndedAt ?? now) > c.HandlingYellowAt || now > c.StageYellowAt),
            Light.Green => cases.Where(c =>
                !((c.HandlingEndedAt ?? now) > c.HandlingYellowAt || now > c.StageYellowAt)),
            _ => throw CaseChecks.Wrong(
                $"light 只能是 green、yellow 或 red，不是“{light}”。", $"light is green, yellow or red, not '{light}'."),
        };
    }

    private static IQueryable<CaseRow> Around(IQueryable<CaseRow> cases, NearPoint near)
    {
        if (!(near.RadiusM is > 0 and <= 50_000) || !(Math.Abs(near.Lat) <= 90) || !(Math.Abs(near.Lon) <= 180))
        {
            throw CaseChecks.Wrong(
                "附近查询需要 WGS-84 坐标和 0 到 50000 米的半径。",
                "A search around a point needs WGS-84 degrees and a radius of 0 to 50,000 m.");
        }

        var (lat, lon) = (near.Lat, near.Lon);
        var north = Ground.MetresPerDegree;
        var east = Ground.MetresPerDegreeOfLongitude(lat);
        var square = near.RadiusM * near.RadiusM;
        return cases.Where(c =>
            ((c.Lat - lat) * north * ((c.Lat - lat) * north))
            + ((c.Lon - lon) * east * ((c.Lon - lon) * east)) <= square);
    }

    private static IQueryable<CaseRow> After(IQueryable<CaseRow> cases, string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? cases.Where(c => c.Id < last)
            : throw CaseChecks.Wrong(
                "cursor 无效；请使用上一页返回的 next。", "The cursor is not valid; use the next of the page before.");
}
