namespace UrbanGrid.Mqtt.Server;

/// <summary>What a topic matches; filled anew for each message.</summary>
internal sealed class Matches
{
    /// <summary>Subscriptions of sessions of their own.</summary>
    public List<Subscription> Subscriptions { get; } = [];

    /// <summary>Shared subscriptions.</summary>
    public List<SharedGroup> Groups { get; } = [];

    /// <summary>A subscriber that got the message and has fallen behind; null if none has.</summary>
    public SessionState? Behind { get; set; }

    public bool IsEmpty => Subscriptions.Count == 0 && Groups.Count == 0;

    public void Add(TopicNode? node)
    {
        if (node is null)
        {
            return;
        }

        if (node.Subscriptions is { Length: > 0 } subscriptions)
        {
            Subscriptions.AddRange(subscriptions);
        }

        if (node.Groups is { Length: > 0 } groups)
        {
            Groups.AddRange(groups);
        }
    }

    /// <summary>Leaves out whoever is not this session.</summary>
    public void KeepOnly(SessionState session)
    {
        Subscriptions.RemoveAll(s => s.Session != session);
        Groups.Clear();
    }

    public void Clear()
    {
        Subscriptions.Clear();
        Groups.Clear();
        Behind = null;
    }
}
