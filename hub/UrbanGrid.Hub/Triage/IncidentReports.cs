using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Clips;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Vehicles.Witness;

namespace UrbanGrid.Hub.Triage;

/// <summary>Puts an incident in the form of a report: what was seen, where, with all its evidence.</summary>
public sealed class IncidentReports(CatalogueRegister catalogues, SeriesEvidence series, TrackEvidence track, DeviceDirectory devices)
{
    /// <summary>The report of an incident; its number is the report's key, so that it makes one case only.</summary>
    /// <exception cref="ProblemException"><c>no_place</c>: its device has none.</exception>
    public async Task<CaseReport> OfAsync(Incident incident, string? note, CancellationToken cancellationToken)
    {
        var place = incident.Place ?? throw new ProblemException("no_place", incident.DeviceId);
        return new CaseReport
        {
            SourceKey = CaseView.IncidentPrefix + incident.Id.ToString(CultureInfo.InvariantCulture),
            Source = SourceOf(incident),
            Category = incident.Category,
            Scheme = CodeScheme.OfDevices.Key,
            // A rule may name a condition that this city's catalogue does not have; the class's usual one is right then.
            Condition = incident.Condition is { } key && catalogues.InForce.FindForDevice(incident.Category)?.FindCondition(key) is { } known ? known.Key : null,
            Lat = place.Lat,
            Lon = place.Lon,
            ComponentCode = incident.ComponentCode,
            Description = IncidentWords.Describe(incident, devices, note),
            Evidence = await EvidenceOfAsync(incident, cancellationToken),
        };
    }

    /// <summary>The same as a further report of what an open case is about.</summary>
    public async Task<RepeatedReport> RepeatOfAsync(Incident incident, string? note, CancellationToken cancellationToken) => new()
    {
        SourceKey = CaseView.IncidentPrefix + incident.Id.ToString(CultureInfo.InvariantCulture),
        Source = SourceOf(incident),
        Description = IncidentWords.Describe(incident, devices, note),
        Evidence = await EvidenceOfAsync(incident, cancellationToken),
    };

    /// <summary>Camera or sensor.</summary>
    public static ReportSource SourceOf(Incident incident) =>
        incident.Alarms.Exists(a => a.FromCamera) ? ReportSource.Camera : ReportSource.Sensor;

    private async Task<IReadOnlyList<EvidenceLink>> EvidenceOfAsync(Incident incident, CancellationToken cancellationToken)
    {
        List<EvidenceLink> links =
            // The first picture stands for the case in lists, so the one with the box drawn in leads.
            [.. incident.Pictures.OrderBy(p => p.Moment != PictureMoment.Annotated).ThenBy(p => p.TakenAt).Select(p => new EvidenceLink(p.Sha256, MediaType.Jpeg, p.Stage, p.TakenAt)),
                .. incident.Clips.Where(c => c.Sha256 is not null).Select(c => new EvidenceLink(c.Sha256!, c.MediaType!, ClipDesk.Stage, c.From))];
        if (await series.SaveAsync(incident, cancellationToken) is { } saved)
        {
            links.Add(new EvidenceLink(saved.Sha256, MediaType.Json, "series", saved.At));
        }

        if (await track.SaveAsync(incident, cancellationToken) is { } way)
        {
            links.Add(new EvidenceLink(way.Sha256, MediaType.Json, TrackEvidence.Stage, way.At));
        }

        return links;
    }
}
