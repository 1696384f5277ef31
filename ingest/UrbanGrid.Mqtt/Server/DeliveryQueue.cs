using System.Diagnostics.CodeAnalysis;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Messages that wait for one session, bounded by count, and by bytes of its own and of all sessions if it is kept. Not
/// thread-safe.
/// </summary>
internal sealed class DeliveryQueue(int capacity, long maxBytes, QueueBudget? budget)
{
    private readonly Queue<Delivery> _queue = new();
    private long _bytes;

    public int Count => _queue.Count;

    /// <summary>Adds a message at the end; false if there is no room.</summary>
    public bool TryAdd(in Delivery delivery)
    {
        var size = delivery.Message.Size;
        if (_queue.Count >= capacity || _bytes + size > maxBytes || budget?.TryTake(size) == false)
        {
            return false;
        }

        _bytes += size;
        _queue.Enqueue(delivery);
        return true;
    }

    public bool TryPeek(out Delivery delivery) => _queue.TryPeek(out delivery);

    public bool TryTake([MaybeNullWhen(false)] out Delivery delivery)
    {
        if (!_queue.TryDequeue(out delivery))
        {
            return false;
        }

        var size = delivery.Message.Size;
        _bytes -= size;
        budget?.Return(size);
        return true;
    }

    /// <summary>Takes out everything of QoS 0, which does not wait for a client that has gone.</summary>
    public void RemoveAtMostOnce()
    {
        for (var left = _queue.Count; left > 0; left--)
        {
            var delivery = _queue.Dequeue();
            if (delivery.Qos != MqttQos.AtMostOnce)
            {
                _queue.Enqueue(delivery);
                continue;
            }

            _bytes -= delivery.Message.Size;
            budget?.Return(delivery.Message.Size);
        }
    }
}
