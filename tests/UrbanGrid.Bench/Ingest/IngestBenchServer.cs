using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench;

/// <summary>First line of the child process.</summary>
internal sealed record IngestBenchReady(int Port, string[] Tokens, string[] AgentTokens);

/// <summary>The measured side: the real ingest with a hub that ignores what it is told.</summary>
internal static class IngestBenchServer
{
    public const string Name = "ingest-server";

    /// <summary>Asks for an <see cref="IngestBenchMark"/>.</summary>
    public const string Mark = "mark";

    /// <summary>Asks for the messages stored.</summary>
    public const string Stored = "stored";

    /// <summary>Asks for the rows of a backlog that are stored.</summary>
    public const string Rows = "rows";

    /// <summary>Asks for an <see cref="IngestBenchMark"/> after a collection.</summary>
    public const string Collect = "collect";

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var (folder, devices) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        var plan = args.Length > 2 ? JsonSerializer.Deserialize<BacklogPlan>(args[2]) : null;
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseLivelySockets();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseConnectionHandler<MqttConnectionHandler>()));
        builder.Services.AddSingleton<IObservationSubscriber, Nobody>();
        builder.Services.AddIngest(new IngestOptions
        {
            DataDirectory = folder,
            RegistryConnection = $"Data Source={Path.Combine(folder, "app.db")}",
            DeviceMessagesPerSecond = 1e9,
            DeviceBurst = 1e9,
        });
        await using var app = builder.Build();
        await app.StartAsync(cancellationToken);
        var registry = app.Services.GetRequiredService<DeviceRegistry>();
        var tokens = await RegisterAsync(registry, Enumerable.Range(0, devices).Select(DeviceOf), cancellationToken);
        var agentTokens = plan is null ? [] : await RegisterAsync(registry, plan, cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(JsonSerializer.Serialize(new IngestBenchReady(new Uri(address.Replace("tcp", "http", StringComparison.Ordinal)).Port, tokens, agentTokens)));
        while (await Console.In.ReadLineAsync(cancellationToken) is { } question)
        {
            var store = app.Services.GetRequiredService<ITelemetryStore>();
            Console.WriteLine(question switch
            {
                Stored => JsonSerializer.Serialize(await CountAsync(store, devices, cancellationToken)),
                Rows => JsonSerializer.Serialize(await CountAsync(store, plan!, cancellationToken)),
                _ => JsonSerializer.Serialize(Used(collect: question == Collect)),
            });
        }

        await app.StopAsync(CancellationToken.None);
    }

    private static Device DeviceOf(int number) =>
        new() { Id = MqttLoad.DeviceId(number), Model = "manhole-cover", Name = new LocalName("设备", "device"), GridCode = $"grid-{number % 20}" };

    private static async Task<string[]> RegisterAsync(DeviceRegistry registry, IEnumerable<Device> devices, CancellationToken cancellationToken) =>
        [.. (await registry.ApplyAsync([.. devices], [], cancellationToken)).Select(d => d.Token)];

    /// <summary>Agents and what is behind them; returns the agents' tokens.</summary>
    private static async Task<string[]> RegisterAsync(DeviceRegistry registry, BacklogPlan plan, CancellationToken cancellationToken)
    {
        var name = new LocalName("设备", "device");
        var tokens = await RegisterAsync(
            registry, Enumerable.Range(0, plan.Agents).Select(a => new Device { Id = BacklogPlan.AgentId(a), Model = "edge-agent", Name = name }), cancellationToken);
        foreach (var chunk in Enumerable.Range(0, plan.Devices).Chunk(10_000))
        {
            await RegisterAsync(
                registry,
                chunk.Select(d => new Device
                {
                    Id = BacklogPlan.DeviceId(d), Model = "manhole-cover", Name = name, GridCode = $"grid-{d % 500}", Gateway = BacklogPlan.AgentId(d % plan.Agents),
                }),
                cancellationToken);
        }

        return tokens;
    }

    private static IngestBenchMark Used(bool collect)
    {
        if (collect)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return new IngestBenchMark(GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime.TotalMilliseconds, Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false));
    }

    /// <summary>A message counts as stored when its last value is.</summary>
    private static async Task<long> CountAsync(ITelemetryStore store, int devices, CancellationToken cancellationToken)
    {
        var stored = 0L;
        for (var i = 0; i < devices; i++)
        {
            var counts = await Task.WhenAll(((string[])["tilt", "water_level"]).Select(async metric =>
                (await store.QueryAsync(new SeriesQuery(MqttLoad.DeviceId(i), metric, 0, long.MaxValue / 2, 86_400_000), cancellationToken)).Sum(p => p.Count)));
            stored += counts.Min();
        }

        return stored;
    }

    private static async Task<long> CountAsync(ITelemetryStore store, BacklogPlan plan, CancellationToken cancellationToken)
    {
        var rows = 0L;
        for (var d = 0; d < plan.Devices; d++)
        {
            var points = await store.QueryAsync(
                new SeriesQuery(BacklogPlan.DeviceId(d), BacklogPlan.Metric, 0, long.MaxValue / 2, 86_400_000), cancellationToken);
            rows += points.Sum(p => p.Count);
        }

        return rows;
    }

    private sealed class Nobody : IObservationSubscriber
    {
        public ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void DeviceChanged(DeviceTwin twin)
        {
        }

        public void VehicleMoved(VehiclePosition position)
        {
        }
    }
}
