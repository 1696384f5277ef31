using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Alarms;

/// <summary>Adds names and the incident to alarms.</summary>
public sealed class AlarmDescriber(
    IDbContextFactory<HubDb> databases, DeviceDirectory devices, DeviceModels models, CatalogueRegister catalogues)
{
    /// <summary>An alarm for people.</summary>
    public async ValueTask<AlarmView> DescribeAsync(AlarmRecord alarm, CancellationToken cancellationToken) =>
        (await DescribeAsync([alarm], cancellationToken))[0];

    /// <summary>Several alarms.</summary>
    public async ValueTask<IReadOnlyList<AlarmView>> DescribeAsync(IReadOnlyList<AlarmRecord> alarms, CancellationToken cancellationToken)
    {
        var ids = alarms.Select(a => a.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var incidents = await db.Set<IncidentAlarm>().Where(a => ids.Contains(a.AlarmId))
            .ToDictionaryAsync(a => a.AlarmId, a => a.IncidentId, cancellationToken);
        return [.. alarms.Select(a => Describe(a, incidents.TryGetValue(a.Id, out var incident) ? incident : null))];
    }

    private AlarmView Describe(AlarmRecord a, long? incident)
    {
        var model = models.FindOrGeneric(a.Model);
        return new AlarmView
        {
            Id = a.Id,
            Device = new AlarmDeviceView(
                a.DeviceId, devices.NameOf(a.DeviceId), new ModelView(model.Key, new LocalText(model.Name.Zh, model.Name.En), model.Icon)),
            Rule = devices.RuleOf(a.DeviceId, a.Rule),
            Severity = a.Severity,
            State = a.ClearedAt is not null ? "cleared" : a.AcknowledgedAt is not null ? "acknowledged" : "active",
            StartedAt = a.StartedAt,
            RaisedAt = a.RaisedAt,
            ClearedAt = a.ClearedAt,
            Acknowledged = a is { AcknowledgedAt: { } at, AcknowledgedBy: { } by } ? new AcknowledgementView(by, at, a.AcknowledgedNote) : null,
            Suppressed = a.Suppression is { } s ? new SuppressionView(s.Reason, s.Until, s.Ref) : null,
            Category = a.Category is { } code ? new Named(code, catalogues.InForce.FindForDevice(code)?.Name ?? new LocalText(code, code)) : null,
            Place = a.Place,
            Score = Math.Round(a.Score, 3),
            Readings = [.. a.Readings.Select(r => Describe(a.DeviceId, r))],
            Members = [.. a.Members.Select(id => new AlarmMemberView(id, devices.NameOf(id)))],
            IncidentId = incident,
            Pictures = a.Category is null ? [.. KeptPictures.ListOf(a).Select(Describe)] : [],
        };
    }

    private static AlarmPictureView Describe(KeptPicture picture) =>
        new(picture.Moment, picture.TakenAt, EvidenceEndpoints.Url(picture.Sha256));

    private AlarmReadingView Describe(string deviceId, AlarmReading r) => new(
        new Named(r.Metric, devices.MetricOf(deviceId, r.Metric).Name), r.Value, r.Limit, r.Unit, r.Expected, r.BandLow, r.BandHigh);
}
