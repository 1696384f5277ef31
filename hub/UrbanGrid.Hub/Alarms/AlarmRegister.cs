using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Alarms;

/// <summary>
/// Keeps every alarm the hub was told of, and what people did about it. Each change is one statement that asks for what it
/// changes, so that an end, an acknowledgement and the end of a suppression may come at once, and from several hubs.
/// </summary>
public sealed class AlarmRegister(
    IDbContextFactory<HubDb> databases, AlarmSuppression suppression, KeptPictures pictures, DeviceRegistry devices, TimeProvider time)
{
    /// <summary>Takes an alarm that was raised, changed or cleared; it may be told again, also by a hub that was restarted.</summary>
    /// <returns>The alarm as it is kept. If it is suppressed it must raise no incident.</returns>
    public async Task<AlarmRecord> TakeAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, alarm.Id, cancellationToken) is { } known)
        {
            await FollowAsync(db, known, alarm, cancellationToken);
        }
        else
        {
            await AddAsync(db, alarm, cancellationToken);
        }

        // Read after the write: whoever ends the suppression at this moment reads after its own write too, so one of both sees all.
        return (await FindAsync(db, alarm.Id, cancellationToken))!;
    }

    /// <summary>An alarm; null if there is none of that id.</summary>
    public async Task<AlarmRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, id, cancellationToken);
    }

    /// <summary>Says that somebody has seen alarms. One that is acknowledged already stays with whoever was first.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>: one of them does not exist, and nothing was changed.</exception>
    public async Task<IReadOnlyList<AlarmRecord>> AcknowledgeAsync(
        IReadOnlyCollection<string> ids, string by, string? note, CancellationToken cancellationToken)
    {
        var now = Now();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ofIds = db.Set<AlarmRecord>().AsNoTracking().Where(a => ids.Contains(a.Id));
        var known = await ofIds.Select(a => a.Id).ToListAsync(cancellationToken);
        if (ids.Except(known).FirstOrDefault() is { } missing)
        {
            throw ProblemException.NotFound("alarm", missing);
        }

        await ofIds.Where(a => a.AcknowledgedAt == null).ExecuteUpdateAsync(
            a => a.SetProperty(x => x.AcknowledgedAt, now).SetProperty(x => x.AcknowledgedBy, by).SetProperty(x => x.AcknowledgedNote, note),
            cancellationToken);
        return await ofIds.OrderByDescending(a => a.RaisedAt).ThenByDescending(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Open alarms that raise no incident.</summary>
    public async Task<IReadOnlyList<AlarmRecord>> SuppressedAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AlarmRecord>().AsNoTracking()
            .Where(a => a.ClearedAt == null && a.SuppressedReason != null).ToListAsync(cancellationToken);
    }

    /// <summary>Suppresses an alarm for another reason, or (null) no more.</summary>
    /// <returns>The alarm as it is kept then; it may have ended meanwhile.</returns>
    public async Task<AlarmRecord> SuppressAsync(string id, Suppression? by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (reason, until, target) = (by?.Reason, by?.Until, by?.Ref);
        await db.Set<AlarmRecord>().Where(a => a.Id == id).ExecuteUpdateAsync(
            a => a.SetProperty(x => x.SuppressedReason, reason).SetProperty(x => x.SuppressedUntil, until).SetProperty(x => x.SuppressedRef, target),
            cancellationToken);
        return (await FindAsync(db, id, cancellationToken))!;
    }

    /// <summary>Alarms that hold.</summary>
    public async Task<IReadOnlyList<AlarmRecord>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AlarmRecord>().AsNoTracking().Where(a => a.ClearedAt == null).ToListAsync(cancellationToken);
    }

    /// <summary>Forgets alarms that ended before a moment.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(long before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AlarmRecord>().Where(a => a.RaisedAt < before && a.ClearedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<AlarmRecord?> FindAsync(HubDb db, string id, CancellationToken cancellationToken) =>
        db.Set<AlarmRecord>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);

    private async Task AddAsync(HubDb db, Alarm alarm, CancellationToken cancellationToken)
    {
        var by = await suppression.DecideAsync(alarm, cancellationToken);
        // A device fault has no incident that would keep its pictures.
        var kept = by is null && alarm.Category is not null ? null : await pictures.KeepAsync(alarm, cancellationToken);
        var model = devices.Find(alarm.DeviceId)?.Model ?? DeviceModels.Generic;
        db.Add(AlarmRecord.Of(alarm, model, by, kept));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another hub was told the same alarm at the same moment; its record is as good.
            if (await FindAsync(alarm.Id, cancellationToken) is null)
            {
                throw;
            }
        }
    }

    private static async Task FollowAsync(HubDb db, AlarmRecord known, Alarm alarm, CancellationToken cancellationToken)
    {
        var open = db.Set<AlarmRecord>().Where(a => a.Id == alarm.Id && a.ClearedAt == null);
        if (alarm.ClearedAt is { } clearedAt)
        {
            await open.ExecuteUpdateAsync(a => a.SetProperty(x => x.ClearedAt, clearedAt), cancellationToken);
            return;
        }

        var (severity, readings, members) = (AlarmRecord.SeverityKey(alarm.Severity), AlarmRecord.ReadingsOf(alarm), AlarmRecord.MembersOf(alarm));
        if ((known.Severity, known.ReadingsJson, known.MembersJson) != (severity, readings, members))
        {
            // A group outage grows, or further reasons for a vehicle's alarm agree.
            var score = alarm.Score;
            await open.ExecuteUpdateAsync(
                a => a.SetProperty(x => x.Severity, severity).SetProperty(x => x.ReadingsJson, readings).SetProperty(x => x.MembersJson, members)
                    .SetProperty(x => x.Score, score),
                cancellationToken);
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
