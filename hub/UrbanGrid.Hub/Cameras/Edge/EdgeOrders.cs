using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Cameras.EmptyStreets;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras.Edge;

/// <summary>Puts together what an edge agent is told of a camera, the same as a detector in the hub would get.</summary>
public sealed class EdgeOrders(ZoneStore zones, CoverStore covers, EmptyStreetStore streets, CameraPictures pictures, IngestOptions ingest)
{
    /// <summary>What is stored now, by camera.</summary>
    public async Task<Func<Device, WatchOrder>> ReadAsync(CancellationToken cancellationToken)
    {
        var (drawn, watched, empty) = (
            await zones.AllAsync(cancellationToken), await covers.AllAsync(cancellationToken), await streets.AllAsync(cancellationToken));
        return camera => EdgeCameras.DetectsThere(camera)
            ? Detecting(camera, drawn.GetValueOrDefault(camera.Id, []), watched.GetValueOrDefault(camera.Id, WatchedCovers.None), empty.GetValueOrDefault(camera.Id))
            : Watching(camera, "hub", drawn.GetValueOrDefault(camera.Id, []).Where(z => z.Purpose == ZonePurpose.Privacy));
    }

    /// <summary>An agent that does not detect needs the privacy zones only, and is not restarted for the others.</summary>
    private WatchOrder Watching(Device camera, string detect, IEnumerable<CameraZone> drawn) =>
        new(detect, [.. drawn], ingest.TimeZone.Id, camera.Name.En);

    private WatchOrder Detecting(Device camera, IReadOnlyList<CameraZone> drawn, WatchedCovers watched, string? empty)
    {
        var order = Watching(camera, "edge", drawn) with { EmptyStreet = empty is not null && pictures.Has(camera.Id, empty) ? empty : null };
        return watched.Covers.Count == 0
            ? order
            : order with
            {
                Covers = watched.Covers,
                // One whose file is gone is left out, as it is in the hub.
                References = watched.Covers.ToDictionary(
                    c => c.Name, c => (IReadOnlyList<string>)[.. watched.ReferencesOf(c.Name).Where(r => pictures.Has(camera.Id, r))]),
            };
    }
}
