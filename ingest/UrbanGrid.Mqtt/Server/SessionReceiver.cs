using System.Buffers;
using System.IO.Pipelines;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// The read loop of one session. It hands each message to the application before it looks at the next, and does not
/// read the socket while the application, the ring of unacknowledged messages or the client's own slowness holds it up.
/// </summary>
internal sealed class SessionReceiver(MqttServer server, MqttSession session, PipeReader input)
{
    private readonly TopicCache _topics = new();
    private readonly SessionSender _sender = session.Sender;
    private readonly SubscriptionHandler _subscriptions = new(server, session);
    private readonly HandshakeHandler _handshakes = new(session);
    private PropertySet? _properties;
    private string?[]? _aliases;

    /// <summary>Reads until the session is to end; returns how it ends if the client or the network ended it.</summary>
    public async Task<SessionEnd> RunAsync()
    {
        var isPart = false;
        while (true)
        {
            if (isPart)
            {
                session.Watch.Continue();
            }
            else
            {
                session.Watch.Start();
            }

            var result = await input.ReadAsync();
            session.Watch.Stop();
            if (session.End is { } end)
            {
                input.AdvanceTo(result.Buffer.Start);
                return end;
            }

            // Unless all is well, nothing of it is looked at again.
            var unread = result.Buffer.End;
            SessionEnd? ended;
            try
            {
                (unread, ended) = await HandleAllAsync(result.Buffer);
                isPart = unread.Equals(result.Buffer.Start);
            }
            finally
            {
                input.AdvanceTo(unread, result.Buffer.End);
            }

            if (ended is not null)
            {
                return ended;
            }

            if (result.IsCompleted)
            {
                return SessionEnd.Lost;
            }
        }
    }

    /// <summary>Handles the packets that are complete; tells where the rest begins, or how the session ends.</summary>
    private async ValueTask<(SequencePosition Unread, SessionEnd? End)> HandleAllAsync(ReadOnlySequence<byte> buffer)
    {
        var length = buffer.Length;
        var messages = 0;
        try
        {
            while (RawPacket.TryCut(ref buffer, server.Options.MaxPacketBytes, out var packet))
            {
                if (packet.Type == PacketType.Publish)
                {
                    messages++;
                    var receiving = ReceiveAsync(packet);
                    if (!receiving.IsCompletedSuccessfully)
                    {
                        await receiving;
                    }
                }
                else if (await HandleAsync(packet) is { } byClient)
                {
                    return (buffer.Start, byClient);
                }

                if (session.End is { } closed)
                {
                    return (buffer.Start, closed);
                }
            }

            return (buffer.Start, null);
        }
        finally
        {
            server.Counters.CountIn(messages, length - buffer.Length);
        }
    }

    private ValueTask ReceiveAsync(in RawPacket packet)
    {
        var publish = PublishPacket.Read(packet, session.Version, _topics, ref _properties);
        var topic = session.Version == MqttVersion.V5 ? ResolveAlias(publish.Topic) : publish.Topic;
        if (_properties?.Has(PropertyId.SubscriptionIdentifier) == true)
        {
            throw MqttProtocolException.Protocol("A client sends no subscription identifier with a message, §3.3.4.");
        }

        var properties = MqttMessageProperties.From(_properties);
        if (publish.Qos == MqttQos.AtMostOnce)
        {
            return PassOn(publish, topic, properties, default);
        }

        if (!IsOverReceiveMaximum(publish))
        {
            return Accept(publish, topic, properties);
        }

        if (session.Version == MqttVersion.V5)
        {
            throw new MqttProtocolException(
                MqttReasonCode.ReceiveMaximumExceeded, "More unacknowledged messages than the receive maximum.");
        }

        return AcceptLaterAsync(publish, topic, properties);
    }

    /// <summary>Messages of QoS 2 count until they are released, MQTT 5 §4.9.</summary>
    private bool IsOverReceiveMaximum(in PublishPacket publish)
    {
        if (_sender.Acks.IsFull)
        {
            return true;
        }

        return publish.Qos == MqttQos.ExactlyOnce && session.Version == MqttVersion.V5 && !publish.Duplicate
            && session.State.Receipts.Count >= server.Options.MaxInflightPerSession;
    }

