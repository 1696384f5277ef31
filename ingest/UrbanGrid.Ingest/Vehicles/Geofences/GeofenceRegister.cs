using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>
/// The areas vehicles are judged by. Reads come from memory; a change goes to the database first and then counts for the next fix of
/// every vehicle. Who changed what is logged.
/// </summary>
public sealed class GeofenceRegister : IDisposable
{
    /// <summary>Areas a city may have.</summary>
    public const int MaxFences = 5_000;

    private readonly IDbContextFactory<RegistryDb> _databases;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _time;
    private readonly ILogger<GeofenceRegister> _logger;
    private readonly SemaphoreSlim _change = new(1, 1);
    private volatile Snapshot _snapshot = new([], FenceMap.Empty);

    private sealed record Snapshot(IReadOnlyList<Geofence> All, FenceMap Map);

    internal GeofenceRegister(IDbContextFactory<RegistryDb> databases, TimeZoneInfo zone, TimeProvider time, ILogger<GeofenceRegister> logger) =>
        (_databases, _zone, _time, _logger) = (databases, zone, time, logger);

    /// <summary>All of them by id.</summary>
    public IReadOnlyList<Geofence> All => _snapshot.All;

    /// <summary>Those that are enabled, by place; a new one after every change.</summary>
    internal FenceMap Map => _snapshot.Map;

    /// <summary>An area; null if there is none of that id.</summary>
    public Geofence? Find(string id) => All.FirstOrDefault(f => f.Id == id);

    /// <summary>Reads them all, at the start and when another hub changed one. The registry's tables must be up to date.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => InTurnAsync(_ => Task.FromResult(true), cancellationToken);

    /// <summary>Keeps a new area; one without an id is given one.</summary>
    /// <param name="fence">The area.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="GeofenceRefusedException">Something about it cannot be, or the id is taken.</exception>
    public async Task<Geofence> CreateAsync(Geofence fence, string by, CancellationToken cancellationToken)
    {
        var made = Checked(fence.Id.Length > 0 ? fence : fence with { Id = $"gf-{Guid.NewGuid():n}"[..15] });
        await InTurnAsync(
            async db =>
            {
                if (await db.Set<GeofenceRow>().AnyAsync(g => g.Id == made.Id, cancellationToken))
                {
                    throw Refuse(GeofenceRefusal.Invalid, $"id：“{made.Id}”已存在，请换一个。", $"id: '{made.Id}' exists already; choose another.");
                }

                if (await db.Set<GeofenceRow>().CountAsync(cancellationToken) >= MaxFences)
                {
                    throw Refuse(GeofenceRefusal.Invalid, $"围栏已达 {MaxFences} 个，请先删除一些。", $"There are {MaxFences} areas; delete some first.");
                }

                var row = new GeofenceRow();
                row.Take(made, version: 1, Now(), by);
                db.Add(row);
                return true;
            },
            cancellationToken);
        _logger.LogInformation("Audit: {User} made geofence {Geofence}", by, made.Id);
        return Find(made.Id)!;
    }

    /// <summary>Replaces an area.</summary>
    /// <param name="fence">The area; its version is the one it was read with, or 0 to replace whatever is there.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="GeofenceRefusedException">Something about it cannot be, it is not there, or it was changed meanwhile.</exception>
    public async Task<Geofence> UpdateAsync(Geofence fence, string by, CancellationToken cancellationToken)
    {
        var made = Checked(fence);
        await InTurnAsync(
            async db =>
            {
                var row = await db.Set<GeofenceRow>().SingleOrDefaultAsync(g => g.Id == made.Id, cancellationToken) ?? throw Missing(made.Id);
                if (made.Version != 0 && made.Version != row.Version)
                {
                    throw Changed(made.Id);
                }

                row.Take(made, row.Version + 1, Now(), by);
                return true;
            },
            cancellationToken);
        _logger.LogInformation("Audit: {User} changed geofence {Geofence}", by, made.Id);
        return Find(made.Id)!;
    }

    /// <summary>Forgets an area; what was told of it stays.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string id, string by, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await InTurnAsync(
            async db =>
            {
                deleted = await db.Set<GeofenceRow>().Where(g => g.Id == id).ExecuteDeleteAsync(cancellationToken);
                return deleted > 0;
            },
            cancellationToken);
        if (deleted > 0)
        {
            _logger.LogInformation("Audit: {User} deleted geofence {Geofence}", by, id);
        }

        return deleted > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _change.Dispose();

    private static Geofence Checked(Geofence fence) =>
        GeofenceCheck.Fault(fence) is { } fault ? throw new GeofenceRefusedException(GeofenceRefusal.Invalid, fault) : fence;

    private static GeofenceRefusedException Refuse(GeofenceRefusal refusal, string zh, string en) => new(refusal, new LocalName(zh, en));

    private static GeofenceRefusedException Missing(string id) => Refuse(GeofenceRefusal.Missing, $"没有围栏“{id}”。", $"There is no geofence '{id}'.");

    private static GeofenceRefusedException Changed(string id) => Refuse(
        GeofenceRefusal.Changed, $"围栏“{id}”已被他人修改，请重新读取后再改。", $"Somebody else changed geofence '{id}' meanwhile; read it again and repeat the change.");

    private async Task InTurnAsync(Func<RegistryDb, Task<bool>> change, CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken);
        try
        {
            await using var db = await _databases.CreateDbContextAsync(cancellationToken);
            if (await change(db))
            {
                await SaveAsync(db, cancellationToken);
                var rows = await db.Set<GeofenceRow>().AsNoTracking().OrderBy(g => g.Id).ToListAsync(cancellationToken);
                List<Geofence> all = [.. rows.Select(r => r.ToGeofence())];
                _snapshot = new Snapshot(all, new FenceMap(all.Where(f => f.Enabled).Select(f => new Fence(f, _zone))));
            }
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>A race that another hub won is refused like one that is known here.</summary>
    private static async Task SaveAsync(RegistryDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException lost)
        {
            throw Changed(lost.Entries.Select(e => e.Entity).OfType<GeofenceRow>().FirstOrDefault()?.Id ?? "");
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
