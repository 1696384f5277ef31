using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.ThingsBoard;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest;

/// <summary>
/// Starts ingest before the first socket opens, and stops it after the last receipt: clients are told good-bye, what they
/// sent is stored and acknowledged, what is stored is told, then the files are closed.
/// </summary>
internal sealed class IngestService(
    DeviceRegistry registry, GeofenceRegister geofences, DeviceModels models, TwinRebuilder rebuilder, ProfileLoader profiles, DepartedDevices departed, ThingsBoardApi thingsBoard,
    TelemetryWriter writer, GridWorkers workers, ObservationPipeline pipeline,
    DeviceLanes lanes, MqttGateway gateway, TerminalSessions terminals, MqttServer server, IngestOptions options, TimeProvider time, ILogger<IngestService> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private Task _writing = Task.CompletedTask;
    private Task _working = Task.CompletedTask;
    private Task _learning = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await registry.OpenAsync(cancellationToken);
        await geofences.RefreshAsync(cancellationToken);
        await server.StartAsync(cancellationToken);
        var states = await rebuilder.RebuildAsync(cancellationToken);
        _working = workers.RunAsync(_abort.Token);
        _writing = Task.Run(() => writer.RunAsync(pipeline.CommittedAsync, _abort.Token), CancellationToken.None);
        registry.Changed += OnChanged;
        registry.Removed += OnRemoved;
        models.Changed += lanes.UpdateModel;
        models.Changed += OnModelChanged;
        foreach (var state in states)
        {
            await workers.AdoptAsync(state, cancellationToken);
        }

        logger.LogInformation("Ingest knows {Devices} devices", states.Count);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await workers.RemindAsync(cancellationToken);
        _learning = Task.Run(() => profiles.RunAsync(registry.List(), workers, _abort.Token), CancellationToken.None);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        terminals.CloseAll();
        await server.StopAsync(options.StopPatience);
        registry.Changed -= OnChanged;
        registry.Removed -= OnRemoved;
        models.Changed -= lanes.UpdateModel;
        models.Changed -= OnModelChanged;
        writer.Complete();
        await EndAsync(_writing, cancellationToken);
        workers.Complete();
        await EndAsync(_working, cancellationToken);
        await _abort.CancelAsync();
        await _learning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _abort.Dispose();

    private async Task EndAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(options.StopPatience, time, cancellationToken);
        }
        catch (Exception problem) when (problem is TimeoutException or OperationCanceledException)
        {
            logger.LogWarning("Stopping ingest took too long; what was not stored was not acknowledged and comes again");
        }
    }

    private void OnChanged(Device device)
    {
        lanes.Update(device);
        if (!device.Enabled)
        {
            gateway.Disconnect(device.Id, MqttReasonCode.NotAuthorized);
        }

        _ = TryAsync(workers.RebindAsync(device, Now(), _abort.Token));
        _ = TryAsync(thingsBoard.DeviceChangedAsync(device, _abort.Token));
    }

    /// <summary>Every device of the model goes on under its rules as they are now; for devices of no known model that is the generic one.</summary>
    private void OnModelChanged(string key) => _ = TryAsync(workers.RebindAllAsync(
        registry.List().Where(d => d.Model == key || (key == DeviceModels.Generic && models.Find(d.Model) is null)), Now(), _abort.Token));

    private void OnRemoved(Device device)
    {
        lanes.Remove(device.Id);
        gateway.Disconnect(device.Id, MqttReasonCode.NotAuthorized);
        _ = TryAsync(departed.ForgetAsync(device, Now(), _abort.Token));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task TryAsync(ValueTask change)
    {
        try
        {
            await change;
        }
        catch (Exception problem) when (problem is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // Stopping: the registry is read again at the next start.
        }
    }
}
