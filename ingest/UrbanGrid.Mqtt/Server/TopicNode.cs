using System.Collections.Concurrent;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// One level of the subscription tree. Changed under the tree's lock; read by any thread without one, and then as it was
/// before or after a change.
/// </summary>
internal sealed class TopicNode(string level)
{
    /// <summary>Children looked through one by one; more are found by their hash.</summary>
    private const int Few = 6;

    private volatile TopicNode[] _few = [];
    private volatile ConcurrentDictionary<string, TopicNode>? _many;

    public string Level { get; } = level;

    /// <summary>The child <c>+</c>.</summary>
    public TopicNode? AnyLevel { get; private set; }

    /// <summary>The child <c>#</c>.</summary>
    public TopicNode? AnyRest { get; private set; }

    public Subscription[] Subscriptions { get; private set; } = [];

    public SharedGroup[] Groups { get; private set; } = [];

    public bool IsEmpty =>
        AnyLevel is null && AnyRest is null && Subscriptions.Length == 0 && Groups.Length == 0 && _few.Length == 0 && _many is not { IsEmpty: false };

    /// <summary>The child of a topic's level; wildcards have their own properties.</summary>
    public TopicNode? Find(ReadOnlySpan<char> level)
    {
        if (_many is { } many)
        {
            return many.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var found) ? found : null;
        }

        foreach (var child in _few)
        {
            if (level.SequenceEqual(child.Level))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The child of a filter's level.</summary>
    public TopicNode? FindFilter(ReadOnlySpan<char> level) => level switch
    {
        "+" => AnyLevel,
        "#" => AnyRest,
        _ => Find(level),
    };

    public TopicNode GetOrAdd(ReadOnlySpan<char> level)
    {
        if (FindFilter(level) is { } known)
        {
            return known;
        }

        var child = new TopicNode(level.ToString());
        switch (child.Level)
        {
            case "+":
                AnyLevel = child;
                break;
            case "#":
                AnyRest = child;
                break;
            default:
                AddNamed(child);
                break;
        }

        return child;
    }

    public void Remove(TopicNode child)
    {
        switch (child.Level)
        {
            case "+":
                AnyLevel = null;
                break;
            case "#":
                AnyRest = null;
                break;
            default:
                _many?.TryRemove(child.Level, out _);
                _few = [.. _few.Where(c => c != child)];
                break;
        }
    }

    /// <summary>Adds or replaces; true if the session had no subscription here.</summary>
    public bool Add(Subscription subscription)
    {
        var (list, isNew) = SubscriptionList.With(Subscriptions, subscription);
        Subscriptions = list;
        return isNew;
    }

    public bool Remove(SessionState session)
    {
        var left = SubscriptionList.Without(Subscriptions, session);
        var removed = left.Length != Subscriptions.Length;
        Subscriptions = left;
        return removed;
    }

    /// <summary>Adds a member to a group; true if it was none.</summary>
    public bool Add(Subscription subscription, string group)
    {
        var shared = Array.Find(Groups, g => g.Name == group);
        if (shared is null)
        {
            shared = new SharedGroup(group);
            shared.Add(subscription);
            Groups = [.. Groups, shared];
            return true;
        }

        return shared.Add(subscription);
    }

    public bool Remove(SessionState session, string group)
    {
        if (Array.Find(Groups, g => g.Name == group) is not { } shared || !shared.Remove(session))
        {
            return false;
        }

        if (shared.IsEmpty)
        {
            Groups = [.. Groups.Where(g => g != shared)];
        }

        return true;
    }

    private void AddNamed(TopicNode child)
    {
        if (_many is { } many)
        {
            many[child.Level] = child;
        }
        else if (_few.Length < Few)
        {
            _few = [.. _few, child];
        }
        else
        {
            var grown = new ConcurrentDictionary<string, TopicNode>(concurrencyLevel: 1, 4 * Few, StringComparer.Ordinal);
            foreach (var known in (TopicNode[])[.. _few, child])
            {
                grown[known.Level] = known;
            }

            _many = grown;
            _few = [];
        }
    }
}
