using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>What comes in on one connection of a client: packets are read, deliveries handed over one after the other.</summary>
internal sealed class ClientReceiver(
    MqttClientOptions options, PipeReader input, ClientOutbox outbox, ClientInbox inbox, AsyncSignal written,
    Func<MqttDelivery, CancellationToken, ValueTask> deliver)
{
    private readonly TopicCache _topics = new();
    private readonly TopicAliases _aliases = new(options.TopicAliasMaximum);
    private readonly Channel<MqttDelivery> _deliveries = Channel.CreateBounded<MqttDelivery>(
        new BoundedChannelOptions(options.MaxPendingDeliveries) { SingleReader = true, SingleWriter = true });

    private PropertySet? _properties;
    private long _packetsRead;
    private volatile bool _heldUp;
    private volatile bool _takesNothingMore;

    /// <summary>Packets read so far.</summary>
    public long PacketsRead => Interlocked.Read(ref _packetsRead);

    /// <summary>Whether reading waits because too many deliveries are not handled or acknowledged.</summary>
    public bool IsHeldUp => _heldUp;

    /// <summary>Whether further deliveries are left to the server, which gives them again to the next connection.</summary>
    public bool TakesNothingMore
    {
        get => _takesNothingMore;
        set => _takesNothingMore = value;
    }

    /// <summary>No more deliveries come.</summary>
    public void Complete() => _deliveries.Writer.TryComplete();

    /// <summary>Hands deliveries over until the connection is lost.</summary>
    public async Task DeliverAsync(CancellationToken lost)
    {
        await foreach (var delivery in _deliveries.Reader.ReadAllAsync(lost))
        {
            await deliver(delivery, lost);
        }
    }

    /// <summary>Reads until the connection is lost.</summary>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    /// <exception cref="MqttProtocolException">It broke the protocol.</exception>
    public async Task RunAsync(CancellationToken lost)
    {
        while (true)
        {
            var result = await input.ReadAsync(lost);
            var buffer = result.Buffer;
            while (RawPacket.TryCut(ref buffer, options.MaxPacketBytes, out var packet))
            {
                Interlocked.Increment(ref _packetsRead);
                await HandleAsync(packet, lost);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new IOException("The server closed the connection.");
            }
        }
    }

    private ValueTask HandleAsync(in RawPacket packet, CancellationToken lost)
    {
        switch (packet.Type)
        {
            case PacketType.Publish:
                return ReceiveAsync(PublishPacket.Read(packet, options.Version, _topics, ref _properties), lost);
            case PacketType.PubAck or PacketType.PubComp:
                var ack = AckPacket.Read(packet, options.Version);
                outbox.Acknowledge(ack.PacketId, ack.Reason);
                break;
            case PacketType.PubRec:
                var received = AckPacket.Read(packet, options.Version);
                outbox.Release(received.PacketId, received.Reason);
                break;
            case PacketType.PubRel:
                inbox.Released(AckPacket.Read(packet, options.Version).PacketId);
                break;
            case PacketType.SubAck or PacketType.UnsubAck:
                outbox.Answer(SubAckPacket.Read(packet, options.Version));
                break;
            case PacketType.PingResp:
                break;
            case PacketType.Disconnect:
                var reason = DisconnectPacket.Read(packet, options.Version).Reason;
                throw new IOException($"The server closed the connection: {reason}.");
            default:
                throw MqttProtocolException.Protocol($"A server may not send packet type {(int)packet.Type} now.");
        }

        written.Set();
        return default;
    }

    private ValueTask ReceiveAsync(in PublishPacket publish, CancellationToken lost)
    {
        var topic = _aliases.Resolve(publish.Topic, _properties?.Number(PropertyId.TopicAlias));
        if (TakesNothingMore && publish.Qos != MqttQos.AtMostOnce)
        {
            return default;
        }

        var delivery = new MqttDelivery(topic, publish.Payload.ToArray(), publish.Qos, publish.Retain)
        {
            Properties = MqttMessageProperties.From(_properties),
            Duplicate = publish.Duplicate,
        };
        return QueueAsync(delivery, publish.PacketId, lost);
    }

    private async ValueTask QueueAsync(MqttDelivery delivery, ushort packetId, CancellationToken lost)
    {
        _heldUp = true;
        if (packetId != 0)
        {
            if (await inbox.TakeAsync(packetId, delivery.Qos, lost) is not { } receipt)
            {
                _heldUp = false;
                return;
            }

            delivery = delivery with { Receipt = receipt };
        }

        await _deliveries.Writer.WriteAsync(delivery, lost);
        _heldUp = false;
    }
}
