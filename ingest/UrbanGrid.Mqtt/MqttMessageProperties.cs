using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt;

/// <summary>What an MQTT 5 message carries beside its payload and hands on to its subscribers unchanged, §3.3.2.3.</summary>
public sealed record MqttMessageProperties
{
    /// <summary>The payload is UTF-8 text; null if the publisher did not say.</summary>
    public bool? IsText { get; init; }

    /// <summary>Lifetime; subscribers are told what is left of it.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>Kind of content, e.g. a MIME type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Topic an answer should go to.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Told back with the answer.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>Name and value pairs in the order they were sent; names may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];

    /// <summary>Those of a packet; null if it has none of them.</summary>
    internal static MqttMessageProperties? From(PropertySet? set)
    {
        const ulong forwarded = 1UL << (int)PropertyId.PayloadFormatIndicator
            | 1UL << (int)PropertyId.MessageExpiryInterval | 1UL << (int)PropertyId.ContentType
            | 1UL << (int)PropertyId.ResponseTopic | 1UL << (int)PropertyId.CorrelationData
            | 1UL << (int)PropertyId.UserProperty;
        if (set is null || !set.HasAny(forwarded))
        {
            return null;
        }

        var responseTopic = set.Text(PropertyId.ResponseTopic);
        if (responseTopic is not null && !MqttTopic.IsValidName(responseTopic))
        {
            throw MqttProtocolException.Protocol("The response topic is no topic name.");
        }

        return new MqttMessageProperties
        {
            IsText = set.Number(PropertyId.PayloadFormatIndicator) is { } format ? format == 1 : null,
            Expiry = set.Number(PropertyId.MessageExpiryInterval) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ContentType = set.Text(PropertyId.ContentType),
            ResponseTopic = responseTopic,
            CorrelationData = set.Binary(PropertyId.CorrelationData) is { } data ? data : default(ReadOnlyMemory<byte>?),
            UserProperties = [.. set.UserProperties],
        };
    }

    /// <summary>As a set to encode; without the expiry, which changes with time.</summary>
    internal PropertySet ToSet()
    {
        var set = new PropertySet()
            .Set(PropertyId.ContentType, ContentType)
            .Set(PropertyId.ResponseTopic, ResponseTopic)
            .Set(PropertyId.CorrelationData, CorrelationData?.ToArray())
            .AddUserProperties(UserProperties);
        return IsText is { } text ? set.Set(PropertyId.PayloadFormatIndicator, text ? 1u : 0u) : set;
    }
}
