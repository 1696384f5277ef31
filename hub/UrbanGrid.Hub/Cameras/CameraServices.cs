using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Cameras.Edge;
using UrbanGrid.Hub.Cameras.EmptyStreets;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Cameras.KnownViews;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Cameras and their detectors.</summary>
public static class CameraServices
{
    /// <summary>Adds them. The workers are a hosted service so that they stop after ingest and before the stores.</summary>
    /// <param name="services">The services.</param>
    /// <param name="objects">Configuration file of the object detector; null for none.</param>
    /// <param name="pictures">Folder of the pictures that say how views should be.</param>
    public static void AddCameras(this IServiceCollection services, string? objects, string pictures)
    {
        // What is stored of a camera.
        services.AddSingleton(typeof(CameraRows<>));
        services.AddSingleton<ZoneStore>();
        services.AddSingleton<PrivacyMasks>();
        services.AddSingleton(s => new CameraPictures(s.GetRequiredService<PrivacyMasks>(), pictures));
        services.AddSingleton<CoverStore>();
        services.AddSingleton<FixtureStore>();
        services.AddSingleton<EmptyStreetStore>();
        services.AddSingleton<KnownViewStore>();
        services.AddSingleton<StoredWatches>();

        // Its pictures and detectors.
        services.AddSingleton<LiveViews>();
        services.AddSingleton<BrokenFrames>();
        services.AddSingleton(s => new ObjectDetection(objects, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ObjectDetection>>()));
        services.AddSingleton<EdgeOrders>();
        services.AddSingleton<EdgePictures>();
        services.AddSingleton<EdgeOverlays>();
        services.AddSingleton<EdgeLearned>();
        services.AddSingleton<EdgeNews>();
        services.AddSingleton<TakeDetectorNews>(s => s.GetRequiredService<EdgeNews>().TakeAsync);
        services.AddSingleton<EdgeCameras>();
        services.AddHostedService(s => s.GetRequiredService<EdgeCameras>());
        services.AddSingleton<PictureWatchdog>();
        services.AddHostedService(s => s.GetRequiredService<PictureWatchdog>());
        services.AddSingleton<CameraWorkers>();
        services.AddHostedService(s => s.GetRequiredService<CameraWorkers>());
        services.AddSingleton<CameraDesk>();
        services.AddSingleton<CameraMetrics>();

        // What people change.
        services.AddSingleton<ZoneDesk>();
        services.AddSingleton<CoverDesk>();
        services.AddSingleton<FixtureDesk>();
        services.AddSingleton<EmptyStreetDesk>();
    }
}
