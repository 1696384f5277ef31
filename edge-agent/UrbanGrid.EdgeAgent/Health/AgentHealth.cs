using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.EdgeAgent.Health;

/// <summary>The agent as a device of its own: reports its counters.</summary>
public sealed class AgentHealth(
    AgentSettings settings,
    SpoolFolder spool,
    LaneDrainer telemetry,
    LaneDrainer frames,
    IReadOnlyList<CameraDevice> cameras,
    ObjectDesk? objects,
    Outbox outbox,
    StatusBoard board,
    TimeProvider time) : IEdgeDevice, IDisposable
{
    private readonly ReportInterval _interval = new(settings.HealthPeriodSeconds, time);
    private readonly TelemetryJson _json = new();

    /// <inheritdoc/>
    public string Id => settings.Id;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        board.Set(Id, online: true);
        while (true)
        {
            outbox.Telemetry(Id, _json.Write(time.GetUtcNow().ToUnixTimeMilliseconds(), Counters()));
            await _interval.WaitAsync(atMost: null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args)
    {
        switch (command)
        {
            case "snapshot":
                return CommandAnswer.Done(new JsonObject(Counters().Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value.Number))));
            case ReportInterval.Command:
                return _interval.Set(args);
            default:
                return CommandAnswer.Unknown(command, "snapshot", ReportInterval.Command);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interval.Dispose();
        _json.Dispose();
    }

    private IEnumerable<KeyValuePair<string, MetricValue>> Counters()
    {
        yield return Of("spool_telemetry_bytes", spool.Telemetry.Bytes);
        yield return Of("spool_frames_bytes", spool.Frames.Bytes);
        yield return Of("spool_files_bytes", spool.Files.Bytes);
        yield return Of("dropped_files", spool.Files.DroppedRecords);
        yield return Of("recorded_bytes", cameras.Sum(c => c.RecordedBytes));
        yield return Of("dropped_telemetry", spool.Telemetry.DroppedRecords);
        yield return Of("dropped_frames", spool.Frames.DroppedRecords);
        yield return Of("damaged_segments", spool.Telemetry.DamagedSegments + spool.Frames.DamagedSegments);
        yield return Of("lost_on_disk", outbox.LostRecords);
        yield return Of("sent_telemetry", telemetry.Sent);
        yield return Of("sent_frames", frames.Sent);
        yield return Of("skipped_frames", frames.Skipped);
        yield return Of("refused", telemetry.Refused + frames.Refused);
        yield return Of("captured_frames", cameras.Sum(c => c.Frames));
        yield return Of("oversized_frames", cameras.Sum(c => c.Oversized));
        yield return Of("camera_restarts", cameras.Sum(c => c.Restarts));
        if (objects is not null)
        {
            yield return Of("objects_pictures", objects.Looked);
            yield return Of("objects_dropped", objects.Dropped);
            yield return Of("objects_failed", objects.Failed);
        }

        static KeyValuePair<string, MetricValue> Of(string metric, long value) => new(metric, new MetricValue((double)value));
    }
}