    private async ValueTask AcceptLaterAsync(PublishPacket publish, string topic, MqttMessageProperties? properties)
    {
        while (_sender.Acks.IsFull && session.End is null)
        {
            await _sender.ProgressAsync();
        }

        if (session.End is null)
        {
            await Accept(publish, topic, properties);
        }
    }

    private ValueTask Accept(in PublishPacket publish, string topic, MqttMessageProperties? properties)
    {
        var exactlyOnce = publish.Qos == MqttQos.ExactlyOnce;
        var receipt = new PublishReceipt(_sender, _sender.Acks.Add(publish.PacketId, exactlyOnce));
        if (exactlyOnce && !session.State.Receipts.TryBegin(publish.PacketId, receipt, out var isDone))
        {
            if (isDone)
            {
                receipt.Complete();
            }

            return ValueTask.CompletedTask;
        }

        return PassOn(publish, topic, properties, receipt);
    }

    private ValueTask PassOn(in PublishPacket publish, string topic, MqttMessageProperties? properties, PublishReceipt receipt)
    {
        if (!server.Application.MayPublish(session, topic))
        {
            server.Counters.CountDenied();
            receipt.Complete(MqttReasonCode.NotAuthorized);
            return ValueTask.CompletedTask;
        }

        var message = new MqttInbound
        {
            Topic = topic,
            Payload = publish.Payload,
            Qos = publish.Qos,
            Retain = publish.Retain,
            Duplicate = publish.Duplicate,
            Properties = properties,
            Receipt = receipt,
        };
        return server.Application.ReceiveAsync(session, message, session.Closing);
    }

    private string ResolveAlias(string topic)
    {
        if (_properties?.Number(PropertyId.TopicAlias) is not { } alias)
        {
            return topic.Length > 0 ? topic : throw MqttProtocolException.Protocol("Neither topic nor topic alias.");
        }

        if (alias == 0 || alias > server.Options.TopicAliasMaximum)
        {
            throw new MqttProtocolException(MqttReasonCode.TopicAliasInvalid, $"Topic alias {alias} is out of range.");
        }

        _aliases ??= new string?[server.Options.TopicAliasMaximum + 1];
        if (topic.Length > 0)
        {
            return _aliases[alias] = topic;
        }

        return _aliases[alias] ?? throw MqttProtocolException.Protocol($"Topic alias {alias} has not been set.");
    }

    /// <summary>Any packet but PUBLISH; returns how the session ends if that is what the packet says.</summary>
    private async ValueTask<SessionEnd?> HandleAsync(RawPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                _handshakes.Handle(AckPacket.Read(packet, session.Version));
                break;
            case PacketType.Subscribe:
                await _subscriptions.SubscribeAsync(SubscribePacket.Read(packet, session.Version));
                break;
            case PacketType.Unsubscribe:
                await _subscriptions.UnsubscribeAsync(UnsubscribePacket.Read(packet, session.Version));
                break;
            case PacketType.PingReq:
                if (!packet.Body.IsEmpty)
                {
                    throw MqttProtocolException.Malformed("PINGREQ has no body.");
                }

                _sender.Answer(PingPackets.Response);
                break;
            case PacketType.Disconnect:
                return Disconnect(DisconnectPacket.Read(packet, session.Version));
            default:
                throw MqttProtocolException.Protocol($"A client may not send packet type {(int)packet.Type} now.");
        }

        while (_sender.IsBacklogged && session.End is null)
        {
            await _sender.ProgressAsync();
        }

        return null;
    }

    private SessionEnd Disconnect(DisconnectPacket disconnect)
    {
        if (disconnect.SessionExpirySeconds is > 0 && session.Connect.SessionExpirySeconds == 0)
        {
            throw MqttProtocolException.Protocol("Session expiry was 0 in CONNECT and cannot be raised, §3.14.2.2.2.");
        }

        if (disconnect.SessionExpirySeconds is { } expiry)
        {
            session.State.ExpirySeconds = Math.Min(expiry, server.Options.LongestExpirySeconds);
        }

        return SessionEnd.ByClient(disconnect.Reason);
    }
}
