using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Commands;

/// <summary>Commands to devices.</summary>
public static class CommandServices
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="kept">How long commands are kept after they were closed.</param>
    public static void AddCommands(this IServiceCollection services, TimeSpan kept)
    {
        services.AddSingleton<CommandBook>();
        services.AddSingleton<CommandFeed>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<TakeReply>(s => (reply, ct) => s.GetRequiredService<CommandDesk>().TakeAsync(reply, ct));
        services.AddHostedService(s => ActivatorUtilities.CreateInstance<CommandTimer>(s, kept));
    }
}
