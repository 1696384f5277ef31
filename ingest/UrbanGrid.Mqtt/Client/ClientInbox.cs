using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>
/// The deliveries of one connection that are not acknowledged yet. Receipts are completed in any order and from any
/// thread; the acknowledgements leave in the order of the deliveries (MQTT 5 §4.6). At QoS 2, identifiers whose PUBREC
/// went out are remembered until PUBREL, over reconnects too, so that a repeat is not delivered twice (§4.3.3).
/// </summary>
/// <param name="capacity">Deliveries that may be unacknowledged.</param>
/// <param name="version">Version spoken.</param>
/// <param name="received">Identifiers of QoS 2 that the session has received and not released.</param>
/// <param name="outbox">Where acknowledgements go.</param>
/// <param name="written">Set when there is something to write.</param>
internal sealed class ClientInbox(
    int capacity, MqttVersion version, HashSet<ushort> received, ClientOutbox outbox, AsyncSignal written) : IAcknowledger
{
    private readonly Lock _lock = new();
    private readonly Queue<Owed> _owed = new();
    private readonly Dictionary<long, Owed> _byTicket = [];
    private readonly AsyncSignal _room = new();
    private long _lastTicket;
    private bool _over;

    /// <summary>Whether every delivery is acknowledged.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _owed.Count == 0;
            }
        }
    }

    /// <summary>
    /// Takes a delivery of QoS 1 or 2; the receipt to complete, or null for a repeat that is not delivered again. Waits
    /// for room: version 3.1.1 has no receive maximum, and mosquitto 2.0.11 exceeds it while it works off a queue, so what
    /// is too much stays in the socket.
    /// </summary>
    public async ValueTask<PublishReceipt?> TakeAsync(ushort packetId, MqttQos qos, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (qos == MqttQos.ExactlyOnce && IsRepeat(packetId))
                {
                    return null;
                }

                if (_owed.Count < capacity)
                {
                    var owed = new Owed(++_lastTicket, packetId, qos);
                    _owed.Enqueue(owed);
                    _byTicket.Add(owed.Ticket, owed);
                    return new PublishReceipt(this, owed.Ticket);
                }
            }

            using var stop = cancellationToken.Register(_room.Set);
            await _room.WaitAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The server has released a message of QoS 2 (PUBREL).</summary>
    public void Released(ushort packetId)
    {
        lock (_lock)
        {
            var reason = received.Remove(packetId) ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound;
            Send(PacketType.PubComp, packetId, reason);
        }

        written.Set();
    }

    /// <summary>The connection is lost: receipts do nothing any more, the server sends again what it still owns.</summary>
    public void End()
    {
        lock (_lock)
        {
            _over = true;
            _owed.Clear();
            _byTicket.Clear();
        }
    }

    public void Complete(long ticket, MqttReasonCode reason)
    {
        lock (_lock)
        {
            if (_over || !_byTicket.Remove(ticket, out var done))
            {
                return;
            }

            done.Reason = reason;
            while (_owed.TryPeek(out var oldest) && oldest.Reason is { } verdict)
            {
                _owed.Dequeue();
                Acknowledge(oldest, verdict);
            }
        }

        _room.Set();
        written.Set();
    }

    private void Acknowledge(Owed owed, MqttReasonCode reason)
    {
        if (owed.Qos == MqttQos.AtLeastOnce)
        {
            Send(PacketType.PubAck, owed.PacketId, reason);
            return;
        }

        Send(PacketType.PubRec, owed.PacketId, reason);
        if (version == MqttVersion.V311 || reason < MqttReasonCode.UnspecifiedError)
        {
            received.Add(owed.PacketId);
        }
    }

    private bool IsRepeat(ushort packetId)
    {
        if (received.Contains(packetId))
        {
            Send(PacketType.PubRec, packetId, MqttReasonCode.Success);
            written.Set();
            return true;
        }

        // Not acknowledged yet: its PUBREC is still to come.
        return _owed.Any(o => o.PacketId == packetId && o.Qos == MqttQos.ExactlyOnce);
    }

    private void Send(PacketType type, ushort packetId, MqttReasonCode reason) =>
        outbox.AddControl(ClientAck.Encode(type, packetId, reason, version));

    private sealed class Owed(long ticket, ushort packetId, MqttQos qos)
    {
        public long Ticket { get; } = ticket;

        public ushort PacketId { get; } = packetId;

        public MqttQos Qos { get; } = qos;

        public MqttReasonCode? Reason { get; set; }
    }
}
