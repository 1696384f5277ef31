using System.Buffers;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Brokers;

/// <summary>
/// What becomes of a message of an external broker: the same as of one that a device sends to the hub itself. Who may
/// publish where is the broker's to decide; the device is the one the topic names.
/// </summary>
internal sealed class BrokerIntake(
    DeviceLanes lanes, ObservationPipeline pipeline, TelemetryWriter writer, DeviceCommands commands, DeviceFiles files, DetectorNews news, BrokerMetrics metrics,
    IngestMetrics ingest, IngestOptions options, TimeProvider time)
{
    private static readonly LocalName s_noName = new("", "");

    /// <summary>Takes a delivery; its receipt completes when it is stored, which is when the broker may forget it.</summary>
    public async ValueTask TakeAsync(MqttDelivery delivery, CancellationToken cancellationToken)
    {
        var parsed = DeviceTopic.TryParse(delivery.Topic, out var topic);
        if ((parsed && topic.Kind == TopicKind.Command) || delivery.Topic.StartsWith(TopicAccess.HubRoot, StringComparison.Ordinal))
        {
            // What hubs say themselves comes back here: a shared subscription cannot leave it out.
            metrics.Received("own");
            delivery.Receipt.Complete();
            return;
        }

        var device = TopicAccess.DeviceOf(delivery.Topic);
        if (device is null || lanes.Find(device) is not { Device.Enabled: true } lane)
        {
            metrics.Received("unknown_device");
            await SetAsideAsync(delivery, device, cancellationToken);
            return;
        }

        metrics.Received("accepted");
        if (parsed && topic.Kind == TopicKind.Reply)
        {
            await commands.AnswerAsync(topic.DeviceId, topic.Tail, new ReadOnlySequence<byte>(delivery.Payload), cancellationToken);
        }

        if (parsed && topic.Kind == TopicKind.File)
        {
            // What nobody asked for is acknowledged all the same: a broker would bring it for ever.
            await files.TakeAsync(topic, new ReadOnlySequence<byte>(delivery.Payload), cancellationToken);
        }

        var refused = parsed && topic.Kind is TopicKind.Overlay or TopicKind.Learned
            ? await news.TakeAsync(topic, new ReadOnlySequence<byte>(delivery.Payload), cancellationToken)
            : null;

        // One slow device must not hold up the others, whose messages come on the same connection: no rate limit here.
        await pipeline.AcceptAsync(new Arrival(lane, parsed ? topic : null, Inbound(delivery), Refused: refused) { Unthrottled = true }, cancellationToken);
    }

    /// <summary>Keeps a message nobody is registered for among the dead letters; it is acknowledged like one that could be used.</summary>
    private ValueTask SetAsideAsync(MqttDelivery delivery, string? device, CancellationToken cancellationToken)
    {
        var id = device ?? "";
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        ingest.DeadLetter(Refusal.UnknownDevice);
        var observation = new Observation
        {
            Device = new Device { Id = id, Model = DeviceModels.Generic, Name = s_noName },
            Kind = TopicKind.Event,
            ReceivedAt = now,
            Receipt = delivery.Receipt,
            DeadLetter = new DeadLetter
            {
                DeviceId = id,
                ReceivedAt = now,
                Topic = delivery.Topic,
                Reason = Refusal.UnknownDevice.Code(),
                Detail = Refusal.UnknownDevice.Text(),
                Refused = 1,
                PayloadBytes = delivery.Payload.Length,
                Payload = delivery.Payload[..Math.Min(delivery.Payload.Length, options.DeadLetterBytes)].ToArray(),
            },
        };
        return writer.WriteAsync(observation, cancellationToken);
    }

    private static MqttInbound Inbound(MqttDelivery delivery) => new()
    {
        Topic = delivery.Topic,
        Payload = new ReadOnlySequence<byte>(delivery.Payload),
        Qos = delivery.Qos,
        Retain = delivery.Retain,
        Duplicate = delivery.Duplicate,
        Properties = delivery.Properties,
        Receipt = delivery.Receipt,
    };
}
