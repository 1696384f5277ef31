using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Triage.Learning;
using UrbanGrid.Hub.Vehicles.Witness;

namespace UrbanGrid.Hub.Triage;

/// <summary>Adds names, addresses and links to incidents.</summary>
public sealed class IncidentDescriber(DeviceDirectory devices, CatalogueRegister catalogues, CityRegister cities, IncidentAssessor assessor)
{
    private static readonly LocalText Unknown = new("位置未知", "Place unknown");

    /// <summary>An incident for people.</summary>
    public async ValueTask<IncidentView> DescribeAsync(Incident incident, CancellationToken cancellationToken) =>
        (await DescribeAsync([incident], cancellationToken))[0];

    /// <summary>Several incidents.</summary>
    public async ValueTask<IReadOnlyList<IncidentView>> DescribeAsync(IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        var assessments = await assessor.AssessAsync(incidents, cancellationToken);
        return [.. incidents.Zip(assessments, (incident, assessment) => Describe(incident, assessment, city))];
    }

    /// <summary>Name of a category; an unknown code is its own name.</summary>
    public CategoryView CategoryOf(string code) => new(code, catalogues.InForce.FindForDevice(code)?.Name ?? new LocalText(code, code));

    private IncidentView Describe(Incident i, Assessment assessment, City city)
    {
        var camera = i.Alarms.Find(a => a.FromCamera);
        var sensor = i.Alarms.Find(a => a.Metric is not null);
        return new IncidentView
        {
            Id = i.Id,
            State = i.State.ToString().ToLowerInvariant(),
            Category = CategoryOf(i.Category),
            Condition = ConditionOf(i),
            Source = SourceOf(i),
            DeviceId = i.DeviceId,
            DeviceName = devices.NameOf(i.DeviceId),
            Lat = i.Lat ?? 0,
            Lon = i.Lon ?? 0,
            Address = AddressOf(i, city),
            GridCode = i.GridCode,
            ComponentCode = i.ComponentCode,
            Severity = i.Severity.ToString().ToLowerInvariant(),
            Score = Math.Round(i.Score, 3),
            // Once it is decided, its own verdict is among those that are known: what was thought before is what stands.
            Probability = i.State is IncidentState.Open ? assessment : assessment with { Value = i.Probability ?? assessment.Value },
            StartedAt = i.StartedAt,
            RaisedAt = i.RaisedAt,
            UpdatedAt = i.UpdatedAt,
            EndedAt = i.EndedAt,
            SeenCount = i.SeenCount,
            Zone = camera?.Zone,
            Box = BoxText.Read(camera?.Box),
            Pictures = [.. i.Pictures.OrderBy(p => p.TakenAt).ThenBy(p => p.Moment).Select(p => new PictureView(p.Moment, p.TakenAt, EvidenceEndpoints.Url(p.Sha256)))],
            Clips = [.. i.Clips.Select(c => new ClipView(
                c.State.ToString().ToLowerInvariant(), c.CameraId, c.From, c.To, c.Sha256 is { } sha ? EvidenceEndpoints.Url(sha) : null, c.MediaType, c.Reason, c.Error))],
            Readings = [.. ReadingsText.Read(i.ReadingsJson).Select(r => new ReadingView(
                r.Metric, devices.MetricOf(sensor?.DeviceId ?? i.DeviceId, r.Metric).Name, r.Value, r.Limit, r.Unit))],
            Series = sensor is null ? null : new SeriesLink(sensor.DeviceId, sensor.Metric!),
            Track = TrackEvidence.SpanOf(i) is var (vehicle, from, to) ? new TrackLink(vehicle, from, to) : null,
            Alarms = [.. i.Alarms.Select(a => new IncidentAlarmView(a.AlarmId, a.DeviceId, devices.RuleOf(a.DeviceId, a.Rule), a.StartedAt, a.ClearedAt))],
            CaseNumber = i.CaseNumber,
            Decision = i is { DecidedBy: { } by, DecidedAt: { } at }
                ? new DecisionView(by, at, i.Reason is null ? null : Label.Of("reject_reason", i.Reason), i.Note)
                : null,
        };
    }

    private Named? ConditionOf(Incident i) => i.Condition is null
        ? null
        : catalogues.InForce.FindForDevice(i.Category)?.FindCondition(i.Condition) is { } known ? new Named(known.Key, known.Name)
        : new Named(i.Condition, new LocalText(i.Condition, i.Condition));

    private static string SourceOf(Incident i) =>
        i.Alarms.DistinctBy(a => a.DeviceId).Count() > 1 ? "fused" : i.Alarms.Exists(a => a.FromCamera) ? "camera" : "sensor";

    private static LocalText AddressOf(Incident i, City city) =>
        i.Place is { } place ? city.Index.Locate(place.Lat, place.Lon).Address ?? Unknown : Unknown;
}
