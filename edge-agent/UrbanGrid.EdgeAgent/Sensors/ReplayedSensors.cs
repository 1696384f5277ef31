using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>
/// Plays a recording as if it happened now: rows keep their spacing, their time stamps are moved to the present.
/// </summary>
public sealed class ReplayedSensors(
    SensorSettings settings, Outbox outbox, StatusBoard board, TimeProvider time, ILogger<ReplayedSensors> logger) : IEdgeDevice, IDisposable
{
    private readonly Dictionary<string, TelemetryJson> _writers = new(StringComparer.Ordinal);
    private readonly ReplayFile _file = new(settings.File!, message => logger.LogWarning("{Message}", message));
    private long _rows;

    /// <inheritdoc/>
    public string Id => settings.Id;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        do
        {
            var before = _rows;
            var start = time.GetUtcNow();
            await foreach (var row in _file.ReadAsync(cancellationToken))
            {
                var due = start + row.Offset;
                var pause = due - time.GetUtcNow();
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, cancellationToken);
                }

                Publish(row, due);
            }

            if (_rows == before)
            {
                logger.LogWarning("{File} holds no row that can be replayed", settings.File);
                return;
            }

            // One second between two rounds, so that their stamps do not meet.
            await Task.Delay(TimeSpan.FromSeconds(settings.Loop ? 1 : 0), time, cancellationToken);
        }
        while (settings.Loop);
        outbox.Event(Id, "replay_ended", new JsonObject { ["rows"] = _rows });
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args) =>
        CommandAnswer.Refuse($"'{command}' cannot be done: this device is a recording");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var writer in _writers.Values)
        {
            writer.Dispose();
        }
    }

    private void Publish(ReplayRow row, DateTimeOffset at)
    {
        var device = row.DeviceId ?? Id;
        if (!_writers.TryGetValue(device, out var writer))
        {
            _writers[device] = writer = new TelemetryJson();
            board.Set(device, online: true);
        }

        outbox.Telemetry(device, writer.Write(at.ToUnixTimeMilliseconds(), row.Values));
        _rows++;
    }
}
