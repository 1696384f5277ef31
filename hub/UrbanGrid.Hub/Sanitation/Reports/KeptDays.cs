using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>Keeps the rows of finished days.</summary>
public sealed class KeptDays(IDbContextFactory<HubDb> databases)
{
    /// <summary>Rows of a day, by plan.</summary>
    public async Task<IReadOnlyList<ReportRow>> FindAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var key = CityDays.Text(day);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<KeptDay>().AsNoTracking().Where(d => d.Day == key).OrderBy(d => d.PlanId).ToListAsync(cancellationToken);
        return [.. rows.Select(r => JsonSerializer.Deserialize<ReportRow>(r.RowJson, ApiJson.Options)!)];
    }

    /// <summary>Keeps rows in the place of those of the same plans.</summary>
    public async Task SaveAsync(DateOnly day, IReadOnlyList<ReportRow> rows, CancellationToken cancellationToken)
    {
        var key = CityDays.Text(day);
        var ids = rows.Select(r => r.PlanId).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var turn = await HubTurn.TakeAsync(db, HubTurn.Sanitation, cancellationToken);
        var known = await db.Set<KeptDay>().AsNoTracking().Where(d => d.Day == key && ids.Contains(d.PlanId)).Select(d => d.PlanId).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            var kept = new KeptDay { Day = key, PlanId = row.PlanId, RowJson = JsonSerializer.Serialize(row, ApiJson.Options), ComputedAt = row.ComputedAt };
            db.Entry(kept).State = known.Contains(row.PlanId) ? EntityState.Modified : EntityState.Added;
        }

        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
    }
}
