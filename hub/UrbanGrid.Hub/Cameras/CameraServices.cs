namespace UrbanGrid.Hub.Cameras;

/// <summary>Cameras and their detectors.</summary>
public static class CameraServices
{
    /// <summary>Adds them. The desk is a hosted service so that it stops after ingest and before the stores.</summary>
    public static void AddCameras(this IServiceCollection services)
    {
        services.AddSingleton<ZoneStore>();
        services.AddSingleton<BrokenFrames>();
        services.AddSingleton<PictureWatchdog>();
        services.AddHostedService(s => s.GetRequiredService<PictureWatchdog>());
        services.AddSingleton<CameraDesk>();
        services.AddSingleton<CameraMetrics>();
        services.AddHostedService(s => s.GetRequiredService<CameraDesk>());
    }
}
