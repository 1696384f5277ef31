namespace UrbanGrid.Mqtt.Server;

/// <summary>Tells a store what changes in one persistent session.</summary>
internal sealed class SessionJournal(IMqttSessionStore store, string clientId)
{
    public Task Kept(string? owner, uint expirySeconds, long? disconnectedAt) =>
        store.Append(new SessionChange.SessionKept(clientId, owner, expirySeconds, disconnectedAt));

    public Task Forgotten() => store.Append(new SessionChange.SessionForgotten(clientId));

    public Task Subscribed(Subscription subscription) =>
        store.Append(new SessionChange.SubscriptionKept(clientId, subscription.Kept));

    public Task Unsubscribed(string filter) => store.Append(new SessionChange.SubscriptionForgotten(clientId, filter));

    public Task Queued(in Delivery delivery) => store.Append(new SessionChange.DeliveryKept(clientId, delivery.Kept));

    public Task Sent(long sequence, ushort packetId) =>
        store.Append(new SessionChange.DeliverySent(clientId, sequence, packetId));

    public Task Received(long sequence) => store.Append(new SessionChange.DeliveryReceived(clientId, sequence));

    public Task Done(long sequence) => store.Append(new SessionChange.DeliveryForgotten(clientId, sequence));

    public Task ReceiptKept(ushort packetId) => store.Append(new SessionChange.ReceiptKept(clientId, packetId));

    public Task ReceiptForgotten(ushort packetId) => store.Append(new SessionChange.ReceiptForgotten(clientId, packetId));
}
