namespace UrbanGrid.Hub.Replay;

/// <summary>Replays of clips.</summary>
public static class ReplayServices
{
    /// <summary>Adds them.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="folder">Folder of their files; emptied at start and end.</param>
    public static void AddReplays(this IServiceCollection services, string folder)
    {
        services.AddSingleton(new ReplayLimits());
        services.AddSingleton(s => new ReplayShelf(folder, s.GetRequiredService<ReplayLimits>()));
        services.AddSingleton<ReplayOrder>();
        services.AddSingleton<ReplayDescriber>();
        services.AddSingleton<ReplayDesk>();
        services.AddHostedService(s => s.GetRequiredService<ReplayDesk>());
    }
}
