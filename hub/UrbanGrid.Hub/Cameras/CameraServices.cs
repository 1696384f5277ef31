namespace UrbanGrid.Hub.Cameras;

/// <summary>Cameras and their detectors.</summary>
public static class CameraServices
{
    /// <summary>Adds them. The desk is a hosted service so that it stops after ingest and before the stores.</summary>
    public static void AddCameras(this IServiceCollection services)
    {
        services.AddSingleton<ZoneStore>();
        services.AddSingleton<PrivacyMasks>();
        services.AddSingleton<EdgeCameras>();
        services.AddHostedService(s => s.GetRequiredService<EdgeCameras>());
        services.AddSingleton<CoverStore>();
        services.AddSingleton<BrokenFrames>();
        services.AddSingleton<CameraDesk>();
        services.AddHostedService(s => s.GetRequiredService<CameraDesk>());
    }
}
