using System.Buffers;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Mapping;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.ThingsBoard;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Turns bytes into what they mean; what cannot be used is set aside with its reason.</summary>
internal sealed class ObservationReader(IngestOptions options, IngestMetrics metrics)
{
    public void Read(in Arrival arrival, Observation observation)
    {
        var payload = arrival.Message.Payload;
        var scope = new ReadScope(observation, arrival.Lane, options);
        switch (arrival.Topic?.Kind)
        {
            case not null when arrival.Refused is { } refused:
                observation.RefuseWhole(Refusal.BadJson, refused);
                break;
            case TopicKind.Telemetry when arrival.Format == PayloadFormat.ThingsBoard:
                ThingsBoardTelemetryReader.Read(payload, scope);
                break;
            case TopicKind.Telemetry when arrival.Lane.Model.Mapping is { } mapping:
                MappedPayloadReader.Read(payload, mapping, scope);
                break;
            case TopicKind.Telemetry:
                TelemetryPayloadReader.Read(payload, scope);
                break;
            case TopicKind.Position:
                PositionPayloadReader.Read(payload, scope);
                break;
            case TopicKind.Event:
                EventPayloadReader.Read(payload, scope);
                break;
            case TopicKind.Status:
                ReadStatus(payload, observation);
                break;
            case TopicKind.Detection:
                ReadDetection(payload, scope);
                break;
            case TopicKind.Frame:
                CheckFrame(payload, arrival.Topic.Value, scope);
                break;
            case TopicKind.Reply or TopicKind.File or TopicKind.Overlay or TopicKind.Learned:
                break;
            default:
                observation.RefuseWhole(Refusal.UnknownTopic, arrival.Message.Topic);
                break;
        }

        if (observation.Refused > 0)
        {
            SetAside(arrival.Message.Topic, payload, observation);
        }
    }

    /// <summary>The same for a message that its own gateway has understood.</summary>
    public void Read(DeviceLane lane, IForeignMessage message, Observation observation)
    {
        message.Read(new ReadScope(observation, lane, options));
        if (observation.Refused > 0)
        {
            SetAside(message.Source, new ReadOnlySequence<byte>(message.Bytes), observation);
        }
    }

    private void SetAside(string topic, in ReadOnlySequence<byte> payload, Observation observation)
    {
        var (reason, detail) = observation.FirstRefusal;
        metrics.DeadLetter(reason);
        observation.DeadLetter = new DeadLetter
        {
            DeviceId = observation.Device.Id,
            ReceivedAt = observation.ReceivedAt,
            Topic = topic,
            Reason = reason.Code(),
            Detail = $"{reason.Text()} {detail}",
            Refused = observation.Refused,
            PayloadBytes = payload.Length,
            Payload = payload.Slice(0, Math.Min(payload.Length, options.DeadLetterBytes)).ToArray(),
        };
    }

    private static void ReadStatus(in ReadOnlySequence<byte> payload, Observation observation)
    {
        Span<byte> word = stackalloc byte[16];
        var length = (int)Math.Min(payload.Length, word.Length);
        payload.Slice(0, length).CopyTo(word);
        observation.SaysOnline = word[..length].SequenceEqual("online"u8) ? true : word[..length].SequenceEqual("offline"u8) ? false : null;
        if (observation.SaysOnline is null)
        {
            observation.RefuseWhole(Refusal.BadJson, "A status is the word online or offline, without quotes.");
        }
    }

    private void ReadDetection(in ReadOnlySequence<byte> payload, ReadScope scope)
    {
        var observation = scope.Observation;
        if (payload.Length > options.MaxFrameBytes)
        {
            observation.RefuseWhole(Refusal.PayloadTooLarge, $"{payload.Length} bytes; {options.MaxFrameBytes} are allowed.");
            return;
        }

        try
        {
            var json = new Utf8JsonReader(payload);
            var alarm = JsonSerializer.Deserialize(ref json, WireJson.Default.Alarm);
            if (alarm is not { Id: not null, Rule.Length: > 0 } || alarm.DeviceId != observation.Device.Id
                || !alarm.Id.StartsWith(alarm.DeviceId + ":", StringComparison.Ordinal))
            {
                observation.RefuseWhole(Refusal.BadJson, "'deviceId' must be the device of the topic, 'id' must begin with it, and 'rule' must name the rule.");
            }
            else if (scope.TryStamp(alarm.RaisedAt, out _))
            {
                observation.Detection = alarm;
            }
        }
        catch (JsonException problem)
        {
            observation.RefuseWhole(Refusal.BadJson, problem.Message);
        }
    }

    private void CheckFrame(in ReadOnlySequence<byte> payload, DeviceTopic topic, ReadScope scope)
    {
        var observation = scope.Observation;
        if (!long.TryParse(topic.Tail, NumberStyles.None, CultureInfo.InvariantCulture, out var taken))
        {
            observation.RefuseWhole(Refusal.UnknownTopic, "The last level of a frame's topic is its Unix time in milliseconds.");
        }
        else if (payload.Length > options.MaxFrameBytes)
        {
            observation.RefuseWhole(Refusal.PayloadTooLarge, $"{payload.Length} bytes; {options.MaxFrameBytes} are allowed.");
        }
        else if (scope.TryStamp(taken, out var timestamp))
        {
            var bytes = payload.ToArray();
            if (FrameCheck.IsJpeg(bytes))
            {
                observation.Frame = new CameraFrame(observation.Device.Id, timestamp, bytes);
            }
            else
            {
                observation.RefuseWhole(Refusal.BadJpeg, $"{bytes.Length} bytes.");
            }
        }
    }
}
