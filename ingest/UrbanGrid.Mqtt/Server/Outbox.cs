using System.Diagnostics.CodeAnalysis;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// What waits to be written to one client beside acknowledgements: answers first, then retained messages of new
/// subscriptions, then live messages; at QoS 1 no more than the client's receive maximum unacknowledged.
/// </summary>
internal sealed class Outbox(int capacity, int receiveMaximum)
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _answers = new();
    private readonly Queue<Delivery> _retained = new();
    private readonly Queue<Delivery> _live = new();
    private readonly HashSet<ushort> _unacknowledged = [];
    private ushort _lastPacketId;

    /// <summary>Answers waiting.</summary>
    public int AnswerCount
    {
        get
        {
            lock (_lock)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>Retained messages waiting.</summary>
    public int RetainedCount
    {
        get
        {
            lock (_lock)
            {
                return _retained.Count;
            }
        }
    }

    public void AddAnswer(byte[] packet)
    {
        lock (_lock)
        {
            _answers.Enqueue(packet);
        }
    }

    public void AddRetained(Delivery delivery)
    {
        lock (_lock)
        {
            _retained.Enqueue(delivery);
        }
    }

    /// <summary>Adds a live message; false if the queue is full.</summary>
    public bool TryAdd(Delivery delivery)
    {
        lock (_lock)
        {
            if (_live.Count >= capacity)
            {
                return false;
            }

            _live.Enqueue(delivery);
            return true;
        }
    }

    public bool TryTakeAnswer([NotNullWhen(true)] out byte[]? packet)
    {
        lock (_lock)
        {
            return _answers.TryDequeue(out packet);
        }
    }

    /// <summary>
    /// Takes what is to be written next: an answer, or a message with its packet identifier (0 at QoS 0). False if
    /// nothing may be written now.
    /// </summary>
    public bool TryTake(out byte[]? answer, out Delivery delivery, out ushort packetId)
    {
        lock (_lock)
        {
            packetId = 0;
            delivery = default;
            if (_answers.TryDequeue(out answer))
            {
                return true;
            }

            var queue = _retained.Count > 0 ? _retained : _live;
            if (!queue.TryPeek(out delivery))
            {
                return false;
            }

            if (delivery.Qos != MqttQos.AtMostOnce)
            {
                if (_unacknowledged.Count >= receiveMaximum)
                {
                    return false;
                }

                packetId = NextPacketId();
            }

            queue.Dequeue();
            return true;
        }
    }

    /// <summary>The client has acknowledged a message, or it was not sent after all.</summary>
    public void Acknowledge(ushort packetId)
    {
        lock (_lock)
        {
            _unacknowledged.Remove(packetId);
        }
    }

    private ushort NextPacketId()
    {
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (!_unacknowledged.Add(_lastPacketId));

        return _lastPacketId;
    }
}
