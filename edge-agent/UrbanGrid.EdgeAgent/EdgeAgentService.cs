using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.EdgeAgent.Commands;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Health;
using UrbanGrid.EdgeAgent.Sensors;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.EdgeAgent.Vehicles;
using UrbanGrid.Mqtt;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.EdgeAgent;

/// <summary>
/// The whole agent: devices → outbox → spool on disk → drainers → hub. Stops in that order too: first nothing new is
/// made, then what waits is sent if the hub is there, then the spool is closed, last the connection.
/// </summary>
public sealed class EdgeAgentService : BackgroundService
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SyncPeriod = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly ILogger<EdgeAgentService> _logger;
    private readonly SpoolFolder _spool;
    private readonly MqttClient _client;
    private readonly StatusBoard _board;
    private readonly NowLine _now;
    private readonly Outbox _outbox;
    private readonly LaneDrainer _telemetry;
    private readonly LaneDrainer _frames;
    private readonly LaneDrainer _files;
    private readonly List<IEdgeDevice> _devices;
    private readonly CommandDesk _desk;
    private readonly ObjectNetwork? _objects;

    /// <summary>Puts the agent together.</summary>
    /// <exception cref="SettingsException">The spool's folder, a route file or the object detector cannot be used.</exception>
    public EdgeAgentService(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _logger = loggers.CreateLogger<EdgeAgentService>();
        var routes = settings.Vehicles.Select(v => RouteFile.Load(v.Route, v.Line)).ToList();
        _objects = settings.Objects is { } file ? ObjectsFile.Load(file, time) : null;
        _spool = new SpoolFolder(settings.Spool, time);
        _client = HubConnection.Create(settings, time, loggers);
        _board = new StatusBoard(_client, loggers.CreateLogger<StatusBoard>());
        _now = new NowLine(_client);
        _outbox = new Outbox(_spool, settings.Agent.Id, time, loggers.CreateLogger<Outbox>());
        _telemetry = new LaneDrainer(
            _spool.Telemetry, _client, new LaneDrainerOptions(settings.Spool.TelemetryWindow), time, loggers.CreateLogger<LaneDrainer>());
        TimeSpan? skip = settings.Spool.SkipFramesOlderThanSeconds is > 0 and var s ? TimeSpan.FromSeconds(s) : null;
        _frames = new LaneDrainer(
            _spool.Frames, _client, new LaneDrainerOptions(settings.Spool.FrameWindow, skip), time, loggers.CreateLogger<LaneDrainer>());
        _files = new LaneDrainer(
            _spool.Files, _client, new LaneDrainerOptions(settings.Spool.FrameWindow), time, loggers.CreateLogger<LaneDrainer>());

        var cameras = settings.Cameras.Select(c => new CameraDevice(
            c, settings.Ffmpeg, CameraFolders.Of(settings, c.Id), _outbox, _board, _now, time, loggers, _objects?.Desk.For(c.Id))).ToList();
        _devices =
        [
            .. cameras,
            .. settings.Sensors.Select(IEdgeDevice (s) => s.Kind == "replay"
                ? new ReplayedSensors(s, _outbox, _board, time, loggers.CreateLogger<ReplayedSensors>())
                : new SimulatedSensor(s, SimulatedSensor.ModelOf(s, Random.Shared), _outbox, _board, time)),
            .. settings.Vehicles.Zip(routes, (v, route) => new VehicleDevice(v, route, _outbox, _board, time, Random.Shared)),
            new AgentHealth(settings.Agent, _spool, _telemetry, _frames, cameras, _objects?.Desk, _outbox, _board, time),
        ];
        _desk = new CommandDesk(_devices, _outbox, loggers.CreateLogger<CommandDesk>());
        ReportLeftovers();
        if (_objects is { } objects)
        {
            _logger.LogInformation(
                "Object detector {Model} runs on {Share:P0} of a core; its output is {Output}", Path.GetFileName(objects.Config.Model), objects.Config.CpuShare, objects.Output);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var device in _devices.OfType<IDisposable>())
        {
            device.Dispose();
        }

        _board.Dispose();
        _spool.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var uplinkStop = new CancellationTokenSource();
        _client.Start();
        Task[] uplink =
        [
            _telemetry.RunAsync(uplinkStop.Token),
            _frames.RunAsync(uplinkStop.Token),
            _files.RunAsync(uplinkStop.Token),
            _board.RunAsync(uplinkStop.Token),
            _now.RunAsync(uplinkStop.Token),
            SyncAsync(uplinkStop.Token),
            _desk.ListenAsync(_client, uplinkStop.Token),
        ];

        await Task.WhenAll(_devices.Select(d => RunAsync(d, stoppingToken)));
        await WaitForAsync(stoppingToken);

        _logger.LogInformation("Stopping: sending what waits");
        await FlushAsync();
        await uplinkStop.CancelAsync();
        await Task.WhenAll(uplink).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SyncAll();
        await _client.DisposeAsync();
        if (_objects is not null)
        {
            await _objects.DisposeAsync();
        }

        _logger.LogInformation("Stopped");
    }

    /// <summary>Runs one device; whatever befalls it, the others go on.</summary>
    private async Task RunAsync(IEdgeDevice device, CancellationToken cancellationToken)
    {
        try
        {
            await device.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
        catch (Exception e)
        {
            _logger.LogError(e, "{Device} stopped working", device.Id);
            _board.Set(device.Id, online: false);
            _outbox.Event(device.Id, "device_failed", new JsonObject { ["error"] = Secrets.Hide(e.Message) });
        }
    }

    private static async Task WaitForAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task FlushAsync()
    {
        using var patience = new CancellationTokenSource(FlushPatience, _time);
        try
        {
            while (_client.IsConnected && !_spool.Lanes.All(l => l.Lane.IsEmpty))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), _time, patience.Token);
            }

            await _board.CloseAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _logger.LogWarning("The hub did not take everything in time; the rest stays in the spool");
        }
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SyncPeriod, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                SyncAll();
            }
            catch (IOException e)
            {
                _logger.LogError("The spool cannot be synced to disk: {Error}", e.Message);
            }
        }
    }

    private void SyncAll()
    {
        foreach (var (_, lane) in _spool.Lanes)
        {
            lane.Sync();
        }
    }

    private void ReportLeftovers()
    {
        foreach (var (name, lane) in _spool.Lanes)
        {
            if (lane.TornBytes > 0)
            {
                _logger.LogWarning("The {Lane} lane ended in a half-written message of {Bytes} bytes; it was cut off", name, lane.TornBytes);
            }

            if (!lane.IsEmpty)
            {
                _logger.LogInformation("The {Lane} lane holds messages of an earlier run; they are sent first", name);
            }
        }
    }
}
