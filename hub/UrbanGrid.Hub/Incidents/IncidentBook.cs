using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Incidents;

/// <summary>Told after an incident was stored in a new form.</summary>
public delegate ValueTask IncidentChanged(Incident incident, CancellationToken cancellationToken);

/// <summary>
/// Keeps the incidents: takes alarms in, fuses them, ends them. Alarms come one at a time, each is stored before the call
/// returns, and hearing of the same alarm again changes nothing; so nothing is lost or doubled by a restart.
/// </summary>
public sealed class IncidentBook(
    IDbContextFactory<HubDb> databases,
    EvidenceStore evidence,
    FindAlarmPlace placeOf,
    CaseIsOpen caseIsOpen,
    IncidentChanged changed,
    TimeProvider time) : IDisposable
{
    /// <summary>
    /// How long an incident that is over still waits for an operator: a thing hidden for a moment, or gone while somebody
    /// was about to look, must not vanish from under their eyes.
    /// </summary>
    public static readonly TimeSpan EndedStays = TimeSpan.FromMinutes(10);

    private const int MaxPictures = 12;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Takes an alarm that was raised or cleared. One without a category is no matter of the street.</summary>
    public async Task TakeAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.Category is null)
        {
            return;
        }

        await InTurnAsync(
            async db =>
            {
                var known = await db.Set<IncidentAlarm>().AsNoTracking().FirstOrDefaultAsync(a => a.AlarmId == alarm.Id, cancellationToken);
                if (known is null && alarm.ClearedAt is not null)
                {
                    return null; // Told only when it was long over, e.g. out of a backlog: history, and nothing to decide.
                }

                var incident = known is null
                    ? await JoinAsync(db, alarm, cancellationToken)
                    : await WithParts(db).SingleAsync(i => i.Id == known.IncidentId, cancellationToken);
                var isNews = HeardAgain.Apply(incident, alarm);
                return known is null || isNews ? incident : null;
            },
            cancellationToken);
    }

    /// <summary>Applies an operator's decision to an incident nobody has decided on.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="decide">Changes the tracked incident and may add to the database; it is stored afterwards.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Http.ProblemException"><c>not_found</c> or <c>already_decided</c>.</exception>
    public Task<Incident> DecideAsync(long id, Func<Incident, HubDb, Task> decide, CancellationToken cancellationToken) =>
        InTurnAsync(
            async db =>
            {
                var incident = await WithParts(db).SingleOrDefaultAsync(i => i.Id == id, cancellationToken)
                    ?? throw Http.ProblemException.NotFound("incident", id);
                if (incident.State is IncidentState.Confirmed or IncidentState.Rejected)
                {
                    throw new Http.ProblemException("already_decided", incident.DecidedBy)
                        .With("by", incident.DecidedBy).With("at", incident.DecidedAt);
                }

                await decide(incident, db);
                return incident;
            },
            cancellationToken)!;

    /// <summary>Changes an incident, whatever its state.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="change">Changes the tracked incident; false if there is nothing to change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The incident as it is stored; null if there is none, or nothing was changed.</returns>
    public async Task<Incident?> ChangeAsync(long id, Func<Incident, bool> change, CancellationToken cancellationToken) =>
        await InTurnAsync(
            async db => await WithParts(db).SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } incident && change(incident) ? incident : null,
            cancellationToken);

    /// <summary>Clips that are waited for, oldest first.</summary>
    public async Task<IReadOnlyList<IncidentClip>> OpenClipsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<IncidentClip>().AsNoTracking().Where(c => c.ClosedAt == null).OrderBy(c => c.AskedAt).ToListAsync(cancellationToken);
    }

    /// <summary>A clip by its id; null if none was ever asked for under it.</summary>
    public async Task<IncidentClip?> FindClipAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<IncidentClip>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>
    /// Clears incidents that are over and that nobody decided on in time (<see cref="EndedStays"/>). What a vehicle left behind
    /// (<see cref="Incident.IsLeftBehind"/>) is not over because the vehicle has driven away: it waits for an operator.
    /// </summary>
    public async Task ClearEndedAsync(CancellationToken cancellationToken)
    {
        var due = Now() - (long)EndedStays.TotalMilliseconds;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ended = await db.Set<Incident>()
            .Where(i => i.State == IncidentState.Open && i.EndedAt <= due && !i.Alarms.Any(a => a.Lat != null)).Select(i => i.Id).ToListAsync(cancellationToken);
        foreach (var id in ended)
        {
            await InTurnAsync(
                async turn =>
                {
                    var incident = await WithParts(turn).SingleAsync(i => i.Id == id, cancellationToken);
                    if (incident.State != IncidentState.Open || !(incident.EndedAt <= due))
                    {
                        return null;
                    }

                    incident.State = IncidentState.Cleared;
                    return incident;
                },
                cancellationToken);
        }
    }

    /// <summary>An incident with its alarms and pictures; null if there is none of that number.</summary>
    public async Task<Incident?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await WithParts(db).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
    }

    /// <summary>Number of the incident a case was made of; null if it was reported otherwise.</summary>
    public async Task<long?> FindByCaseAsync(string caseNumber, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Incident>().Where(i => i.CaseNumber == caseNumber).OrderBy(i => i.Id).Select(i => (long?)i.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Numbers of the cases made of incidents of a category that a device had an alarm in, newest first; they may be closed.</summary>
    public async Task<IReadOnlyList<string>> CasesOfAsync(string deviceId, string category, CancellationToken cancellationToken)
    {
        const int Latest = 10;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Incident>()
            .Where(i => i.CaseNumber != null && i.Category == category && i.Alarms.Any(a => a.DeviceId == deviceId))
            .OrderByDescending(i => i.Id).Take(Latest).Select(i => i.CaseNumber!).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Numbers of the cases made of earlier incidents about the same thing as this one: raised by the same sensor, or by the same camera
    /// in the same zone and place of its picture; newest first, and they may be closed.
    /// </summary>
    public async Task<IReadOnlyList<string>> CasesOfSameAsync(Incident incident, CancellationToken cancellationToken)
    {
        const int Latest = 50;
        var devices = incident.Alarms.Select(a => a.DeviceId).Distinct().ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = await db.Set<Incident>().AsNoTracking().Include(i => i.Alarms)
            .Where(i => i.Id != incident.Id && i.CaseNumber != null && i.Category == incident.Category && i.Alarms.Any(a => devices.Contains(a.DeviceId)))
            .OrderByDescending(i => i.Id).Take(Latest).ToListAsync(cancellationToken);
        return [.. before.Where(i => i.Alarms.Any(a => incident.Alarms.Any(b => PlaceRule.IsSame(a, b)))).Select(i => i.CaseNumber!).Distinct()];
    }

    /// <summary>Incidents that a case was made of and whose device still raises them.</summary>
    public async Task<IReadOnlyList<Incident>> StillRaisedAsync(CancellationToken cancellationToken)
    {
        const int Most = 500;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Incident>().AsNoTracking()
            .Where(i => i.State == IncidentState.Confirmed && i.EndedAt == null && i.CaseNumber != null)
            .OrderByDescending(i => i.Id).Take(Most).ToListAsync(cancellationToken);
    }

    /// <summary>Incidents in some states (none: all), newest first.</summary>
    public async Task<IReadOnlyList<Incident>> ListAsync(
        IReadOnlyList<IncidentState> states, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await WithParts(db).AsNoTracking()
            .Where(i => states.Count == 0 || states.Contains(i.State))
            .OrderByDescending(i => i.RaisedAt).ThenByDescending(i => i.Id)
            .Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>How many wait for an operator.</summary>
    public async Task<int> CountOpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Incident>().CountAsync(i => i.State == IncidentState.Open, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static IQueryable<Incident> WithParts(HubDb db) =>
        db.Set<Incident>().Include(i => i.Alarms.OrderBy(a => a.RaisedAt)).Include(i => i.Pictures.OrderBy(p => p.TakenAt).ThenBy(p => p.Id))
            .Include(i => i.Clips.OrderBy(c => c.AskedAt)).AsSplitQuery();

    private async Task<Incident?> InTurnAsync(Func<HubDb, Task<Incident?>> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        Incident? incident;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var turn = await HubTurn.TakeAsync(db, HubTurn.Incidents, cancellationToken);
            incident = await change(db);
            if (incident is null)
            {
                return null;
            }

            incident.UpdatedAt = Now();
            incident.Version++;
            await SaveAsync(db, incident, cancellationToken);
            await turn.CommitAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }

        await changed(incident, cancellationToken);
        return incident;
    }

    /// <summary>Saves, with a link of the evidence chain for each file that is new: both or neither.</summary>
    private async Task SaveAsync(HubDb db, Incident incident, CancellationToken cancellationToken)
    {
        var pictures = db.ChangeTracker.Entries<IncidentPicture>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        var clips = incident.Clips.Where(c => c.Sha256 is not null && db.Entry(c).Property(x => x.Sha256).OriginalValue is null).ToList();
        if (pictures.Count + clips.Count == 0)
        {
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        await using var whole = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        await db.SaveChangesAsync(cancellationToken);
        List<NewEvidence> added =
        [
            .. pictures.Select(p => new NewEvidence(incident.Id, p.Sha256, MediaType.Jpeg, p.Stage, p.TakenAt, p.By ?? incident.DeviceId)),
            .. clips.Select(c => new NewEvidence(incident.Id, c.Sha256!, c.MediaType ?? MediaType.Mp4, "clip", c.From, c.CameraId)),
        ];
        await EvidenceChain.AppendAsync(db, added, Now(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await (whole?.CommitAsync(cancellationToken) ?? Task.CompletedTask);
    }

    private async Task<Incident> JoinAsync(HubDb db, Alarm alarm, CancellationToken cancellationToken)
    {
        var place = await placeOf(alarm, cancellationToken);
        var incident = await FindSamePlaceAsync(db, alarm, place, cancellationToken);
        if (incident is null)
        {
            incident = NewIncident(alarm, place);
            db.Set<Incident>().Add(incident);
        }
        else
        {
            if (incident.Alarms.Any(a => a.DeviceId == alarm.DeviceId && a.Rule == alarm.Rule))
            {
                incident.SeenCount++;
            }

            if (incident.State == IncidentState.Cleared)
            {
                incident.State = IncidentState.Open;
            }

            incident.EndedAt = null;
        }

        await AddAsync(incident, alarm, place, cancellationToken);
        return incident;
    }

    private async Task<Incident?> FindSamePlaceAsync(HubDb db, Alarm alarm, DevicePlace place, CancellationToken cancellationToken)
    {
        const double Degrees = 0.002; // More than the radius anywhere below 70° of latitude; PlaceRule measures exactly.
        var recent = Now() - (long)PlaceRule.Window.TotalMilliseconds;
        var component = PlaceRule.ComponentOf(alarm, place);
        var (lat, lon) = (place.Point?.Lat ?? 999, place.Point?.Lon ?? 999);
        var stands = alarm.Place is null;
        var near = await WithParts(db)
            .Where(i => i.State == IncidentState.Open || i.State == IncidentState.Confirmed || i.UpdatedAt >= recent)
            .Where(i => (i.ComponentCode != null && i.ComponentCode == component)
                || (i.Category == alarm.Category
                    && ((i.Lat > lat - Degrees && i.Lat < lat + Degrees && i.Lon > lon - Degrees && i.Lon < lon + Degrees)
                        || (stands && i.Alarms.Any(a => a.DeviceId == alarm.DeviceId)))))
            .OrderByDescending(i => i.State == IncidentState.Open).ThenByDescending(i => i.Id)
            .Take(100)
            .ToListAsync(cancellationToken);
        foreach (var incident in near.Where(i => PlaceRule.IsSame(i, alarm, place)))
        {
            if (await TakesInAsync(incident, alarm, recent, cancellationToken))
            {
                return incident;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether an incident of the same place takes the alarm in. While it waits it does so whatever the category. After a
    /// decision it takes in only its own category, so that a new kind of trouble at a place that is being handled is seen.
    /// </summary>
    private async ValueTask<bool> TakesInAsync(Incident incident, Alarm alarm, long recent, CancellationToken cancellationToken) =>
        incident is { State: IncidentState.Open, EndedAt: null }
        || (incident.Category == alarm.Category && incident.State switch
        {
            IncidentState.Confirmed => incident.CaseNumber is { } number && await caseIsOpen(number, cancellationToken),
            // Silent until its alarm clears; the window ends the silence of a camera that restarted and forgot it.
            IncidentState.Rejected => incident.Alarms.Any(a => a.ClearedAt is null) && incident.UpdatedAt >= recent,
            _ => incident.EndedAt >= recent,
        });

    private static Incident NewIncident(Alarm alarm, DevicePlace place) => new()
    {
        State = IncidentState.Open,
        Category = alarm.Category!,
        DeviceId = alarm.DeviceId,
        Lat = place.Point?.Lat,
        Lon = place.Point?.Lon,
        GridCode = place.GridCode,
        StartedAt = alarm.StartedAt,
        RaisedAt = alarm.RaisedAt,
    };

    private async Task AddAsync(Incident incident, Alarm alarm, DevicePlace place, CancellationToken cancellationToken)
    {
        if (incident.Alarms.Count == 0 || (incident.State == IncidentState.Open && alarm.Severity > incident.Severity))
        {
            (incident.Category, incident.Condition, incident.Severity) = (alarm.Category!, alarm.Condition, alarm.Severity);
        }

        incident.Condition ??= incident.Category == alarm.Category ? alarm.Condition : null;
        incident.ComponentCode ??= PlaceRule.ComponentOf(alarm, place);
        incident.Alarms.Add(new IncidentAlarm
        {
            AlarmId = alarm.Id,
            DeviceId = alarm.DeviceId,
            Rule = alarm.Rule,
            Severity = alarm.Severity,
            Score = alarm.Score,
            StartedAt = alarm.StartedAt,
            RaisedAt = alarm.RaisedAt,
            Zone = alarm.Zone,
            Box = BoxText.Write(alarm.Box),
            // What made a vehicle's rule hold is no series of a metric.
            Metric = alarm is { Box: null, Place: null } && alarm.Readings.Count > 0 ? alarm.Readings[0].Metric : null,
            Lat = alarm.Place?.Lat,
            Lon = alarm.Place?.Lon,
            Thing = alarm.Thing,
            BroughtBy = alarm.BroughtBy,
            FeaturesJson = FeaturesText.Write(alarm.Features),
        });
        incident.Score = FusedScore.Of(incident.Alarms);
        incident.ReadingsJson = ReadingsText.Merge(incident.ReadingsJson, alarm.Readings);
        foreach (var picture in alarm.Pictures.Take(MaxPictures - incident.Pictures.Count))
        {
            var sha256 = await evidence.SaveAsync(picture.Jpeg, cancellationToken);
            incident.Pictures.Add(new IncidentPicture { Moment = picture.Moment, TakenAt = picture.TakenAt, Sha256 = sha256, By = alarm.DeviceId });
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
