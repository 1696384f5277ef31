using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Clips;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Vehicles.Witness;

/// <summary>
/// Calls the nearest cameras as witnesses of what a vehicle is suspected of, e.g. illegal dumping (疑似偷倒): their pictures of now, and
/// their video of the time it happened, become evidence of the incident. An incident can be decided without.
/// </summary>
public sealed class VehicleWitness(
    IncidentBook book, DeviceRegistry registry, LiveViews views, ClipDesk clips, EvidenceStore evidence, TimeProvider time,
    ILogger<VehicleWitness> logger)
{
    /// <summary>Metres within which a camera may see the place.</summary>
    public const double ReachM = 200;

    /// <summary>Cameras that are called.</summary>
    public const int MaxCameras = 3;

    /// <summary>An older picture does not show how it looks now.</summary>
    private static readonly TimeSpan FreshPicture = TimeSpan.FromMinutes(1);

    /// <summary>An incident is new or changed: calls witnesses once. A fault is logged, since no alarm may get lost for a picture.</summary>
    public async ValueTask ConsiderAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident is not { State: IncidentState.Open, Pictures.Count: 0, Clips.Count: 0, Place: { } place }
            || incident.Alarms.Find(a => a.Place is not null) is not { } alarm)
        {
            return;
        }

        try
        {
            var cameras = CamerasNear(place);
            await AddPicturesAsync(incident.Id, cameras, cancellationToken);
            foreach (var camera in cameras.Where(c => c is { Gateway: not null }))
            {
                await clips.AskAsync(incident.Id, camera.Id, alarm.StartedAt, cancellationToken);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogWarning(problem, "Incident {Incident}: no camera was called as a witness", incident.Id);
        }
    }

    private List<Device> CamerasNear(GeoPoint place) =>
    [
        .. registry.All.Where(d => d is { Enabled: true, Model: CameraDesk.Model, Place: not null })
            .Select(d => (Device: d, Metres: d.Place!.Value.DistanceTo(place)))
            .Where(d => d.Metres <= ReachM).OrderBy(d => d.Metres).Take(MaxCameras).Select(d => d.Device),
    ];

    private async Task AddPicturesAsync(long incident, List<Device> cameras, CancellationToken cancellationToken)
    {
        var oldest = (time.GetUtcNow() - FreshPicture).ToUnixTimeMilliseconds();
        var pictures = new List<IncidentPicture>();
        foreach (var camera in cameras)
        {
            if (views.Find(camera.Id)?.Last is { } frame && frame.Timestamp >= oldest)
            {
                pictures.Add(new IncidentPicture
                {
                    Moment = PictureMoment.Detection, TakenAt = frame.Timestamp, By = camera.Id, Sha256 = await evidence.SaveAsync(frame.Jpeg, cancellationToken),
                });
            }
        }

        if (pictures.Count > 0)
        {
            await book.ChangeAsync(
                incident,
                present =>
                {
                    if (present.Pictures.Count > 0)
                    {
                        return false;
                    }

                    present.Pictures.AddRange(pictures);
                    return true;
                },
                cancellationToken);
        }
    }
}
