using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.ThingsBoard;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>Sends commands to devices and waits for their answers.</summary>
public sealed class DeviceCommands
{
    private const int MaxPending = 10_000;

    private readonly Lazy<MqttServer> _server;
    private readonly ThingsBoardApi _thingsBoard;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(string Device, string Command), TaskCompletionSource<ReplyPayload>> _pending = new();

    internal DeviceCommands(Lazy<MqttServer> server, ThingsBoardApi thingsBoard, TimeProvider time) =>
        (_server, _thingsBoard, _time) = (server, thingsBoard, time);

    /// <summary>Sends a command at QoS 1 and waits for the reply.</summary>
    /// <exception cref="TimeoutException">The device did not answer in time.</exception>
    /// <exception cref="InvalidOperationException">Too many commands wait for an answer.</exception>
    public async Task<ReplyPayload> SendAsync(string deviceId, string name, JsonElement? args, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_pending.Count >= MaxPending)
        {
            throw new InvalidOperationException($"{MaxPending} commands wait for an answer already; try again later.");
        }

        var id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<ReplyPayload>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[(deviceId, id)] = answer;
        try
        {
            if (!await _thingsBoard.SendAsync(deviceId, id, name, args, cancellationToken))
            {
                var payload = JsonSerializer.SerializeToUtf8Bytes(new CommandPayload(id, args), WireJson.Default.CommandPayload);
                await _server.Value.PublishAsync(DeviceTopic.Command(deviceId, name), payload, MqttQos.AtLeastOnce, retain: false, cancellationToken);
            }

            return await answer.Task.WaitAsync(patience, _time, cancellationToken);
        }
        finally
        {
            _pending.TryRemove((deviceId, id), out _);
        }
    }

    internal void Answer(string deviceId, string commandId, ReplyPayload reply)
    {
        if (_pending.TryRemove((deviceId, commandId), out var waiting))
        {
            waiting.TrySetResult(reply);
        }
    }

    internal void Answer(string deviceId, string commandId, in ReadOnlySequence<byte> payload)
    {
        if (!_pending.TryRemove((deviceId, commandId), out var waiting))
        {
            return;
        }

        try
        {
            var json = new Utf8JsonReader(payload);
            waiting.TrySetResult(JsonSerializer.Deserialize(ref json, WireJson.Default.ReplyPayload) ?? new ReplyPayload(false, null));
        }
        catch (JsonException problem)
        {
            waiting.TrySetException(new InvalidDataException($"The device's reply cannot be read: {problem.Message}", problem));
        }
    }
}
