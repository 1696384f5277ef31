using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>One session's subscription to one filter.</summary>
internal sealed record Subscription(MqttSession Session, SubscriptionRequest Request, int Id);

/// <summary>
/// Subscriptions by the levels of their filters, so that a message is matched in the depth of its topic and not in the
/// number of subscriptions.
/// </summary>
internal sealed class SubscriptionTree
{
    private readonly Lock _lock = new();
    private readonly Node _root = new();

    /// <summary>Adds or replaces; true if the session had no subscription to the filter.</summary>
    public bool Add(Subscription subscription)
    {
        lock (_lock)
        {
            var node = _root;
            ReadOnlySpan<char> rest = subscription.Request.Filter;
            var more = true;
            while (more)
            {
                node = node.GetOrAdd(MqttTopic.NextLevel(ref rest, out more));
            }

            node.Subscriptions ??= [];
            var isNew = !node.Subscriptions.ContainsKey(subscription.Session);
            node.Subscriptions[subscription.Session] = subscription;
            return isNew;
        }
    }

    /// <summary>Removes a session's subscription; false if it had none.</summary>
    public bool Remove(MqttSession session, string filter)
    {
        lock (_lock)
        {
            return Remove(_root, filter, session);
        }
    }

    /// <summary>Adds to <paramref name="found"/> every subscription that matches the topic.</summary>
    public void Match(string topic, List<Subscription> found)
    {
        lock (_lock)
        {
            Match(_root, topic, isFirst: true, found);
        }
    }

    private static bool Remove(Node node, ReadOnlySpan<char> rest, MqttSession session)
    {
        var level = MqttTopic.NextLevel(ref rest, out var more);
        if (node.Find(level) is not { } child)
        {
            return false;
        }

        var removed = more ? Remove(child, rest, session) : child.Subscriptions?.Remove(session) == true;
        if (child.IsEmpty)
        {
            node.Remove(level);
        }

        return removed;
    }

    private static void Match(Node node, ReadOnlySpan<char> rest, bool isFirst, List<Subscription> found)
    {
        // §4.7.2: a leading wildcard does not match topics that start with $.
        var wildcards = !isFirst || !rest.StartsWith('$');
        if (wildcards)
        {
            node.Find("#")?.CollectInto(found);
        }

        var level = MqttTopic.NextLevel(ref rest, out var more);
        Descend(node.Find(level), rest, more, found);
        if (wildcards)
        {
            Descend(node.Find("+"), rest, more, found);
        }
    }

    private static void Descend(Node? node, ReadOnlySpan<char> rest, bool more, List<Subscription> found)
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

        node.CollectInto(found);
        // §4.7.1.2: "sport/#" also matches "sport".
        node.Find("#")?.CollectInto(found);
    }

    private sealed class Node
    {
        private Dictionary<string, Node>? _children;

        public Dictionary<MqttSession, Subscription>? Subscriptions { get; set; }

        public bool IsEmpty => _children is not { Count: > 0 } && Subscriptions is not { Count: > 0 };

        public Node? Find(ReadOnlySpan<char> level) =>
            _children is not null && _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child)
                ? child
                : null;

        public Node GetOrAdd(ReadOnlySpan<char> level)
        {
            if (Find(level) is { } child)
            {
                return child;
            }

            _children ??= new Dictionary<string, Node>(StringComparer.Ordinal);
            return _children[level.ToString()] = new Node();
        }

        public void Remove(ReadOnlySpan<char> level) =>
            _children?.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);

        public void CollectInto(List<Subscription> found)
        {
            if (Subscriptions is not null)
            {
                found.AddRange(Subscriptions.Values);
            }
        }
    }
}
