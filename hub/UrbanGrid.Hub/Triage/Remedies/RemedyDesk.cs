using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Triage.Learning;
using UrbanGrid.Hub.Triage.Thresholds;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>Proposes remedies for a rejected incident of a camera, applies one and undoes it, and remembers who did.</summary>
public sealed class RemedyDesk(
    IDbContextFactory<HubDb> databases, IncidentBook book, ZoneStore zones, ZoneDesk desk, ThresholdStore thresholds, LearningSettings settings,
    TimeZoneInfo timeZone, TimeProvider time, ILogger<RemedyDesk> logger) : IDisposable
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(30);
    private readonly RemedyPlans _plans = new(new ZoneReplay(timeZone), settings);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What is proposed, and what was applied; nothing for an incident that is not rejected or not a camera's.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>.</exception>
    public async Task<IReadOnlyList<RemedyView>> ListAsync(long incidentId, CancellationToken cancellationToken)
    {
        var incident = await FindAsync(incidentId, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var applied = await db.Set<AppliedRemedy>().AsNoTracking()
            .Where(r => r.IncidentId == incidentId && r.UndoneAt == null).ToListAsync(cancellationToken);
        var proposed = await PlanAsync(db, incident, cancellationToken);
        return [.. applied.Select(View), .. proposed.Where(p => !applied.Exists(a => a.Key == p.Key)).Select(p => View(p, incident))];
    }

    /// <summary>Applies one; a second time changes nothing.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>, or <c>remedy_not_offered</c>.</exception>
    public async Task ApplyAsync(long incidentId, string key, string by, CancellationToken cancellationToken)
    {
        var incident = await FindAsync(incidentId, cancellationToken);
        await InTurnAsync(
            async db =>
            {
                if (await StandingAsync(db, incidentId, key, cancellationToken) is not null)
                {
                    return;
                }

                var remedy = (await PlanAsync(db, incident, cancellationToken)).FirstOrDefault(r => r is { Change: not null } && r.Key == key)
                    ?? throw new ProblemException("remedy_not_offered", key);
                var camera = AlarmOf(incident)!.DeviceId;
                var (before, after) = await SidesOfAsync(camera, remedy.Change!, cancellationToken);
                db.Add(new AppliedRemedy
                {
                    IncidentId = incidentId,
                    CameraId = camera,
                    Key = key,
                    BeforeJson = before,
                    AfterJson = after,
                    ToldJson = Write(new RemedyTold(remedy.Text, remedy.Effect)),
                    AppliedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    AppliedBy = by,
                });
                await db.SaveChangesAsync(cancellationToken);
                await SetAsync(camera, remedy.Change!, cancellationToken);
                logger.LogInformation("{By} applied the remedy {Key} to camera {Camera}: {Effect}", by, key, camera, remedy.Effect);
            },
            cancellationToken);
    }

    /// <summary>Undoes one: what it changed is as it was before, all else stays as it is now.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>.</exception>
    public Task UndoAsync(long incidentId, string key, string by, CancellationToken cancellationToken) => InTurnAsync(
        async db =>
        {
            var remedy = await StandingAsync(db, incidentId, key, cancellationToken) ?? throw ProblemException.NotFound("remedy", key);
            (remedy.UndoneAt, remedy.UndoneBy) = (time.GetUtcNow().ToUnixTimeMilliseconds(), by);
            await db.SaveChangesAsync(cancellationToken);
            await RestoreAsync(remedy, cancellationToken);
            logger.LogInformation("{By} undid the remedy {Key} of camera {Camera}", by, key, remedy.CameraId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>The zones of now without what a change from one list to another did.</summary>
    public static IReadOnlyList<CameraZone> Undone(
        IReadOnlyList<CameraZone> before, IReadOnlyList<CameraZone> after, IReadOnlyList<CameraZone> now)
    {
        var changed = after.Where(a => !before.Any(b => ZoneStore.AreSame([a], [b]))).Select(a => a.Name).ToHashSet();
        return [.. now.Select(z => changed.Contains(z.Name) ? before.FirstOrDefault(b => b.Name == z.Name) : z).OfType<CameraZone>()];
    }

    /// <summary>What there is before a change, and after it, to be kept.</summary>
    private async Task<(string Before, string After)> SidesOfAsync(string camera, RemedyChange change, CancellationToken cancellationToken)
    {
        if (change is RemedyChange.OfThreshold threshold)
        {
            var before = (await thresholds.FindAsync(camera, cancellationToken)).Where(t => t.Key == threshold.Rule).ToDictionary();
            return (Write(before), Write(new Dictionary<string, double> { [threshold.Rule] = threshold.Least }));
        }

        return (Write(await zones.FindAsync(camera, cancellationToken)), Write(((RemedyChange.OfZones)change).After));
    }

    private Task SetAsync(string camera, RemedyChange change, CancellationToken cancellationToken) => change switch
    {
        RemedyChange.OfThreshold threshold => thresholds.SetAsync(camera, threshold.Rule, threshold.Least, cancellationToken),
        RemedyChange.OfZones wanted => desk.SetAsync(camera, wanted.After, cancellationToken),
        _ => throw new InvalidOperationException($"{change} cannot be set."),
    };

    private async Task RestoreAsync(AppliedRemedy remedy, CancellationToken cancellationToken)
    {
        if (remedy.Key != RemedyKey.Threshold)
        {
            var now = await zones.FindAsync(remedy.CameraId, cancellationToken);
            await desk.SetAsync(remedy.CameraId, Undone(ReadZones(remedy.BeforeJson), ReadZones(remedy.AfterJson), now), cancellationToken);
            return;
        }

        var (rule, least) = ReadThresholds(remedy.AfterJson).Single();
        if ((await thresholds.FindAsync(remedy.CameraId, cancellationToken)).TryGetValue(rule, out var present) && present.Equals(least))
        {
            double? before = ReadThresholds(remedy.BeforeJson).TryGetValue(rule, out var known) ? known : null;
            await thresholds.SetAsync(remedy.CameraId, rule, before, cancellationToken);
        }
    }

    private async Task<Incident> FindAsync(long id, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) ?? throw ProblemException.NotFound("incident", id);

    private static IncidentAlarm? AlarmOf(Incident incident) => incident.Alarms.Find(a => a.FromCamera);

    private static Task<AppliedRemedy?> StandingAsync(HubDb db, long incidentId, string key, CancellationToken cancellationToken) =>
        db.Set<AppliedRemedy>().FirstOrDefaultAsync(r => r.IncidentId == incidentId && r.Key == key && r.UndoneAt == null, cancellationToken);

    private async Task<IReadOnlyList<Remedy>> PlanAsync(HubDb db, Incident incident, CancellationToken cancellationToken)
    {
        if (incident.State != IncidentState.Rejected || AlarmOf(incident) is not { } alarm)
        {
            return [];
        }

        var past = await PastOfAsync(db, alarm.DeviceId, cancellationToken);
        var rejected = new PastAlarm(alarm.Zone, BoxText.Read(alarm.Box)!.Value, alarm.StartedAt, alarm.RaisedAt, alarm.ClearedAt, false, incident.Reason, alarm.Rule, incident.Probability);
        return _plans.For(rejected, await zones.FindAsync(alarm.DeviceId, cancellationToken), past);
    }

    /// <summary>Alarms of a camera of the last 30 days that were decided on, with when each ended.</summary>
    private async Task<IReadOnlyList<PastAlarm>> PastOfAsync(HubDb db, string camera, CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - Past).ToUnixTimeMilliseconds();
        var verdicts = await db.Set<DeviceVerdict>().AsNoTracking()
            .Where(v => v.DeviceId == camera && v.At >= since && v.Box != null && v.Reason != Verdict.Duplicate).ToListAsync(cancellationToken);
        var incidents = verdicts.Select(v => v.IncidentId).Distinct().ToList();
        var ends = (await db.Set<IncidentAlarm>().AsNoTracking()
                .Where(a => a.DeviceId == camera && incidents.Contains(a.IncidentId))
                .Select(a => new { a.IncidentId, a.Rule, a.ClearedAt }).ToListAsync(cancellationToken))
            .GroupBy(a => (a.IncidentId, a.Rule))
            .ToDictionary(g => g.Key, g => g.Any(a => a.ClearedAt is null) ? null : g.Max(a => a.ClearedAt));
        return
        [
            .. verdicts.Select(v => new PastAlarm(
                v.Zone, BoxText.Read(v.Box)!.Value, v.StartedAt ?? v.At, v.RaisedAt ?? v.At, ends.GetValueOrDefault((v.IncidentId, v.Rule)), v.Confirmed, v.Reason, v.Rule, v.Probability)),
        ];
    }

    private async Task InTurnAsync(Func<HubDb, Task> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var turn = await HubTurn.TakeAsync(db, HubTurn.Remedies, cancellationToken);
            await act(db);
            await turn.CommitAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static RemedyView View(AppliedRemedy applied)
    {
        var told = JsonSerializer.Deserialize<RemedyTold>(applied.ToldJson, ApiJson.Options)!;
        return new RemedyView(
            Label.Of("remedy", applied.Key), told.Text, told.Effect, Recommended: false, Undoable: true, new RemedyApplied(applied.AppliedAt, applied.AppliedBy));
    }

    /// <summary>A fixture is made with the rejection itself: the picture's background cannot be given back.</summary>
    private static RemedyView View(Remedy remedy, Incident incident) => new(
        Label.Of("remedy", remedy.Key), remedy.Text, remedy.Effect, remedy is { Change: not null, Effect.IsGood: true }, Undoable: false,
        remedy.Change is null ? new RemedyApplied(incident.DecidedAt ?? 0, incident.DecidedBy ?? "") : null);

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);

    private static List<CameraZone> ReadZones(string json) => JsonSerializer.Deserialize<List<CameraZone>>(json, ApiJson.Options)!;

    private static Dictionary<string, double> ReadThresholds(string json) => JsonSerializer.Deserialize<Dictionary<string, double>>(json, ApiJson.Options)!;
}

/// <summary>A remedy for people.</summary>
/// <param name="Remedy">Key and name.</param>
/// <param name="Text">What it changes.</param>
/// <param name="Effect">What it would have done in the last 30 days.</param>
/// <param name="Recommended">Whether it does good and no harm.</param>
/// <param name="Undoable">Whether it can be undone.</param>
/// <param name="Applied">When it was applied and by whom; null while it is not.</param>
public sealed record RemedyView(Named Remedy, LocalText Text, RemedyEffect Effect, bool Recommended, bool Undoable, RemedyApplied? Applied);

/// <summary>Who applied a remedy.</summary>
/// <param name="At">Unix ms.</param>
/// <param name="By">Chinese name.</param>
public sealed record RemedyApplied(long At, string By);
