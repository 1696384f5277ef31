namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Messages of QoS 1 and 2 that have a packet identifier and are not acknowledged, over as many connections as it takes
/// (MQTT 5 §4.3, §4.4), and the send quota of the connection there is (§4.9). Not thread-safe.
/// </summary>
internal sealed class InflightMessages(SessionJournal? journal)
{
    private readonly Dictionary<ushort, Inflight> _messages = [];
    private readonly Queue<ushort> _again = new();
    private ushort _lastPacketId;
    private long _order;
    private int _connection;
    private int _receiveMaximum;
    private int _quota;
    private int _storing;

    /// <summary>Whether another message may be begun.</summary>
    public bool HasQuota => _quota > _storing;

    /// <summary>Whether there is any message that is not acknowledged to the end.</summary>
    public bool IsAnswerDue => _messages.Count > 0;

    /// <summary>Whether something is to be sent (again) before anything new.</summary>
    public bool IsAgainDue => _again.Count > 0;

    /// <summary>Takes up what a store has kept.</summary>
    public void Restore(in Delivery delivery, ushort packetId, bool isReceived)
    {
        _messages[packetId] = new Inflight(delivery, ++_order, IsSent: true, isReceived);
        _lastPacketId = packetId;
    }

    /// <summary>A connection begins: everything is due again, in the order in which it was sent first.</summary>
    public void Attach(int receiveMaximum)
    {
        _connection++;
        _receiveMaximum = _quota = receiveMaximum;
        _storing = 0;
        _again.Clear();
        foreach (var (packetId, _) in _messages.OrderBy(i => i.Value.Order))
        {
            _again.Enqueue(packetId);
        }
    }

    public void Detach()
    {
        _connection++;
        _again.Clear();
    }

    /// <summary>The session is over; returns what was begun at QoS 1, in order.</summary>
    public List<Delivery> TakeAtLeastOnce()
    {
        var left = _messages.Values.Where(i => i.Delivery.Qos == MqttQos.AtLeastOnce).OrderBy(i => i.Order).Select(i => i.Delivery).ToList();
        _messages.Clear();
        return left;
    }

    /// <summary>Takes what is due again; false if that is acknowledged by now, or the quota does not allow it.</summary>
    public bool TryTakeAgain(out Outgoing next, out bool isBlocked)
    {
        var packetId = _again.Peek();
        next = default;
        isBlocked = false;
        if (!_messages.TryGetValue(packetId, out var known))
        {
            _again.Dequeue();
            return false;
        }

        if (!known.IsReceived)
        {
            isBlocked = _quota <= 0;
            if (isBlocked)
            {
                return false;
            }

            _quota--;
            _messages[packetId] = known with { IsSent = true };
        }

        _again.Dequeue();
        next = new Outgoing(known.Delivery, packetId, known.IsSent, known.IsReceived);
        return true;
    }

    /// <summary>
    /// Gives a message a packet identifier. If <paramref name="stored"/> is returned, the store must have it first: the
    /// message is due again when that has completed and <see cref="Stored"/> is called with the ticket.
    /// </summary>
    public Outgoing Begin(in Delivery delivery, out Task? stored, out (ushort PacketId, int Connection) ticket)
    {
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (_messages.ContainsKey(_lastPacketId));

        ticket = (_lastPacketId, _connection);
        stored = delivery.Sequence == 0 ? null : journal?.Sent(delivery.Sequence, _lastPacketId);
        if (delivery.Qos != MqttQos.ExactlyOnce || stored is null || stored.IsCompletedSuccessfully)
        {
            stored = null;
            _quota--;
            _messages[_lastPacketId] = new Inflight(delivery, ++_order, IsSent: true, IsReceived: false);
            return new Outgoing(delivery, _lastPacketId, IsDuplicate: false, IsRelease: false);
        }

        // A client remembers the identifier of a QoS 2 message: a server that forgot it would use it for another.
        _storing++;
        _messages[_lastPacketId] = new Inflight(delivery, ++_order, IsSent: false, IsReceived: false);
        return default;
    }

    /// <summary>The store has a packet identifier; false if the connection it was for is over.</summary>
    public bool Stored((ushort PacketId, int Connection) ticket)
    {
        if (ticket.Connection != _connection)
        {
            return false;
        }

        _storing--;
        _again.Enqueue(ticket.PacketId);
        return true;
    }

    /// <summary>PUBACK has come. False if the message is not one of QoS 1.</summary>
    public bool Acknowledge(ushort packetId)
    {
        if (!_messages.TryGetValue(packetId, out var known))
        {
            return true;
        }

        if (known.Delivery.Qos != MqttQos.AtLeastOnce)
        {
            return false;
        }

        End(packetId, known);
        return true;
    }

    /// <summary>
    /// PUBREC has come; an error in it ends the message. The reason is the one for PUBREL; null if none is owed. False if
    /// the message is not one of QoS 2.
    /// </summary>
    public bool Receive(ushort packetId, bool isError, out MqttReasonCode? release)
    {
        release = isError ? null : MqttReasonCode.PacketIdentifierNotFound;
        if (!_messages.TryGetValue(packetId, out var known))
        {
            return true;
        }

        if (known.Delivery.Qos != MqttQos.ExactlyOnce)
        {
            return false;
        }

        if (isError)
        {
            End(packetId, known);
            return true;
        }

        release = MqttReasonCode.Success;
        if (!known.IsReceived)
        {
            _messages[packetId] = known with { IsReceived = true };
            if (known.Delivery.Sequence != 0)
            {
                journal?.Received(known.Delivery.Sequence);
            }
        }

        return true;
    }

    /// <summary>PUBCOMP has come, or the message was not sent after all.</summary>
    public void Complete(ushort packetId)
    {
        if (_messages.TryGetValue(packetId, out var known))
        {
            End(packetId, known);
        }
    }

    private void End(ushort packetId, in Inflight known)
    {
        _messages.Remove(packetId);
        _quota = Math.Min(_quota + 1, _receiveMaximum);
        if (known.Delivery.Sequence != 0)
        {
            journal?.Done(known.Delivery.Sequence);
        }
    }
}
