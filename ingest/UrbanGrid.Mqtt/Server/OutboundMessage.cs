using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>A message on its way to subscribers, shared by all of them; immutable.</summary>
internal sealed class OutboundMessage
{
    private readonly long? _expiresAt;
    private readonly TimeProvider _time;

    public OutboundMessage(MqttMessage message, TimeProvider time)
    {
        _time = time;
        Topic = message.Topic;
        Qos = message.Qos;
        SenderId = message.SenderId;
        Retain = message.Retain;
        Encoded = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(message.Topic),
            Payload = message.Payload.ToArray(),
            Properties = EncodedMessage.EncodeProperties(message.Properties),
        };
        if (message.Properties?.Expiry is { } expiry)
        {
            _expiresAt = time.GetUtcNow().ToUnixTimeMilliseconds() + (long)expiry.TotalMilliseconds;
        }
    }

    public string Topic { get; }

    public MqttQos Qos { get; }

    public bool Retain { get; }

    public string? SenderId { get; }

    public EncodedMessage Encoded { get; }

    /// <summary>Seconds of life left, rounded up; null if it lives for ever, 0 if it is over.</summary>
    public uint? SecondsLeft()
    {
        if (_expiresAt is not { } expiresAt)
        {
            return null;
        }

        var left = expiresAt - _time.GetUtcNow().ToUnixTimeMilliseconds();
        return left <= 0 ? 0 : (uint)Math.Min(uint.MaxValue, (left + 999) / 1_000);
    }
}

/// <summary>A message for one subscriber.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="Qos">Quality of service after the subscription's limit.</param>
/// <param name="Retain">Retain flag as the subscriber sees it.</param>
/// <param name="SubscriptionIds">Identifiers of the subscriptions that matched.</param>
internal readonly record struct Delivery(OutboundMessage Message, MqttQos Qos, bool Retain, int[] SubscriptionIds);
