using System.Collections.Concurrent;

namespace UrbanGrid.Mqtt.Server;

/// <summary>The last retained message of each topic, up to a limit.</summary>
internal sealed class RetainedMessages(int capacity)
{
    private readonly ConcurrentDictionary<string, OutboundMessage> _byTopic = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Keeps, replaces or, if the payload is empty, deletes; false if there is no room for another topic.</summary>
    public bool Store(OutboundMessage message)
    {
        if (message.Encoded.Payload.IsEmpty)
        {
            if (_byTopic.TryRemove(message.Topic, out _))
            {
                Interlocked.Decrement(ref _count);
            }

            return true;
        }

        while (true)
        {
            if (_byTopic.TryGetValue(message.Topic, out var old))
            {
                if (_byTopic.TryUpdate(message.Topic, message, old))
                {
                    return true;
                }
            }
            else if (Volatile.Read(ref _count) >= capacity)
            {
                return false;
            }
            else if (_byTopic.TryAdd(message.Topic, message))
            {
                Interlocked.Increment(ref _count);
                return true;
            }
        }
    }

    /// <summary>Messages whose topics match a filter and that have not expired.</summary>
    public IEnumerable<OutboundMessage> Matching(string filter)
    {
        if (filter.AsSpan().IndexOfAny('+', '#') < 0)
        {
            return _byTopic.TryGetValue(filter, out var message) && message.SecondsLeft() != 0 ? [message] : [];
        }

        return _byTopic.Where(m => MqttTopic.Matches(filter, m.Key) && m.Value.SecondsLeft() != 0).Select(m => m.Value);
    }
}
