using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Commands;

/// <summary>
/// Keeps the commands. Each change is one statement that asks whether the command still stands where it was seen, so that an
/// answer, a time-out and a second hub never undo each other.
/// </summary>
public sealed class CommandBook(IDbContextFactory<HubDb> databases)
{
    /// <summary>Adds a command.</summary>
    public async Task AddAsync(CommandRecord command, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(command);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A command; null if there is none of that id.</summary>
    public async Task<CommandRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<CommandRecord>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>Commands that are open, oldest first.</summary>
    public async Task<IReadOnlyList<CommandRecord>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Open(db).AsNoTracking().OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many commands are open in total, and for a device.</summary>
    public async Task<(int Total, int OfDevice)> CountOpenAsync(string deviceId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await Open(db).CountAsync(cancellationToken), await Open(db).CountAsync(c => c.DeviceId == deviceId, cancellationToken));
    }

    /// <summary>Commands of a device, newest first.</summary>
    public async Task<IReadOnlyList<CommandRecord>> ListAsync(string deviceId, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<CommandRecord>().AsNoTracking().Where(c => c.DeviceId == deviceId)
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>The newest command of a name to a device; null if there was none.</summary>
    public async Task<CommandRecord?> FindNewestAsync(string deviceId, string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<CommandRecord>().AsNoTracking().Where(c => c.DeviceId == deviceId && c.Name == name)
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes the next attempt of an open command.</summary>
    /// <returns>False if somebody else took it, or the command is closed.</returns>
    public async Task<bool> TakeAttemptAsync(CommandRecord seen, long now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Open(db).Where(c => c.Id == seen.Id && c.Attempts == seen.Attempts).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.State, CommandState.Sent).SetProperty(x => x.SentAt, now).SetProperty(x => x.Attempts, seen.Attempts + 1),
            cancellationToken) > 0;
    }

    /// <summary>Closes an open command without an answer.</summary>
    /// <returns>False if it is closed already.</returns>
    public async Task<bool> CloseAsync(string id, CommandState state, string? error, long now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Open(db).Where(c => c.Id == id).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.State, state).SetProperty(x => x.Error, error).SetProperty(x => x.ClosedAt, now), cancellationToken) > 0;
    }

    /// <summary>
    /// Keeps a device's first answer. It closes an open command; one that was given up or called off stays so, with what came
    /// after all.
    /// </summary>
    /// <returns>False if nothing waits for it.</returns>
    public async Task<bool> AnswerAsync(
        string id, string deviceId, CommandState state, string? resultJson, string? error, long now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unanswered = db.Set<CommandRecord>().Where(c => c.Id == id && c.DeviceId == deviceId && c.AnsweredAt == null);
        return await unanswered.Where(c => c.ClosedAt == null).ExecuteUpdateAsync(
                c => c.SetProperty(x => x.State, state).SetProperty(x => x.ResultJson, resultJson).SetProperty(x => x.Error, error)
                    .SetProperty(x => x.AnsweredAt, now).SetProperty(x => x.ClosedAt, now),
                cancellationToken) > 0
            || await unanswered.ExecuteUpdateAsync(
                c => c.SetProperty(x => x.ResultJson, resultJson).SetProperty(x => x.Error, error).SetProperty(x => x.AnsweredAt, now),
                cancellationToken) > 0;
    }

    /// <summary>Forgets commands that were closed before a moment.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(long before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<CommandRecord>().Where(c => c.ClosedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<CommandRecord> Open(HubDb db) => db.Set<CommandRecord>().Where(c => c.ClosedAt == null);
}
