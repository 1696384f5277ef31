using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.ThingsBoard;

/// <summary>A device's answer to a command over the API.</summary>
/// <param name="DeviceId">Device.</param>
/// <param name="CommandId">Command.</param>
/// <param name="Ok">False if the answer is an object with <c>error</c>.</param>
/// <param name="Result">The answer.</param>
internal sealed record ThingsBoardReply(string DeviceId, string CommandId, bool Ok, JsonElement Result);

/// <summary>
/// ThingsBoard's device API beside telemetry: attributes both ways, commands (RPC) both ways. Its topics are the same for all
/// devices, so everything goes to one session at a time.
/// </summary>
internal sealed class ThingsBoardApi(Lazy<MqttServer> server, DeviceRegistry registry, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;

    private readonly ConcurrentDictionary<MqttSession, ThingsBoardSession> _sessions = new();

    /// <summary>A session subscribed to a filter of the API.</summary>
    public void Subscribed(MqttSession session, string deviceId, string filter)
    {
        var listening = _sessions.GetOrAdd(session, s => new ThingsBoardSession(s, deviceId, time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (MqttTopic.Matches(filter, ThingsBoardTopic.Command("1")))
        {
            listening.WantsCommands = true;
        }

        if (MqttTopic.Matches(filter, ThingsBoardTopic.Attributes) && registry.Find(deviceId) is { } device)
        {
            listening.Shared = ThingsBoardAttributes.Of(device, ThingsBoardAttributes.Shared);
        }
    }

    /// <summary>A session is over.</summary>
    public void Ended(MqttSession session) => _sessions.TryRemove(session, out _);

    /// <summary>Whether a session of the device listens to anything.</summary>
    public bool IsListening(string deviceId) => Of(deviceId).Any();

    /// <summary>Since when a session of the device listens to commands, Unix ms; null if none does.</summary>
    public long? ListensSince(string deviceId)
    {
        long? since = null;
        foreach (var listening in Of(deviceId))
        {
            since = listening.WantsCommands && (since is null || listening.Since < since) ? listening.Since : since;
        }

        return since;
    }

    /// <summary>Sends a command as <c>{"method":name,"params":args}</c> to the sessions of a device that listen to commands.</summary>
    /// <returns>Whether there was one.</returns>
    public async ValueTask<bool> SendAsync(string deviceId, string commandId, string name, JsonElement? args, CancellationToken cancellationToken)
    {
        var sent = false;
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["method"] = name, ["params"] = args ?? (object)new Dictionary<string, string>() });
        foreach (var listening in Of(deviceId).Where(s => s.WantsCommands))
        {
            await TellAsync(listening.Session, ThingsBoardTopic.Command(listening.Expect(commandId)), payload, cancellationToken);
            sent = true;
        }

        return sent;
    }

    /// <summary>Tells a device's sessions what changed of its shared attributes.</summary>
    public async ValueTask DeviceChangedAsync(Device device, CancellationToken cancellationToken)
    {
        foreach (var listening in Of(device.Id))
        {
            var now = ThingsBoardAttributes.Of(device, ThingsBoardAttributes.Shared);
            var updates = ThingsBoardAttributes.Updates(listening.Shared, now);
            listening.Shared = now;
            foreach (var update in updates)
            {
                await TellAsync(listening.Session, ThingsBoardTopic.Attributes, update, cancellationToken);
            }
        }
    }

    /// <summary>Takes a message that is no telemetry. What it says is kept when the task completes.</summary>
    /// <returns>The answer to a command, if it is one.</returns>
    /// <exception cref="JsonException">It cannot be read; the message says why.</exception>
    public async ValueTask<ThingsBoardReply?> ReceiveAsync(
        MqttSession session, Device device, ThingsBoardTopic topic, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        if (payload.Length > MaxBytes)
        {
            throw new JsonException($"{payload.Length} bytes; {MaxBytes} are allowed.");
        }

        using var document = payload.IsEmpty ? JsonDocument.Parse("{}") : ThingsBoardJson.Parse(payload);
        var message = document.RootElement;
        switch (topic.Kind)
        {
            case ThingsBoardTopicKind.Attributes:
                if (ThingsBoardAttributes.Changes(message, registry.Find(device.Id) ?? device) is { Count: > 0 } changes)
                {
                    await registry.SetAttributesAsync(device.Id, changes, cancellationToken);
                }

                return null;
            case ThingsBoardTopicKind.AttributesRequest:
                await TellAsync(session, ThingsBoardTopic.AttributesAnswer(topic.Id), ThingsBoardAttributes.Answer(message, registry.Find(device.Id) ?? device), cancellationToken);
                return null;
            case ThingsBoardTopicKind.RpcRequest:
                await TellAsync(session, ThingsBoardTopic.Answer(topic.Id), Answer(message), cancellationToken);
                return null;
            case ThingsBoardTopicKind.RpcResponse:
                return _sessions.TryGetValue(session, out var listening) && listening.Answered(topic.Id) is { } command
                    ? new ThingsBoardReply(device.Id, command, !IsError(message), message.Clone())
                    : null;
            default:
                return null;
        }
    }

    /// <summary>What a device may ask: the time, and whether anybody is there.</summary>
    private byte[] Answer(JsonElement request)
    {
        var method = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("method", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        return method switch
        {
            "getCurrentTime" or "getTime" => JsonSerializer.SerializeToUtf8Bytes(time.GetUtcNow().ToUnixTimeMilliseconds()),
            "ping" => Encoding.UTF8.GetBytes("\"pong\""),
            _ => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["error"] = "The hub knows getCurrentTime and ping." }),
        };
    }

    private static bool IsError(JsonElement answer) => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out _);

    private IEnumerable<ThingsBoardSession> Of(string deviceId) => _sessions.Select(s => s.Value).Where(s => s.DeviceId == deviceId);

    private ValueTask TellAsync(MqttSession session, string topic, byte[] payload, CancellationToken cancellationToken) =>
        server.Value.PublishToAsync(session, new MqttMessage { Topic = topic, Payload = payload, Qos = MqttQos.AtLeastOnce }, cancellationToken);
}
