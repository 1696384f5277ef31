namespace UrbanGrid.Mqtt.Server;

/// <summary>Lists of subscriptions that are never changed but replaced, so that they are read without a lock.</summary>
internal static class SubscriptionList
{
    /// <summary>The list with a subscription, which replaces one of the same session; and whether there was none.</summary>
    public static (Subscription[] List, bool IsNew) With(Subscription[] list, Subscription subscription)
    {
        var at = Array.FindIndex(list, s => s.Session == subscription.Session);
        if (at < 0)
        {
            return ([.. list, subscription], true);
        }

        var changed = (Subscription[])list.Clone();
        changed[at] = subscription;
        return (changed, false);
    }

    /// <summary>The list without the subscription of a session; the same list if it has none.</summary>
    public static Subscription[] Without(Subscription[] list, SessionState session)
    {
        var at = Array.FindIndex(list, s => s.Session == session);
        return at < 0 ? list : [.. list.AsSpan(0, at), .. list.AsSpan(at + 1)];
    }
}
