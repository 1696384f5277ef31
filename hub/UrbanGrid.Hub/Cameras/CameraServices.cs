namespace UrbanGrid.Hub.Cameras;

/// <summary>Cameras and their detectors.</summary>
public static class CameraServices
{
    /// <summary>Adds them. The desk is a hosted service so that it stops after ingest and before the stores.</summary>
    /// <param name="services">The services.</param>
    /// <param name="objects">Configuration file of the object detector; null for none.</param>
    public static void AddCameras(this IServiceCollection services, string? objects)
    {
        services.AddSingleton<ZoneStore>();
        services.AddSingleton<PrivacyMasks>();
        services.AddSingleton<EdgeCameras>();
        services.AddHostedService(s => s.GetRequiredService<EdgeCameras>());
        services.AddSingleton<CoverStore>();
        services.AddSingleton<FixtureStore>();
        services.AddSingleton<EmptyStreetStore>();
        services.AddSingleton<BrokenFrames>();
        services.AddSingleton<PictureWatchdog>();
        services.AddHostedService(s => s.GetRequiredService<PictureWatchdog>());
        services.AddSingleton(s => new ObjectDetection(objects, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ObjectDetection>>()));
        services.AddSingleton<CameraDesk>();
        services.AddSingleton<CameraMetrics>();
        services.AddHostedService(s => s.GetRequiredService<CameraDesk>());
    }
}
