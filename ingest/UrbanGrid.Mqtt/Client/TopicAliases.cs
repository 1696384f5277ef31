using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>The topics for which the server of one connection sends a number instead, MQTT 5 §3.3.2.3.4.</summary>
internal sealed class TopicAliases(int maximum)
{
    private readonly Dictionary<uint, string> _topics = [];

    /// <summary>The topic that is meant.</summary>
    /// <param name="topic">Topic of the packet; empty if the alias stands for it.</param>
    /// <param name="alias">Alias of the packet, if it has one.</param>
    /// <exception cref="MqttProtocolException">0x94 for an alias out of range, 0x82 for one that stands for nothing yet.</exception>
    public string Resolve(string topic, uint? alias)
    {
        if (alias is not { } number)
        {
            return topic.Length > 0 ? topic : throw MqttProtocolException.Protocol("A publish has neither topic nor alias.");
        }

        if (number == 0 || number > maximum)
        {
            throw new MqttProtocolException(MqttReasonCode.TopicAliasInvalid, $"Topic alias {number} is not between 1 and {maximum}.");
        }

        if (topic.Length > 0)
        {
            return _topics[number] = topic;
        }

        return _topics.TryGetValue(number, out var known)
            ? known
            : throw MqttProtocolException.Protocol($"Topic alias {number} stands for nothing.");
    }
}
