using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Clips;

/// <summary>Clips of incidents.</summary>
public static class ClipServices
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="folder">Folder of files on their way; hubs that share evidence share it.</param>
    public static void AddClips(this IServiceCollection services, string folder)
    {
        services.AddSingleton<ClipSettings>();
        services.AddSingleton(s => new IncomingFiles(folder, s.GetRequiredService<ClipSettings>().IncomingBytes));
        services.AddSingleton<ClipDesk>();
        services.AddSingleton<TakeFilePart>(s => (part, ct) => s.GetRequiredService<ClipDesk>().TakeAsync(part, ct));
        services.AddHostedService<ClipTimer>();
    }
}
