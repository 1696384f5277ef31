using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Clips;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Triage.Filing;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage;

/// <summary>研判: where an operator makes a case of an incident, or says that it is none.</summary>
public sealed class TriageDesk(
    IncidentBook book, CaseDesk cases, CatalogueRegister catalogues, SeriesEvidence series, FixtureDesk fixtures, DeviceDirectory devices,
    IncidentAssessor assessor, FilingPolicies policies, HubMetrics metrics, TimeProvider time)
{
    /// <summary>Reason after which the camera must learn that the thing is a part of the street.</summary>
    public const string BelongsHere = "belongs_here";

    private const string Reasons = "reject_reason";
    private const int MaxNote = 1_000;

    /// <summary>
    /// Files the incident as an accepted case with all its evidence. The incident's number is the report's key, so that a
    /// hub that dies in between makes no second case.
    /// </summary>
    public async Task<Incident> ConfirmAsync(long id, string? note, Caller caller, CancellationToken cancellationToken)
    {
        CheckNote(note);
        var decided = await book.DecideAsync(
            id,
            async (incident, db) =>
            {
                var report = await ReportOfAsync(incident, note, cancellationToken);
                var filed = await cases.ReportAsync(report, caller.ToActor(), accept: true, cancellationToken);
                (incident.State, incident.CaseNumber) = (IncidentState.Confirmed, filed.Number);
                await SignAsync(incident, db, caller, reason: null, note, cancellationToken);
            },
            cancellationToken);
        metrics.Decided("confirmed");
        await policies.ReviewSafelyAsync(decided.Category, cancellationToken);
        return decided;
    }

    /// <summary>Says that the incident is none, and why.</summary>
    public async Task<Incident> RejectAsync(long id, string? reason, string? note, Caller caller, CancellationToken cancellationToken)
    {
        CheckNote(note);
        if (reason is null || !Label.Has(Reasons, reason))
        {
            throw new ProblemException("missing_reason", string.Join(", ", Label.All(Reasons).Select(r => r.Key)));
        }

        var decided = await book.DecideAsync(
            id,
            async (incident, db) =>
            {
                incident.State = IncidentState.Rejected;
                await SignAsync(incident, db, caller, reason, note, cancellationToken);
            },
            cancellationToken);
        metrics.Decided("rejected");
        await policies.ReviewSafelyAsync(decided.Category, cancellationToken);
        if (reason == BelongsHere)
        {
            foreach (var alarm in decided.Alarms.Where(a => a.FromCamera))
            {
                await fixtures.AcceptAsync(alarm.DeviceId, BoxText.Read(alarm.Box)!.Value, cancellationToken);
            }
        }

        return decided;
    }

    /// <summary>Files the incident as a case without an operator. It is no verdict, or the hub would learn from itself.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="probability">How likely it is right.</param>
    /// <param name="why">For the log of the case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Incident> FileAsync(long id, double probability, string why, CancellationToken cancellationToken)
    {
        var filed = await book.DecideAsync(
            id,
            async (incident, _) =>
            {
                var report = await ReportOfAsync(incident, note: null, cancellationToken);
                var opened = await cases.ReportAsync(report, Actor.System, accept: true, why, cancellationToken);
                (incident.State, incident.CaseNumber, incident.Probability) = (IncidentState.Confirmed, opened.Number, probability);
                (incident.DecidedBy, incident.DecidedAt, incident.Note) =
                    (CallerActor.NameOf(Actor.System.DisplayName).Zh, time.GetUtcNow().ToUnixTimeMilliseconds(), why);
            },
            cancellationToken);
        metrics.Decided("filed");
        return filed;
    }

    /// <summary>Leaves an incident that would have been filed to an operator, so that the precision stays measured.</summary>
    public Task<Incident> KeepAsSampleAsync(long id, double probability, CancellationToken cancellationToken) => book.DecideAsync(
        id,
        (incident, _) =>
        {
            (incident.Probability, incident.Sampled) = (probability, true);
            return Task.CompletedTask;
        },
        cancellationToken);

    private async Task<CaseReport> ReportOfAsync(Incident incident, string? note, CancellationToken cancellationToken)
    {
        var place = incident.Place ?? throw new ProblemException("no_place", incident.DeviceId);
        List<EvidenceLink> links =
            // The first picture stands for the case in lists, so the one with the box drawn in leads.
            [.. incident.Pictures.OrderBy(p => p.Moment != PictureMoment.Annotated).ThenBy(p => p.TakenAt).Select(p => new EvidenceLink(p.Sha256, MediaType.Jpeg, p.Stage, p.TakenAt)),
                .. incident.Clips.Where(c => c.Sha256 is not null).Select(c => new EvidenceLink(c.Sha256!, c.MediaType!, ClipDesk.Stage, c.From))];
        if (await series.SaveAsync(incident, cancellationToken) is { } saved)
        {
            links.Add(new EvidenceLink(saved.Sha256, MediaType.Json, "series", saved.At));
        }

        return new CaseReport
        {
            SourceKey = CaseView.IncidentPrefix + incident.Id.ToString(CultureInfo.InvariantCulture),
            Source = incident.Alarms.Exists(a => a.FromCamera) ? ReportSource.Camera : ReportSource.Sensor,
            Category = incident.Category,
            Scheme = CodeScheme.OfDevices.Key,
            // A rule may name a condition that this city's catalogue does not have; the class's usual one is right then.
            Condition = incident.Condition is { } key && catalogues.InForce.FindForDevice(incident.Category)?.FindCondition(key) is { } known ? known.Key : null,
            Lat = place.Lat,
            Lon = place.Lon,
            ComponentCode = incident.ComponentCode,
            Description = IncidentWords.Describe(incident, devices, note),
            Evidence = links,
        };
    }

    private async Task SignAsync(Incident incident, HubDb db, Caller caller, string? reason, string? note, CancellationToken cancellationToken)
    {
        // Before the verdict is known to the assessor, or it would foretell what it has just been told.
        incident.Probability ??= (await assessor.AssessAsync(incident, cancellationToken)).Value;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        (incident.DecidedBy, incident.DecidedAt, incident.Reason) = (caller.DisplayName.Zh, now, reason);
        incident.Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        db.AddRange(incident.Alarms.DistinctBy(a => (a.DeviceId, a.Rule)).Select(a => new DeviceVerdict
        {
            DeviceId = a.DeviceId,
            Rule = a.Rule,
            IncidentId = incident.Id,
            Confirmed = incident.State == IncidentState.Confirmed,
            Reason = reason,
            Score = a.Score,
            At = now,
            Category = incident.Category,
            Zone = a.Zone,
            Box = a.Box,
            Thing = a.Thing,
            BroughtBy = a.BroughtBy,
            FeaturesJson = a.FeaturesJson,
            StartedAt = a.StartedAt,
            RaisedAt = a.RaisedAt,
            Probability = incident.Probability,
            Sampled = incident.Sampled,
        }));
    }

    private static void CheckNote(string? note)
    {
        if (note?.Length > MaxNote)
        {
            throw new ProblemException("invalid_value", "note", $"≤ {MaxNote}");
        }
    }
}
