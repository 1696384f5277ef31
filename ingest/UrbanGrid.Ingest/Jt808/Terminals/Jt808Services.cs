using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Composition of the gateway of vehicle terminals.</summary>
internal static class Jt808Services
{
    /// <summary>Adds it; the host connects Kestrel end points to <see cref="Jt808ConnectionHandler"/> and may add its <see cref="TakeTerminalMedium"/>.</summary>
    public static IServiceCollection AddJt808(this IServiceCollection services)
    {
        services.AddSingleton<Jt808Metrics>();
        services.AddSingleton<TerminalNumbers>();
        services.AddSingleton<TerminalSessions>();
        services.AddSingleton<TerminalAdmission>();
        services.AddSingleton<TerminalAnswers>();
        services.TryAddSingleton<TakeTerminalMedium>(_ => (_, _) => ValueTask.CompletedTask);
        services.AddSingleton(s => new Lazy<TakeTerminalMedium>(s.GetRequiredService<TakeTerminalMedium>));
        services.AddSingleton<TerminalGateway>();
        services.AddSingleton<ICommandLink, Jt808CommandLink>();
        services.AddSingleton(s => new Jt808ConnectionHandler(
            s.GetRequiredService<TerminalGateway>(), s.GetRequiredService<Jt808Metrics>(), s.GetRequiredService<IngestOptions>().Jt808, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<Jt808ConnectionHandler>>()));
        services.AddSingleton<TerminalUpkeep>();
        services.AddHostedService(s => s.GetRequiredService<TerminalUpkeep>());
        services.AddHostedService<UdpListener>();
        return services;
    }
}
