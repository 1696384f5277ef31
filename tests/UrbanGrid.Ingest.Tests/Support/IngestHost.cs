using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>The real ingest behind a real MQTT port, with a hub that remembers.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IngestHost(WebApplication app, int port, int terminalPort) => (_app, Port, TerminalPort) = (app, port, terminalPort);

    public int Port { get; }

    /// <summary>Port of vehicle terminals, TCP and UDP.</summary>
    public int TerminalPort { get; }

    public RecordingSubscriber Hub => _app.Services.GetRequiredService<RecordingSubscriber>();

    public DeviceRegistry Registry => _app.Services.GetRequiredService<DeviceRegistry>();

    public ITelemetryStore Store => _app.Services.GetRequiredService<ITelemetryStore>();

    public TwinBoard Board => _app.Services.GetRequiredService<TwinBoard>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<IngestHost> StartAsync(
        TempFolder folder, TimeProvider? time = null, Func<IngestOptions, IngestOptions>? adjust = null, Action<IServiceCollection>? services = null)
    {
        var (port, terminalPort) = (FreePort.Next(), FreePort.Next());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, port, l => l.UseConnectionHandler<MqttConnectionHandler>());
            k.Listen(IPAddress.Loopback, terminalPort, l => l.UseConnectionHandler<Jt808ConnectionHandler>());
        });
        var options = new IngestOptions
        {
            DataDirectory = folder.Path,
            RegistryConnection = $"Data Source={folder.File("app.db")};Pooling=False",
            TwinInterval = TimeSpan.Zero,
            StopPatience = TimeSpan.FromSeconds(5),
            Jt808 = new Jt808Options { Bind = IPAddress.Loopback, UdpPort = terminalPort },
        };
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<RecordingSubscriber>();
        builder.Services.AddSingleton<IObservationSubscriber>(s => s.GetRequiredService<RecordingSubscriber>());
        services?.Invoke(builder.Services);
        builder.Services.AddIngest(adjust?.Invoke(options) ?? options);
        var app = builder.Build();
        await app.StartAsync();
        return new IngestHost(app, port, terminalPort);
    }

    /// <summary>Registers a device; returns its token.</summary>
    public async Task<string> AddAsync(string id, string model, string? grid = "110101-01", object? attributes = null, string? gateway = null)
    {
        var device = new Device
        {
            Id = id,
            Model = model,
            Name = new LocalName("设备", "device"),
            GridCode = grid,
            Gateway = gateway,
            Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(attributes ?? new { }))!,
        };
        return (await Registry.CreateAsync(device, CancellationToken.None)).Token;
    }

    /// <summary>Gives a message to the pipeline as the gateway does, without a network in between.</summary>
    public ValueTask SendAsync(string device, string level, string payload) => SendAsync(device, level, Encoding.UTF8.GetBytes(payload));

    public ValueTask SendAsync(string device, string level, byte[] payload)
    {
        var topic = $"{DeviceTopic.Root}{device}/{level}";
        var message = new MqttInbound { Topic = topic, Payload = new ReadOnlySequence<byte>(payload), Qos = MqttQos.AtLeastOnce, Retain = false, Receipt = default };
        var lane = Get<DeviceLanes>().Find(device) ?? throw new InvalidOperationException($"No device {device}.");
        return Get<ObservationPipeline>().AcceptAsync(new Arrival(lane, DeviceTopic.TryParse(topic, out var parsed) ? parsed : null, message), CancellationToken.None);
    }

    /// <summary>Sends values and waits until the twin has them.</summary>
    public async Task ReportAsync(string device, long at, string metric, double value, ManualTime? time = null)
    {
        await SendAsync(device, "telemetry", JsonSerializer.Serialize(new { ts = at, values = new Dictionary<string, double> { [metric] = value } }));
        await Eventually.True(
            () => Board.Find(device)?.Values.TryGetValue(metric, out var v) == true && v.Timestamp == at, $"twin of {device} has {metric} of {at}", time);
    }

    public async Task<MqttClient> ConnectAsync(string user, string token, string? clientId = null)
    {
        var client = Client(user, token, clientId);
        client.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await client.WaitConnectedAsync(patience.Token);
        return client;
    }

    public MqttClient Client(string user, string token, string? clientId = null) => new(
        new MqttClientOptions { Host = "127.0.0.1", Port = Port, ClientId = clientId ?? $"{user}-{Guid.NewGuid():N}", UserName = user, Password = token },
        TimeProvider.System, NullLogger<MqttClient>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
