namespace UrbanGrid.Mqtt.Server;

/// <summary>Finds the subscribers of a message and queues it to each of them once.</summary>
internal sealed class Router(SubscriptionTree subscriptions, MqttCounters counters)
{
    [ThreadStatic]
    private static Matches? t_found;

    [ThreadStatic]
    private static Dictionary<SessionState, Delivery>? t_merged;

    /// <summary>
    /// Who gets a message. What is returned is the thread's own and valid until the next call on it.
    /// </summary>
    public Matches Find(string topic, string? senderId)
    {
        var found = t_found ??= new Matches();
        found.Clear();
        subscriptions.Match(topic, found);
        if (senderId is not null)
        {
            ExceptLocal(found.Subscriptions, senderId);
        }

        return found;
    }

    /// <summary>
    /// Queues a message to everybody who was found. The task, if there is one, completes when every session that is kept
    /// has it in the store.
    /// </summary>
    public Task? Deliver(OutboundMessage message, Matches found)
    {
        Task? stored = null;
        var list = found.Subscriptions;
        if (list.Count == 1)
        {
            stored = Queue(list[0].Session, Wanted(message, list[0], null));
        }
        else if (list.Count > 1)
        {
            stored = DeliverMerged(message, list);
        }

        foreach (var group in found.Groups)
        {
            stored = Deliver(message, group) ?? stored;
        }

        list.Clear();
        found.Groups.Clear();
        return stored;
    }

    /// <summary>Gives what a session left unsent to another member of the group it was chosen from, MQTT 5 §4.8.2.</summary>
    public void GiveAway(in Delivery delivery) => _ = Deliver(delivery.Message, delivery.Group!);

    private static void ExceptLocal(List<Subscription> list, string senderId)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i].Request.NoLocal && list[i].Session.ClientId == senderId)
            {
                list.RemoveAt(i);
            }
        }
    }

    private Task? Deliver(OutboundMessage message, SharedGroup group) =>
        group.Next() is { } member ? Queue(member.Session, Wanted(message, member, group)) : null;

    /// <summary>Overlapping subscriptions of one session get one copy at the highest QoS, MQTT 5 §3.3.4.</summary>
    private Task? DeliverMerged(OutboundMessage message, List<Subscription> list)
    {
        var merged = t_merged ??= [];
        merged.Clear();
        foreach (var subscription in list)
        {
            var wanted = Wanted(message, subscription, null);
            merged[subscription.Session] = merged.TryGetValue(subscription.Session, out var other) ? Merge(other, wanted) : wanted;
        }

        Task? stored = null;
        foreach (var (session, delivery) in merged)
        {
            stored = Queue(session, delivery) ?? stored;
        }

        merged.Clear();
        return stored;
    }

    private static Delivery Wanted(OutboundMessage message, Subscription subscription, SharedGroup? group) => new(
        message,
        subscription.Request.Qos < message.Qos ? subscription.Request.Qos : message.Qos,
        subscription.Request.RetainAsPublished && message.Retain,
        subscription.Ids,
        group);

    private static Delivery Merge(in Delivery one, in Delivery other) => one with
    {
        Qos = one.Qos > other.Qos ? one.Qos : other.Qos,
        Retain = one.Retain || other.Retain,
        SubscriptionIds = [.. one.SubscriptionIds, .. other.SubscriptionIds],
    };

    private Task? Queue(SessionState session, in Delivery delivery)
    {
        switch (session.Deliver(delivery, out var stored))
        {
            case Admission.QueuedBehindMany:
                (t_found ??= new Matches()).Behind = session;
                break;
            case Admission.Dropped:
                counters.CountDropped();
                break;
            case Admission.TooSlow:
                counters.CountDropped();
                session.Connection?.Close(SessionEnd.ByServer(MqttReasonCode.QuotaExceeded, "The queue of messages to this client is full."));
                break;
            default:
                break;
        }

        return stored;
    }
}
