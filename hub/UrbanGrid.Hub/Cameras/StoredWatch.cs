using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Cameras.EmptyStreets;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Cameras.KnownViews;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Cameras;

/// <summary>How a camera is to be watched, as stored.</summary>
/// <param name="Watch">For its detectors.</param>
/// <param name="Covers">Its covers with the ids of their pictures, which the detectors do not need.</param>
public sealed record StoredWatch(CameraWatch Watch, WatchedCovers Covers)
{
    /// <summary>Whether zones and covers are the same.</summary>
    public bool IsSameAs(StoredWatch other) => ZoneStore.AreSame(Watch.Zones, other.Watch.Zones) && CoverStore.AreSame(Covers, other.Covers);
}

/// <summary>Puts together what is stored of how a camera is to be watched.</summary>
public sealed class StoredWatches(
    ZoneStore zones, CoverStore covers, FixtureStore fixtures, EmptyStreetStore streets, KnownViewStore views, IngestOptions ingest)
{
    /// <summary>That of a camera.</summary>
    public async Task<StoredWatch> ReadAsync(Device camera, CancellationToken cancellationToken)
    {
        var watched = await covers.FindAsync(camera.Id, cancellationToken);
        var watch = new CameraWatch
        {
            CameraId = camera.Id,
            DisplayName = camera.Name.En,
            TimeZone = ingest.TimeZone,
            Zones = await zones.FindAsync(camera.Id, cancellationToken),
            Covers = watched.Covers,
            CoverReferences = await covers.PicturesOfAsync(camera.Id, watched, cancellationToken),
            Fixtures = await fixtures.FindAsync(camera.Id, cancellationToken),
            EmptyReference = await streets.FindAsync(camera.Id, cancellationToken),
        };
        return new StoredWatch(await views.FindAsync(watch, cancellationToken), watched);
    }
}
