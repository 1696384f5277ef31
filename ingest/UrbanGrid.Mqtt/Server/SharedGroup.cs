namespace UrbanGrid.Mqtt.Server;

/// <summary>The sessions that share one subscription; each message goes to one of them, in turn. Read without a lock.</summary>
internal sealed class SharedGroup(string name)
{
    private volatile Subscription[] _members = [];
    private uint _turn;

    public string Name { get; } = name;

    public bool IsEmpty => _members.Length == 0;

    /// <summary>Adds or replaces a session's membership; true if it had none. Under the tree's lock.</summary>
    public bool Add(Subscription subscription)
    {
        var (members, isNew) = SubscriptionList.With(_members, subscription);
        _members = members;
        return isNew;
    }

    /// <summary>Removes a session; false if it was no member. Under the tree's lock.</summary>
    public bool Remove(SessionState session)
    {
        var left = SubscriptionList.Without(_members, session);
        var removed = left.Length != _members.Length;
        _members = left;
        return removed;
    }

    /// <summary>
    /// The member whose turn it is: a connected one, else one whose session waits for it; null if there is none.
    /// </summary>
    public Subscription? Next()
    {
        var members = _members;
        if (members.Length == 0)
        {
            return null;
        }

        var first = Interlocked.Increment(ref _turn);
        for (var i = 0u; i < members.Length; i++)
        {
            var member = members[(first + i) % (uint)members.Length];
            if (member.Session.IsConnected)
            {
                return member;
            }
        }

        return members[first % (uint)members.Length];
    }
}
