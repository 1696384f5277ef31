namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Subscriptions by the levels of their filters, so that a message is matched in the depth of its topic and not in the
/// number of subscriptions. Any number of connections match at the same time, without a lock.
/// </summary>
internal sealed class SubscriptionTree
{
    private readonly Lock _lock = new();
    private readonly TopicNode _root = new("");
    private int _count;

    /// <summary>Subscriptions there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds or replaces; true if the session had no subscription to the filter.</summary>
    public bool Add(Subscription subscription)
    {
        var filter = subscription.Request.Filter;
        var isShared = SharedFilter.TryParse(filter, out var shared);
        lock (_lock)
        {
            var node = _root;
            ReadOnlySpan<char> rest = isShared ? shared!.Filter : filter;
            var more = true;
            while (more)
            {
                node = node.GetOrAdd(MqttTopic.NextLevel(ref rest, out more));
            }

            var isNew = isShared ? node.Add(subscription, shared!.Group) : node.Add(subscription);
            _count += isNew ? 1 : 0;
            return isNew;
        }
    }

    /// <summary>Removes a session's subscription; false if it had none.</summary>
    public bool Remove(SessionState session, string filter)
    {
        var shared = SharedFilter.TryParse(filter, out var parsed) ? parsed : null;
        lock (_lock)
        {
            var removed = Remove(_root, shared?.Filter ?? filter, session, shared?.Group);
            _count -= removed ? 1 : 0;
            return removed;
        }
    }

    /// <summary>Adds to <paramref name="found"/> everything that matches the topic.</summary>
    public void Match(string topic, Matches found)
    {
        if (Count > 0)
        {
            Match(_root, topic, isFirst: true, found);
        }
    }

    private static bool Remove(TopicNode node, ReadOnlySpan<char> rest, SessionState session, string? group)
    {
        if (node.FindFilter(MqttTopic.NextLevel(ref rest, out var more)) is not { } child)
        {
            return false;
        }

        bool removed;
        if (more)
        {
            removed = Remove(child, rest, session, group);
        }
        else
        {
            removed = group is null ? child.Remove(session) : child.Remove(session, group);
        }

        if (child.IsEmpty)
        {
            node.Remove(child);
        }

        return removed;
    }

    private static void Match(TopicNode node, ReadOnlySpan<char> rest, bool isFirst, Matches found)
    {
        // §4.7.2: a leading wildcard does not match topics that start with $.
        var wildcards = !isFirst || !rest.StartsWith('$');
        if (wildcards)
        {
            found.Add(node.AnyRest);
        }

        var level = MqttTopic.NextLevel(ref rest, out var more);
        Descend(node.Find(level), rest, more, found);
        if (wildcards)
        {
            Descend(node.AnyLevel, rest, more, found);
        }
    }

    private static void Descend(TopicNode? node, ReadOnlySpan<char> rest, bool more, Matches found)
    {
        if (node is null)
        {
            return;
        }

        if (more)
        {
            Match(node, rest, isFirst: false, found);
            return;
        }

        found.Add(node);
        // §4.7.1.2: "sport/#" also matches "sport".
        found.Add(node.AnyRest);
    }
}
