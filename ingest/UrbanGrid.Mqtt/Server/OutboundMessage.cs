using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>A message on its way to subscribers, encoded once and shared by all of them; immutable.</summary>
internal sealed class OutboundMessage
{
    /// <summary>What a queued message takes beside its bytes.</summary>
    private const int Overhead = 160;

    private readonly TimeProvider _time;
    private readonly long? _expiresAt;
    private KeptMessage? _kept;

    public OutboundMessage(MqttMessage message, TimeProvider time)
        : this(message.Topic, message.Payload.ToArray(), message.Qos, message.Retain, message.SenderId, message.Properties, time)
    {
    }

    public OutboundMessage(in MqttInbound message, string senderId, TimeProvider time)
        : this(message.Topic, message.Payload.ToArray(), message.Qos, message.Retain, senderId, message.Properties, time)
    {
    }

    public OutboundMessage(KeptMessage kept, TimeProvider time)
    {
        _time = time;
        _kept = kept;
        _expiresAt = kept.ExpiresAt;
        (Topic, Qos, Retain, SenderId) = (kept.Topic, kept.Qos, kept.Retain, kept.SenderId);
        Encoded = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(kept.Topic), Payload = kept.Payload, Properties = kept.Properties.ToArray(),
        };
    }

    private OutboundMessage(
        string topic, byte[] payload, MqttQos qos, bool retain, string? senderId, MqttMessageProperties? properties, TimeProvider time)
    {
        _time = time;
        (Topic, Qos, Retain, SenderId) = (topic, qos, retain, senderId);
        Encoded = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(topic), Payload = payload, Properties = EncodedMessage.EncodeProperties(properties),
        };
        if (properties?.Expiry is { } expiry)
        {
            _expiresAt = time.GetUtcNow().ToUnixTimeMilliseconds() + (long)expiry.TotalMilliseconds;
        }
    }

    public string Topic { get; }

    public MqttQos Qos { get; }

    public bool Retain { get; }

    public string? SenderId { get; }

    public EncodedMessage Encoded { get; }

    /// <summary>What it takes in a queue, bytes.</summary>
    public int Size => Overhead + Encoded.Topic.Length + Encoded.Payload.Length + Encoded.Properties.Length;

    /// <summary>As a store keeps it.</summary>
    public KeptMessage Kept => _kept ??= new KeptMessage
    {
        Topic = Topic, Payload = Encoded.Payload, Properties = Encoded.Properties, Qos = Qos, Retain = Retain,
        SenderId = SenderId, ExpiresAt = _expiresAt,
    };

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
