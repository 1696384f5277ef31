using System.Globalization;
using Serilog;
using Serilog.Events;

namespace UrbanGrid.Hub.Setup;

/// <summary>Where the log goes: the console, and files of a day each that are kept for two weeks.</summary>
public static class HubLogging
{
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <summary>Adds it.</summary>
    public static void AddHubLogging(this WebApplicationBuilder builder, HubOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                .WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")
                .WriteTo.File(
                    options.PathOf("logs", "hub-.log"), formatProvider: CultureInfo.InvariantCulture, outputTemplate: Template, rollingInterval: RollingInterval.Day,
                    fileSizeLimitBytes: 50 * 1024 * 1024, rollOnFileSizeLimit: true, retainedFileCountLimit: 14)
                .CreateLogger(),
            dispose: true);
    }
}
