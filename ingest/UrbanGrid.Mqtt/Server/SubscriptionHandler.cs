using System.Buffers;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>SUBSCRIBE and UNSUBSCRIBE of one session; called by its read loop only.</summary>
internal sealed class SubscriptionHandler(MqttServer server, MqttSession session)
{
    public void Subscribe(SubscribePacket packet)
    {
        var reasons = new MqttReasonCode[packet.Requests.Count];
        var wanted = new List<SubscriptionRequest>();
        for (var i = 0; i < reasons.Length; i++)
        {
            reasons[i] = Subscribe(packet.Requests[i], packet.SubscriptionId, wanted);
        }

        Answer(new SubAckPacket(packet.PacketId, reasons), PacketType.SubAck);
        foreach (var request in wanted)
        {
            SendRetained(request, packet.SubscriptionId);
        }
    }

    public void Unsubscribe(UnsubscribePacket packet)
    {
        var reasons = packet.Filters
            .Select(f => session.Filters.Remove(f) && server.Subscriptions.Remove(session, f)
                ? MqttReasonCode.Success
                : MqttReasonCode.NoSubscriptionExisted)
            .ToArray();
        Answer(new SubAckPacket(packet.PacketId, reasons), PacketType.UnsubAck);
    }

    private MqttReasonCode Subscribe(SubscriptionRequest request, int subscriptionId, List<SubscriptionRequest> wanted)
    {
        if (request.Filter.StartsWith(MqttTopic.SharedPrefix, StringComparison.Ordinal))
        {
            return MqttReasonCode.SharedSubscriptionsNotSupported;
        }

        if (!MqttTopic.IsValidFilter(request.Filter))
        {
            return MqttReasonCode.TopicFilterInvalid;
        }

        if (!server.Application.MaySubscribe(session, request.Filter))
        {
            return MqttReasonCode.NotAuthorized;
        }

        var full = session.Filters.Count >= server.Options.MaxSubscriptionsPerSession
            && !session.Filters.Contains(request.Filter);
        if (full || session.Sender.RetainedBacklog >= server.Options.MaxRetainedMessages)
        {
            return MqttReasonCode.QuotaExceeded;
        }

        var granted = request with { Qos = request.Qos == MqttQos.AtMostOnce ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce };
        session.Filters.Add(request.Filter);
        var isNew = server.Subscriptions.Add(new Subscription(session, granted, subscriptionId));
        if (request.RetainHandling == RetainHandling.Always || (request.RetainHandling == RetainHandling.IfNew && isNew))
        {
            wanted.Add(granted);
        }

        return (MqttReasonCode)granted.Qos;
    }

    private void SendRetained(SubscriptionRequest request, int subscriptionId)
    {
        int[] ids = subscriptionId == 0 ? [] : [subscriptionId];
        foreach (var message in server.Retained.Matching(request.Filter))
        {
            if (!request.NoLocal || message.SenderId != session.ClientId)
            {
                var qos = (MqttQos)Math.Min((int)message.Qos, (int)request.Qos);
                session.Sender.Retained(new Delivery(message, qos, Retain: true, ids));
            }
        }
    }

    private void Answer(SubAckPacket packet, PacketType type)
    {
        var output = new ArrayBufferWriter<byte>();
        packet.Write(output, type, session.Version);
        session.Sender.Answer(output.WrittenSpan.ToArray());
    }
}
