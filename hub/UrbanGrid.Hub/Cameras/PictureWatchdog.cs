using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Looks every second which cameras' frames have stopped, and tells it.</summary>
public sealed class PictureWatchdog(
    DeviceRegistry devices, TwinBoard twins, TakeAlarm takeAlarm, TimeProvider time, ILogger<PictureWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, PictureWatch> _cameras = new(StringComparer.Ordinal);

    /// <summary>A frame of a camera came.</summary>
    public void Came(string cameraId)
    {
        var now = Now();
        _cameras.GetOrAdd(cameraId, id => new PictureWatch(id, now)).Came(now);
    }

    /// <summary>What is known of a camera; null before its first frame.</summary>
    public PictureWatch? Find(string cameraId) => _cameras.GetValueOrDefault(cameraId);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (id, watch) in _cameras)
            {
                try
                {
                    await AdvanceAsync(id, watch, stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    logger.LogError(problem, "Camera {Camera}: its silence could not be told.", id);
                }
            }
        }
    }

    private async Task AdvanceAsync(string id, PictureWatch watch, CancellationToken cancellationToken)
    {
        var device = devices.Find(id);
        if (device is not { Enabled: true })
        {
            // Alarms of devices that are gone are ended by whoever keeps them.
            _cameras.TryRemove(id, out _);
            return;
        }

        if (watch.Advance(Now(), AgentLives(device)) is { } alarm)
        {
            await takeAlarm(alarm, cancellationToken);
        }
    }

    /// <summary>The agent's own health; a camera that speaks for itself is silent as a device then, and ingest tells that.</summary>
    private bool AgentLives(Device device) =>
        twins.Find(device.Gateway ?? device.Id)?.Health == DeviceHealth.Online;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
