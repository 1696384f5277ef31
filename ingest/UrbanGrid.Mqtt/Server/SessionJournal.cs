namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Tells a store what changes in one persistent session, until that is over: what an acknowledgement that comes late still
/// changes must not reach the next session of the same client.
/// </summary>
internal sealed class SessionJournal(IMqttSessionStore store, string clientId)
{
    private readonly Lock _lock = new();
    private bool _isOver;

    public Task Kept(string? owner, uint expirySeconds, long? disconnectedAt) =>
        Append(new SessionChange.SessionKept(clientId, owner, expirySeconds, disconnectedAt));

    public Task Forgotten()
    {
        lock (_lock)
        {
            _isOver = true;
            return store.Append(new SessionChange.SessionForgotten(clientId));
        }
    }

    public Task Subscribed(Subscription subscription) => Append(new SessionChange.SubscriptionKept(clientId, subscription.Kept));

    public Task Unsubscribed(string filter) => Append(new SessionChange.SubscriptionForgotten(clientId, filter));

    public Task Queued(in Delivery delivery) => Append(new SessionChange.DeliveryKept(clientId, delivery.Kept));

    public Task Sent(long sequence, ushort packetId) => Append(new SessionChange.DeliverySent(clientId, sequence, packetId));

    public Task Received(long sequence) => Append(new SessionChange.DeliveryReceived(clientId, sequence));

    public Task Done(long sequence) => Append(new SessionChange.DeliveryForgotten(clientId, sequence));

    public Task ReceiptKept(ushort packetId) => Append(new SessionChange.ReceiptKept(clientId, packetId));

    public Task ReceiptForgotten(ushort packetId) => Append(new SessionChange.ReceiptForgotten(clientId, packetId));

    private Task Append(SessionChange change)
    {
        lock (_lock)
        {
            return _isOver ? Task.CompletedTask : store.Append(change);
        }
    }
}
