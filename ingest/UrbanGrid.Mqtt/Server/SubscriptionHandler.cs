using System.Buffers;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>SUBSCRIBE and UNSUBSCRIBE of one session; called by its read loop only.</summary>
internal sealed class SubscriptionHandler(MqttServer server, MqttSession session)
{
    private readonly SessionState _state = session.State;

    /// <summary>Retained messages that the packet in work asks for.</summary>
    private readonly List<(Subscription Subscription, OutboundMessage Message)> _wanted = [];

    /// <summary>Subscribes and answers; the answer of a persistent session means that the store has it.</summary>
    public async ValueTask SubscribeAsync(SubscribePacket packet)
    {
        var reasons = new MqttReasonCode[packet.Requests.Count];
        Task? stored = null;
        string? why = null;
        for (var i = 0; i < reasons.Length; i++)
        {
            var request = packet.Requests[i];
            (reasons[i], var refusal) = Check(request);
            why ??= refusal;
            if (reasons[i] == MqttReasonCode.Success)
            {
                reasons[i] = (MqttReasonCode)request.Qos;
                stored = Add(new Subscription(_state, request, packet.SubscriptionId)) ?? stored;
            }
        }

        if (stored is not null)
        {
            await stored;
        }

        Answer(new SubAckPacket(packet.PacketId, reasons, session.Connect.WantsProblemInformation ? why : null), PacketType.SubAck);
        SendRetained();
    }

    public async ValueTask UnsubscribeAsync(UnsubscribePacket packet)
    {
        var reasons = new List<MqttReasonCode>();
        Task? stored = null;
        foreach (var filter in packet.Filters)
        {
            if (!MqttTopic.IsValidFilter(filter))
            {
                reasons.Add(MqttReasonCode.TopicFilterInvalid);
                continue;
            }

            var had = _state.Subscriptions.Remove(filter) && server.Subscriptions.Remove(_state, filter);
            stored = had ? _state.Journal?.Unsubscribed(filter) ?? stored : stored;
            reasons.Add(had ? MqttReasonCode.Success : MqttReasonCode.NoSubscriptionExisted);
        }

        if (stored is not null)
        {
            await stored;
        }

        Answer(new SubAckPacket(packet.PacketId, reasons), PacketType.UnsubAck);
    }

    /// <summary>Success, or why a subscription is refused.</summary>
    private (MqttReasonCode Reason, string? Why) Check(SubscriptionRequest request)
    {
        if (SharedFilter.IsMeant(request.Filter))
        {
            if (request.NoLocal)
            {
                throw MqttProtocolException.Protocol("No Local on a shared subscription, §3.8.3.1.");
            }

            if (!SharedFilter.TryParse(request.Filter, out _))
            {
                return (MqttReasonCode.TopicFilterInvalid, $"'{request.Filter}' is not $share/NAME/FILTER.");
            }
        }
        else if (!MqttTopic.IsValidFilter(request.Filter))
        {
            return (MqttReasonCode.TopicFilterInvalid, $"'{request.Filter}' is no topic filter.");
        }

        if (!server.Application.MaySubscribe(session, SharedFilter.Heard(request.Filter)))
        {
            return (server.Options.RefusedSubscription, $"This client may not subscribe to '{request.Filter}'.");
        }

        var isFull = _state.Subscriptions.Count >= server.Options.MaxSubscriptionsPerSession
            && !_state.Subscriptions.ContainsKey(request.Filter);
        return isFull || _state.Outbox.RetainedCount + _wanted.Count >= server.Options.MaxRetainedMessages
            ? (MqttReasonCode.QuotaExceeded, "This client has too many subscriptions, or retained messages to read.")
            : (MqttReasonCode.Success, null);
    }

    private Task? Add(Subscription subscription)
    {
        var request = subscription.Request;
        _state.Subscriptions[request.Filter] = subscription;
        var isNew = server.Subscriptions.Add(subscription);
        // §4.8.2: no retained messages on a shared subscription.
        if (!SharedFilter.IsMeant(request.Filter)
            && (request.RetainHandling == RetainHandling.Always || (request.RetainHandling == RetainHandling.IfNew && isNew)))
        {
            _wanted.AddRange(server.Retained.Matching(request.Filter)
                .Where(m => !request.NoLocal || m.SenderId != session.ClientId)
                .Select(m => (subscription, m)));
        }

        return _state.Journal?.Subscribed(subscription);
    }

    private void SendRetained()
    {
        foreach (var (subscription, message) in _wanted)
        {
            var qos = message.Qos < subscription.Request.Qos ? message.Qos : subscription.Request.Qos;
            _state.Outbox.AddRetained(new Delivery(message, qos, Retain: true, subscription.Ids));
        }

        _wanted.Clear();
        session.Sender.Wake();
    }

    private void Answer(SubAckPacket packet, PacketType type)
    {
        var output = new ArrayBufferWriter<byte>();
        packet.Write(output, type, session.Version);
        if (output.WrittenCount > session.Connect.MaximumPacketSize)
        {
            // §3.9.2.1.2: the reason string must not make it larger than the client takes.
            output.Clear();
            (packet with { ReasonString = null }).Write(output, type, session.Version);
        }

        session.Sender.Answer(output.WrittenSpan.ToArray());
    }
}
