using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Alarms;

/// <summary>Keeps the maintenance windows. They are read from the database for each alarm, so that every hub of a city knows them.</summary>
public sealed class MaintenanceBook(IDbContextFactory<HubDb> databases, DeviceRegistry devices, TimeProvider time)
{
    /// <summary>Announces a window.</summary>
    public async Task<MaintenanceWindow> AddAsync(MaintenanceOrder order, string by, CancellationToken cancellationToken)
    {
        var window = new MaintenanceWindow
        {
            Id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            DevicesJson = JsonSerializer.Serialize(order.Devices),
            Model = order.Model,
            Grid = order.Grid,
            BeginsAt = order.From,
            EndsAt = order.To,
            Reason = order.Reason,
            By = by,
            CreatedAt = Now(),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(window);
        await db.SaveChangesAsync(cancellationToken);
        return window;
    }

    /// <summary>
    /// Calls a window off: one that runs ends now and stays in the list, since alarms point to it; one that has not begun is
    /// gone; one that is over stays as it is.
    /// </summary>
    /// <returns>False if there is none of that id.</returns>
    public async Task<bool> CallOffAsync(string id, CancellationToken cancellationToken)
    {
        var now = Now();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ofId = db.Set<MaintenanceWindow>().Where(w => w.Id == id);
        return await ofId.Where(w => w.BeginsAt > now).ExecuteDeleteAsync(cancellationToken) > 0
            || await ofId.Where(w => w.EndsAt > now).ExecuteUpdateAsync(w => w.SetProperty(x => x.EndsAt, now), cancellationToken) > 0
            || await ofId.AnyAsync(cancellationToken);
    }

    /// <summary>Windows, the one that ends last first.</summary>
    public async Task<IReadOnlyList<MaintenanceWindow>> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<MaintenanceWindow>().AsNoTracking()
            .OrderByDescending(w => w.EndsAt).ThenBy(w => w.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>The window that covers every device of an alarm now, the one that ends last; null if none does.</summary>
    public async Task<MaintenanceWindow?> FindCoveringAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var now = Now();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var running = await db.Set<MaintenanceWindow>().AsNoTracking()
            .Where(w => w.EndsAt > now && w.BeginsAt <= now).OrderByDescending(w => w.EndsAt).ToListAsync(cancellationToken);
        if (running.Count == 0)
        {
            return null;
        }

        IReadOnlyList<string> ids = alarm.Members.Count > 0 ? alarm.Members : [alarm.DeviceId];
        return running.Find(w => ids.All(id => devices.Find(id) is { } device && w.Covers(device)));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
