using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Hub.Cameras.Fixtures;
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
    IncidentBook book, CaseDesk cases, IncidentReports reports, FixtureDesk fixtures,
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
    /// <param name="id">The incident.</param>
    /// <param name="note">What the operator adds.</param>
    /// <param name="joins">Number of an open case that tells of the same: no new one is made then, that one gets the evidence and counts a repeat.</param>
    /// <param name="caller">The operator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Incident> ConfirmAsync(long id, string? note, string? joins, Caller caller, CancellationToken cancellationToken)
    {
        CheckNote(note);
        var decided = await book.DecideAsync(
            id,
            async (incident, db) =>
            {
                var filed = joins is null
                    ? await cases.ReportAsync(await reports.OfAsync(incident, note, cancellationToken), caller.ToActor(), accept: true, cancellationToken)
                    : await cases.RepeatAsync(joins, await reports.RepeatOfAsync(incident, note, cancellationToken), caller.ToActor(), cancellationToken);
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
    /// <param name="joins">Number of an open case about the same component, which is then joined.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Incident> FileAsync(long id, double probability, string why, string? joins, CancellationToken cancellationToken)
    {
        var filed = await book.DecideAsync(
            id,
            async (incident, _) =>
            {
                var opened = joins is null
                    ? await cases.ReportAsync(await reports.OfAsync(incident, note: null, cancellationToken), Actor.System, accept: true, why, cancellationToken)
                    : await cases.RepeatAsync(joins, await reports.RepeatOfAsync(incident, why, cancellationToken), Actor.System, cancellationToken);
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
