using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent;

/// <summary>Runs the agent as a process: log, signals, orderly stop.</summary>
public static class AgentHost
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <summary>Runs until SIGTERM or Ctrl-C.</summary>
    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static async Task RunAsync(EdgeSettings settings)
    {
        await using var log = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<LogEventLevel>(settings.Log.Level, ignoreCase: true))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.File(
                Path.Combine(settings.Log.Directory, "edge-agent-.log"),
                outputTemplate: "{Timestamp:yyyy-MM-dd }" + Line,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14)
            .CreateLogger();

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSerilog(log);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<EdgeAgentService>();
        using var host = builder.Build();
        await host.RunAsync();
    }
}
