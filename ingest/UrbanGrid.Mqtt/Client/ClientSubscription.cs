using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>A subscription that is renewed with each new session.</summary>
internal sealed class ClientSubscription(
    string filter, MqttSubscribeOptions options, Func<MqttDelivery, CancellationToken, ValueTask> handler)
{
    private readonly string _topicFilter = WithoutGroup(filter);

    public string Filter => filter;

    public MqttSubscribeOptions Options => options;

    public Func<MqttDelivery, CancellationToken, ValueTask> Handler => handler;

    /// <summary>Whether the server's session has it.</summary>
    public bool Granted { get; set; }

    public SubscriptionRequest Request => new(
        filter, options.Qos, options.NoLocal, options.RetainAsPublished, options.RetainHandling);

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
