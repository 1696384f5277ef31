namespace UrbanGrid.Mqtt.Server;

/// <summary>Finds the subscribers of a message and queues it to each of them once.</summary>
internal sealed class Router(SubscriptionTree subscriptions, MqttCounters counters)
{
    [ThreadStatic]
    private static List<Subscription>? t_found;

    /// <summary>
    /// Delivers; <paramref name="outbound"/> is made when the first subscriber is found, unless the caller has it.
    /// </summary>
    public void Deliver(MqttMessage message, ref OutboundMessage? outbound, TimeProvider time, MqttSession? only = null)
    {
        var found = t_found ??= [];
        found.Clear();
        subscriptions.Match(message.Topic, found);
        found.RemoveAll(s => (s.Request.NoLocal && s.Session.ClientId == message.SenderId) || (only is not null && s.Session != only));
        if (found.Count == 0)
        {
            return;
        }

        outbound ??= new OutboundMessage(message, time);
        if (found.Count == 1)
        {
            Queue(outbound, found[0].Session, found);
        }
        else
        {
            // Overlapping subscriptions of one session get one copy at the highest QoS, MQTT 5 §3.3.4.
            foreach (var ofSession in found.GroupBy(s => s.Session))
            {
                Queue(outbound, ofSession.Key, [.. ofSession]);
            }
        }

        found.Clear();
    }

    private void Queue(OutboundMessage message, MqttSession session, List<Subscription> matching)
    {
        var qos = MqttQos.AtMostOnce;
        var retain = false;
        foreach (var subscription in matching)
        {
            qos = (MqttQos)Math.Max((int)qos, (int)subscription.Request.Qos);
            retain |= subscription.Request.RetainAsPublished && message.Retain;
        }

        qos = (MqttQos)Math.Min((int)qos, (int)message.Qos);
        int[] ids = matching.TrueForAll(s => s.Id == 0) ? [] : [.. matching.Where(s => s.Id != 0).Select(s => s.Id)];
        if (session.Sender.TryDeliver(new Delivery(message, qos, retain, ids)))
        {
            return;
        }

        counters.CountDropped();
        if (qos != MqttQos.AtMostOnce)
        {
            session.Close(SessionEnd.ByServer(MqttReasonCode.QuotaExceeded));
        }
    }
}
