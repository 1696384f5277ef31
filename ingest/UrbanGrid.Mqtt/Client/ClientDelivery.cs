using Microsoft.Extensions.Logging;

namespace UrbanGrid.Mqtt.Client;

/// <summary>The subscriptions of a client, and who gets what comes.</summary>
internal sealed class ClientDelivery(ILogger logger)
{
    private readonly Lock _lock = new();
    private ClientSubscription[] _subscriptions = [];

    public IReadOnlyList<ClientSubscription> All => Volatile.Read(ref _subscriptions);

    public void Add(ClientSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }
    }

    public void Remove(Predicate<ClientSubscription> match)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions.Where(s => !match(s))];
        }
    }

    /// <summary>
    /// Gives a delivery to its handlers, one after the other, and acknowledges it, unless a handler does. A handler that
    /// throws is logged and its delivery acknowledged: it would fail again.
    /// </summary>
    public async ValueTask GiveAsync(MqttDelivery delivery, CancellationToken cancellationToken)
    {
        var owned = false;
        foreach (var subscription in All)
        {
            if (!subscription.Matches(delivery.Topic))
            {
                continue;
            }

            try
            {
                await subscription.Handler(delivery, cancellationToken);
                owned |= subscription.Options.AcknowledgeByHandler;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(error, "The handler of {Filter} failed on {Topic}", subscription.Filter, delivery.Topic);
            }
        }

        if (!owned)
        {
            delivery.Receipt.Complete();
        }
    }
}
