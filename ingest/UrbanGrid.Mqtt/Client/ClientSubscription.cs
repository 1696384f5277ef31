using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>A subscription that is renewed with each connection.</summary>
internal sealed class ClientSubscription(
    string filter, MqttSubscribeOptions options, Func<MqttDelivery, CancellationToken, ValueTask> handler)
{
    private readonly string _topicFilter = WithoutGroup(filter);

    public string Filter => filter;

    public MqttSubscribeOptions Options => options;

    public Func<MqttDelivery, CancellationToken, ValueTask> Handler => handler;

    /// <summary>Whether the server of this connection has said that it has it.</summary>
    public bool Granted { get; set; }

    /// <summary>What to ask for; in a resumed session retained messages only if the server had lost the subscription.</summary>
    public SubscriptionRequest Request(bool resumed) => new(
        filter, options.Qos, options.NoLocal, options.RetainAsPublished,
        resumed && options.RetainHandling == RetainHandling.Always ? RetainHandling.IfNew : options.RetainHandling);

    public bool Matches(string topic) => MqttTopic.Matches(_topicFilter, topic);

    /// <summary>Deliveries of a shared subscription come on topics that match what follows <c>$share/{group}/</c>, §4.8.2.</summary>
    private static string WithoutGroup(string filter)
    {
        if (!filter.StartsWith(MqttTopic.SharedPrefix, StringComparison.Ordinal))
        {
            return filter;
        }

        var slash = filter.IndexOf('/', MqttTopic.SharedPrefix.Length);
        return slash < 0 ? filter : filter[(slash + 1)..];
    }
}
