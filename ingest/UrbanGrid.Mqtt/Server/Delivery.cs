namespace UrbanGrid.Mqtt.Server;

/// <summary>A message for one subscriber.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="Qos">Quality of service after the subscription's limit.</param>
/// <param name="Retain">Retain flag as the subscriber sees it.</param>
/// <param name="SubscriptionIds">Identifiers of the subscriptions that matched.</param>
/// <param name="Group">Shared subscription it was chosen from; null if it has a subscription of its own.</param>
/// <param name="Sequence">Its place in the session's store; 0 if it is not kept.</param>
internal readonly record struct Delivery(
    OutboundMessage Message, MqttQos Qos, bool Retain, int[] SubscriptionIds, SharedGroup? Group = null, long Sequence = 0)
{
    public KeptDelivery Kept => new()
    {
        Sequence = Sequence, Message = Message.Kept, Qos = Qos, Retain = Retain, SubscriptionIds = SubscriptionIds,
    };
}
