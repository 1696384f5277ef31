using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>A plan and who changed it last.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="ChangedAt">When it was changed last, Unix ms.</param>
/// <param name="ChangedBy">Who; null for the hub itself.</param>
public sealed record StoredPlan(WorkPlan Plan, long ChangedAt, string? ChangedBy);

/// <summary>Keeps the plans.</summary>
public sealed class PlanStore(IDbContextFactory<HubDb> databases, TimeProvider time)
{
    /// <summary>All plans by id.</summary>
    public async Task<IReadOnlyList<StoredPlan>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return [.. (await db.Set<PlanRow>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken)).Select(Read)];
    }

    /// <summary>A plan.</summary>
    /// <exception cref="ProblemException">There is none of the id.</exception>
    public async Task<StoredPlan> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<PlanRow>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is { } row
            ? Read(row)
            : throw ProblemException.NotFound("plan", id);
    }

    /// <summary>Adds a plan.</summary>
    /// <exception cref="ProblemException">The id is taken.</exception>
    public async Task<StoredPlan> AddAsync(WorkPlan plan, string? by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<PlanRow>().AnyAsync(p => p.Id == plan.Id, cancellationToken))
        {
            throw new ProblemException("plan_exists", plan.Id);
        }

        var row = RowOf(plan with { Version = 1 }, by);
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return Read(row);
    }

    /// <summary>Puts a plan in the place of its version before.</summary>
    /// <param name="plan">The plan; its version is the one the change was made on.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProblemException">There is none of the id, or somebody else changed it meanwhile.</exception>
    public async Task<StoredPlan> ChangeAsync(WorkPlan plan, string? by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = RowOf(plan with { Version = plan.Version + 1 }, by);
        var changed = await db.Set<PlanRow>().Where(p => p.Id == plan.Id && p.Version == plan.Version).ExecuteUpdateAsync(
            p => p.SetProperty(x => x.PlanJson, row.PlanJson).SetProperty(x => x.Version, row.Version)
                .SetProperty(x => x.ChangedAt, row.ChangedAt).SetProperty(x => x.ChangedBy, row.ChangedBy),
            cancellationToken);
        if (changed == 0)
        {
            var found = await GetAsync(plan.Id, cancellationToken);
            throw new ProblemException("plan_changed").With("version", found.Plan.Version);
        }

        return Read(row);
    }

    /// <summary>Forgets a plan; reports of finished days stay.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<PlanRow>().Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private PlanRow RowOf(WorkPlan plan, string? by) => new()
    {
        Id = plan.Id,
        PlanJson = JsonSerializer.Serialize(plan, ApiJson.Options),
        Version = plan.Version,
        ChangedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        ChangedBy = by,
    };

    private static StoredPlan Read(PlanRow row) =>
        new(JsonSerializer.Deserialize<WorkPlan>(row.PlanJson, ApiJson.Options)! with { Version = row.Version }, row.ChangedAt, row.ChangedBy);
}
