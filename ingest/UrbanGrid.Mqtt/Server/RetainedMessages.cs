namespace UrbanGrid.Mqtt.Server;

/// <summary>The last retained message of each topic, up to a limit, by the levels of their topics.</summary>
internal sealed class RetainedMessages(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Node _root = new();
    private int _count;

    /// <summary>Topics that have one.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Keeps, replaces or, if the payload is empty, deletes; false if there is no room for another topic.</summary>
    public bool Store(OutboundMessage message)
    {
        lock (_lock)
        {
            return message.Encoded.Payload.IsEmpty ? Delete(_root, message.Topic) : Keep(message);
        }
    }

    /// <summary>Messages whose topics match a filter and that have not expired.</summary>
    public List<OutboundMessage> Matching(string filter)
    {
        var found = new List<OutboundMessage>();
        lock (_lock)
        {
            Collect(_root, filter, isFirst: true, found);
        }

        return found;
    }

    /// <summary>Forgets what has expired; returns its topics.</summary>
    public List<string> RemoveExpired()
    {
        var found = new List<OutboundMessage>();
        lock (_lock)
        {
            CollectAll(_root, isFirst: false, found, expired: true);
            found.ForEach(m => Delete(_root, m.Topic));
        }

        return found.ConvertAll(m => m.Topic);
    }

    private bool Keep(OutboundMessage message)
    {
        var node = _root;
        ReadOnlySpan<char> rest = message.Topic;
        var more = true;
        while (more)
        {
            var level = MqttTopic.NextLevel(ref rest, out more);
            if (node.Find(level) is not { } child)
            {
                if (_count >= capacity)
                {
                    return false;
                }

                child = node.Add(level);
            }

            node = child;
        }

        if (node.Message is null && _count >= capacity)
        {
            return false;
        }

        _count += node.Message is null ? 1 : 0;
        node.Message = message;
        return true;
    }

    private bool Delete(Node node, ReadOnlySpan<char> rest)
    {
        var level = MqttTopic.NextLevel(ref rest, out var more);
        if (node.Find(level) is not { } child)
        {
            return true;
        }

        if (more)
        {
            Delete(child, rest);
        }
        else if (child.Message is not null)
        {
            child.Message = null;
            _count--;
        }

        if (child.Message is null && child.Children is not { Count: > 0 })
        {
            node.Remove(level);
        }

        return true;
    }

    private static void Collect(Node node, ReadOnlySpan<char> rest, bool isFirst, List<OutboundMessage> found)
    {
        var level = MqttTopic.NextLevel(ref rest, out var more);
        if (level is "#")
        {
            // §4.7.1.2: "sport/#" also matches "sport".
            AddTo(found, node.Message, expired: false);
            CollectAll(node, isFirst, found, expired: false);
            return;
        }

        if (level is not "+")
        {
            Descend(node.Find(level), rest, more, found);
            return;
        }

        foreach (var (name, child) in node.Children ?? [])
        {
            // §4.7.2: a leading wildcard does not match topics that start with $.
            if (!isFirst || !name.StartsWith('$'))
            {
                Descend(child, rest, more, found);
            }
        }
    }

    private static void Descend(Node? node, ReadOnlySpan<char> rest, bool more, List<OutboundMessage> found)
    {
        if (node is null)
        {
            return;
        }

        if (more)
        {
            Collect(node, rest, isFirst: false, found);
        }
        else
        {
            AddTo(found, node.Message, expired: false);
        }
    }

    private static void CollectAll(Node node, bool isFirst, List<OutboundMessage> found, bool expired)
    {
        foreach (var (name, child) in node.Children ?? [])
        {
            if (!isFirst || !name.StartsWith('$'))
            {
                AddTo(found, child.Message, expired);
                CollectAll(child, isFirst: false, found, expired);
            }
        }
    }

    private static void AddTo(List<OutboundMessage> found, OutboundMessage? message, bool expired)
    {
        if (message is not null && (message.SecondsLeft() == 0) == expired)
        {
            found.Add(message);
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node>? Children { get; private set; }

        public OutboundMessage? Message { get; set; }

        public Node? Find(ReadOnlySpan<char> level) =>
            Children is not null && Children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child) ? child : null;

        public Node Add(ReadOnlySpan<char> level)
        {
            Children ??= new Dictionary<string, Node>(StringComparer.Ordinal);
            return Children[level.ToString()] = new Node();
        }

        public void Remove(ReadOnlySpan<char> level) => Children?.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
    }
}
