using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>Where everything on this machine hands over what the hub shall get. Never waits for the network.</summary>
public sealed class Outbox
{
    private readonly SpoolFolder _spool;
    private readonly string _agentId;
    private readonly TimeProvider _time;
    private readonly ILogger<Outbox> _logger;
    private bool _diskRefuses;

    /// <summary>Hands over to the spool in the name of the agent's devices.</summary>
    public Outbox(SpoolFolder spool, string agentId, TimeProvider time, ILogger<Outbox> logger)
    {
        (_spool, _agentId, _time, _logger) = (spool, agentId, time, logger);
        foreach (var (name, lane) in spool.Lanes)
        {
            lane.Dropped += lost => TellDropped(name, lost, lane.DroppedRecords);
        }
    }

    /// <summary>Messages lost because the disk refused them.</summary>
    public long LostRecords { get; private set; }

    /// <summary>Sensor values, made by <see cref="TelemetryJson"/>.</summary>
    public void Telemetry(string deviceId, ReadOnlySpan<byte> json) => Put(_spool.Telemetry, DeviceTopic.Telemetry(deviceId), json);

    /// <summary>A position.</summary>
    public void Position(string deviceId, PositionPayload position) =>
        Put(_spool.Telemetry, DeviceTopic.Position(deviceId), JsonSerializer.SerializeToUtf8Bytes(position, WireJson.Default.PositionPayload));

    /// <summary>A camera frame.</summary>
    public void Frame(string deviceId, long timestamp, ReadOnlySpan<byte> jpeg) =>
        Put(_spool.Frames, DeviceTopic.Frame(deviceId, timestamp), jpeg);

    /// <summary>An alarm of a detector that runs here, with as many of its pictures as one message may hold.</summary>
    public void Detection(Alarm alarm) => Put(_spool.Telemetry, DeviceTopic.Detection(alarm.DeviceId), DetectionJson.Write(alarm));

    /// <summary>What the detectors of a camera have learned.</summary>
    public void Learned(string deviceId, CameraLearned learned) => Put(_spool.Telemetry, DeviceTopic.Learned(deviceId), learned.Write());

    /// <summary>A part of a file that the hub asked for.</summary>
    public void FilePart(string deviceId, string fileId, int part, ReadOnlySpan<byte> bytes) =>
        Put(_spool.Files, DeviceTopic.File(deviceId, fileId, part), bytes);

    /// <summary>The manifest of such a file.</summary>
    public void FileManifest(string deviceId, string fileId, FileManifest manifest) =>
        FilePart(deviceId, fileId, 0, JsonSerializer.SerializeToUtf8Bytes(manifest, WireJson.Default.FileManifest));

    /// <summary>The answer to a command.</summary>
    public void Reply(string deviceId, string commandId, ReplyPayload reply) =>
        Put(_spool.Telemetry, DeviceTopic.Reply(deviceId, commandId), JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Default.ReplyPayload));

    /// <summary>Something that happened to a device.</summary>
    public void Event(string deviceId, string type, JsonObject data)
    {
        var payload = new EventPayload(_time.GetUtcNow().ToUnixTimeMilliseconds(), type, JsonSerializer.SerializeToElement(data));
        Put(_spool.Telemetry, DeviceTopic.Event(deviceId), JsonSerializer.SerializeToUtf8Bytes(payload, WireJson.Default.EventPayload));
    }

    private void Put(SpoolLane lane, string topic, ReadOnlySpan<byte> payload)
    {
        try
        {
            lane.Append(topic, payload);
            if (_diskRefuses)
            {
                _diskRefuses = false;
                _logger.LogInformation("The disk takes messages again; {Lost} were lost so far", LostRecords);
            }
        }
        catch (IOException e)
        {
            LostRecords++;
            if (!_diskRefuses)
            {
                _diskRefuses = true;
                _logger.LogError("The spool's disk refuses messages ({Error}); they are lost until it has room", e.Message);
            }
        }
    }

    private void TellDropped(string lane, long lost, long total)
    {
        _logger.LogWarning("The {Lane} lane is full: its {Lost} oldest messages were dropped, {Total} since start", lane, lost, total);
        Event(_agentId, "spool_dropped", new JsonObject { ["lane"] = lane, ["messages"] = lost, ["since_start"] = total });
    }
}
