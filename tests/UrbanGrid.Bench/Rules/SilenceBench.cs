using System.Collections.Concurrent;
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
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench;

/// <summary>How far from their limits silences were told.</summary>
/// <param name="DeviationsMs">Told at, less limit; sorted.</param>
/// <param name="ManagedMb">Managed memory when all devices were known.</param>
/// <param name="CpuSeconds">Processor time from the first reading to the last alarm.</param>
internal sealed record SilenceResult(double[] DeviationsMs, long ManagedMb, double CpuSeconds);

/// <summary>
/// Many devices behind one edge agent are heard once over MQTT and never again. Each has a limit of its own; the real ingest,
/// its store included, tells each on the machine's clock.
/// </summary>
internal static class SilenceBench
{
    private const string Agent = "bench-agent";
    private const int LeastLimitMs = 30_000;
    private const int JitterMs = 30_000;
    private const int UnderWay = 2_000;

    public static async Task<SilenceResult> RunAsync(string folder, RulesBenchOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var watch = new Watch();
        await using var app = Build(folder, watch);
        await app.StartAsync(cancellationToken);
        var registry = app.Services.GetRequiredService<DeviceRegistry>();
        var agent = new Device { Id = Agent, Model = "edge-agent", Name = new LocalName("代理", "agent") };
        var token = (await registry.CreateAsync(agent, cancellationToken)).Token;
        await registry.ApplyAsync([.. Enumerable.Range(0, options.Devices).Select(Silent)], [], cancellationToken);
        var managed = GC.GetTotalMemory(forceFullCollection: true) / 1_000_000;

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var port = new Uri(address.Replace("tcp", "http", StringComparison.Ordinal)).Port;
        await using var client = await ProbeClient.ConnectAsync(port, Agent, token, cancellationToken);
        var cpu = Environment.CpuUsage.TotalTime;
        await HearAllAsync(client, options.Devices, cancellationToken);
        while (watch.Deviations.Count < options.Devices && !watch.IsQuietFor(TimeSpan.FromMilliseconds(LeastLimitMs + JitterMs + 30_000)))
        {
            await Task.Delay(500, cancellationToken);
        }

        var used = Environment.CpuUsage.TotalTime - cpu;
        await app.StopAsync(CancellationToken.None);
        return new SilenceResult([.. watch.Deviations.Order()], managed, used.TotalSeconds);
    }

    private static WebApplication Build(string folder, Watch watch)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseConnectionHandler<MqttConnectionHandler>()));
        builder.Services.AddSingleton<IObservationSubscriber>(watch);
        builder.Services.AddIngest(new IngestOptions
        {
            DataDirectory = folder,
            RegistryConnection = $"Data Source={Path.Combine(folder, "app.db")}",
            DeviceMessagesPerSecond = 1e9,
            DeviceBurst = 1e9,
        });
        return builder.Build();
    }

    private static Device Silent(int number) => new()
    {
        Id = IdOf(number),
        Model = "generic",
        Name = new LocalName("设备", "device"),
        GridCode = $"grid-{number % 200}",
        Gateway = Agent,
        Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            string.Create(CultureInfo.InvariantCulture, $$"""{"health.suspect_s":5,"health.offline_s":{{LimitMs(number) / 1_000d}}}"""))!,
    };

    private static string IdOf(int number) => $"s-{number}";

    /// <summary>A limit of its own for each, spread as if by chance.</summary>
    private static int LimitMs(int number) => LeastLimitMs + (int)(number * 7_919L % JitterMs);

    private static async Task HearAllAsync(MqttClient client, int devices, CancellationToken cancellationToken)
    {
        var pending = new Queue<Task<MqttReasonCode>>();
        for (var i = 0; i < devices; i++)
        {
            pending.Enqueue(client.PublishAsync(DeviceTopic.Telemetry(IdOf(i)), """{"values":{"x":1}}"""u8.ToArray(), MqttQos.AtLeastOnce, retain: false, cancellationToken));
            if (pending.Count >= UnderWay)
            {
                await pending.Dequeue();
            }
        }

        await Task.WhenAll(pending);
    }

    /// <summary>A hub that notes how far from its limit each silence was told.</summary>
    private sealed class Watch : IObservationSubscriber
    {
        private DateTimeOffset _last = TimeProvider.System.GetUtcNow();

        public ConcurrentBag<double> Deviations { get; } = [];

        public bool IsQuietFor(TimeSpan time) => TimeProvider.System.GetUtcNow() - _last > time;

        public ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
        {
            _last = TimeProvider.System.GetUtcNow();
            if (alarm is { Rule: "silence", ClearedAt: null } && alarm.DeviceId.StartsWith("s-", StringComparison.Ordinal))
            {
                var limit = LimitMs(int.Parse(alarm.DeviceId.AsSpan(2), CultureInfo.InvariantCulture));
                Deviations.Add(_last.ToUnixTimeMilliseconds() - (alarm.StartedAt + limit));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void DeviceChanged(DeviceTwin twin)
        {
        }

        public void VehicleMoved(VehiclePosition position)
        {
        }
    }
}
