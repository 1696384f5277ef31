using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using UrbanGrid.Ingest.Sessions;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Broker;

/// <summary>The MQTT server alone, as a plain broker: for comparisons, and for the interoperability suites of others.</summary>
public static class BrokerRun
{
    /// <summary>First argument that asks for it.</summary>
    public const string Command = "broker";

    private const int Stopped = 0;
    private const int WrongCommandLine = 2;
    private const int PortInUse = 3;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs until it is told to stop; returns the exit code.</summary>
    /// <param name="arguments">What follows <see cref="Command"/>.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.Out.Write(BrokerCommandLine.Help);
            return Stopped;
        }

        try
        {
            var options = BrokerCommandLine.Parse(arguments);
            await using var app = Build(options);
            await app.Services.GetRequiredService<MqttServer>().StartAsync(CancellationToken.None);
            await app.StartAsync();
            Console.Out.WriteLine(Announcement(options));
            await app.WaitForShutdownAsync();
            return Stopped;
        }
        catch (ArgumentException wrong)
        {
            return Tell(wrong.Message, WrongCommandLine);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return Tell(taken.Message, PortInUse);
        }
    }

    private static WebApplication Build(PlainBrokerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(s => new Lazy<MqttServer>(s.GetRequiredService<MqttServer>));
        builder.Services.AddSingleton<OpenApplication>();
        if (options.Data is { } folder)
        {
            builder.Services.AddSingleton<IMqttSessionStore>(s => new SqliteSessionStore(
                Path.Combine(folder, "sessions.db"), TimeProvider.System, s.GetRequiredService<ILogger<SqliteSessionStore>>()));
        }

        builder.Services.AddSingleton(s => new MqttServer(
            s.GetRequiredService<OpenApplication>(), BrokerLimits.Options, TimeProvider.System, s.GetRequiredService<ILogger<MqttServer>>(),
            s.GetService<IMqttSessionStore>()));
        builder.Services.AddSingleton<MqttConnectionHandler>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Listen(kestrel, options.Bind, options.Port, mqtt => mqtt.UseConnectionHandler<MqttConnectionHandler>());
            if (options.WebSocketPort is { } port)
            {
                Listen(kestrel, options.Bind, port, _ => { });
            }
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.MapMqtt("/mqtt");
        var server = app.Services.GetRequiredService<MqttServer>();
        app.Lifetime.ApplicationStopping.Register(() => server.StopAsync(StopPatience).GetAwaiter().GetResult());
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, IPAddress address, int port, Action<ListenOptions> configure)
    {
        if (address.Equals(IPAddress.Any))
        {
            kestrel.ListenAnyIP(port, configure);
        }
        else
        {
            kestrel.Listen(address, port, configure);
        }
    }

    private static string Announcement(PlainBrokerOptions options) =>
        $"MQTT broker listens on port {options.Port}"
        + (options.WebSocketPort is { } port ? $", WebSocket on port {port} at /mqtt" : "")
        + (options.Data is { } folder ? $"; sessions are kept in {folder}" : "; sessions are kept in memory");

    private static int Tell(string sentence, int exitCode)
    {
        Console.Error.WriteLine(sentence);
        return exitCode;
    }
}
