using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>One session's subscription to one filter.</summary>
internal sealed class Subscription(SessionState session, SubscriptionRequest request, int id)
{
    private const int NoLocalBit = 4;
    private const int RetainAsPublishedBit = 8;
    private const int RetainHandlingShift = 4;

    public SessionState Session { get; } = session;

    /// <summary>Filter and options, with the QoS that was granted.</summary>
    public SubscriptionRequest Request { get; } = request;

    /// <summary>The subscription identifier as deliveries carry it; empty if there is none.</summary>
    public int[] Ids { get; } = id == 0 ? [] : [id];

    public KeptSubscription Kept => new(
        Request.Filter,
        (byte)((int)Request.Qos | (Request.NoLocal ? NoLocalBit : 0) | (Request.RetainAsPublished ? RetainAsPublishedBit : 0)
            | (int)Request.RetainHandling << RetainHandlingShift),
        Ids is [var identifier] ? identifier : 0);

    public static Subscription From(SessionState session, KeptSubscription kept) => new(
        session,
        new SubscriptionRequest(
            kept.Filter, (MqttQos)(kept.Options & 3), (kept.Options & NoLocalBit) != 0, (kept.Options & RetainAsPublishedBit) != 0,
            (RetainHandling)(kept.Options >> RetainHandlingShift & 3)),
        kept.Identifier);
}
