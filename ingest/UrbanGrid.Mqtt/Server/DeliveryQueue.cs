namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Messages that wait for one session, bounded by count and by bytes, also by the bytes of all sessions if there is a budget
/// for them. Not thread-safe.
/// </summary>
internal sealed class DeliveryQueue(int capacity, long maxBytes, QueueBudget? budget)
{
    private readonly Queue<Delivery> _queue = new();
    private long _bytes;

    public int Count => _queue.Count;

    /// <summary>Whether a message may be added; another session may take the room before it is.</summary>
    public bool HasRoomFor(in Delivery delivery) =>
        _queue.Count < capacity && _bytes + delivery.Message.Size <= maxBytes && budget?.Has(delivery.Message.Size) != false;

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

    public bool TryTake(out Delivery delivery)
    {
        if (!_queue.TryDequeue(out delivery))
        {
            return false;
        }

        Release(delivery);
        return true;
    }

    /// <summary>Takes out everything of QoS 0, which does not wait for a client that has gone.</summary>
    public void RemoveAtMostOnce()
    {
        for (var left = _queue.Count; left > 0; left--)
        {
            var delivery = _queue.Dequeue();
            if (delivery.Qos == MqttQos.AtMostOnce)
            {
                Release(delivery);
            }
            else
            {
                _queue.Enqueue(delivery);
            }
        }
    }

    private void Release(in Delivery delivery)
    {
        _bytes -= delivery.Message.Size;
        budget?.Return(delivery.Message.Size);
    }
}
