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
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench;

/// <summary>First line of the child process.</summary>
internal sealed record IngestBenchReady(int Port, string[] Tokens);

/// <summary>The measured side: the real ingest with a hub that ignores what it is told.</summary>
internal static class IngestBenchServer
{
    public const string Name = "ingest-server";

    /// <summary>Asks for an <see cref="IngestBenchMark"/>.</summary>
    public const string Mark = "mark";

    /// <summary>Asks for the messages stored.</summary>
    public const string Stored = "stored";

    /// <summary>Asks for an <see cref="IngestBenchMark"/> after a collection.</summary>
    public const string Collect = "collect";

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var (folder, devices) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
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
        var tokens = await RegisterAsync(app.Services.GetRequiredService<DeviceRegistry>(), devices, cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(JsonSerializer.Serialize(new IngestBenchReady(new Uri(address.Replace("tcp", "http", StringComparison.Ordinal)).Port, tokens)));
        while (await Console.In.ReadLineAsync(cancellationToken) is { } question)
        {
            Console.WriteLine(question == Stored
                ? JsonSerializer.Serialize(await CountAsync(app.Services.GetRequiredService<ITelemetryStore>(), devices, cancellationToken))
                : JsonSerializer.Serialize(Used(collect: question == Collect)));
        }

        await app.StopAsync(CancellationToken.None);
    }

    private static async Task<string[]> RegisterAsync(DeviceRegistry registry, int devices, CancellationToken cancellationToken)
    {
        var tokens = new string[devices];
        for (var i = 0; i < devices; i++)
        {
            var device = new Device { Id = MqttLoad.DeviceId(i), Model = "manhole-cover", Name = new LocalName("设备", "device"), GridCode = $"grid-{i % 20}" };
            tokens[i] = (await registry.CreateAsync(device, cancellationToken)).Token;
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
