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
    /// <summary>
    /// How far a server of version 5 may go beyond what it was told before it is left: mosquitto 2.0.11, for one, sends a
    /// few more than the receive maximum when it works off a queue.
    /// </summary>
    private const int Patience = 2;

    private readonly Lock _lock = new();
    private readonly Queue<Owed> _owed = new();
    private readonly Dictionary<long, Owed> _byTicket = [];
    private readonly AsyncSignal _room = new();
    private long _lastTicket;
    private int _open;
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
    /// for room, unless the server is of version 5 and has been told how many it may send.
    /// </summary>
    /// <exception cref="MqttProtocolException">The server exceeds the receive maximum by far (0x93).</exception>
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

                if (_open < (version == MqttVersion.V5 ? capacity * Patience : capacity))
                {
                    _open++;
                    var owed = new Owed(++_lastTicket, packetId, qos);
                    _owed.Enqueue(owed);
                    _byTicket.Add(owed.Ticket, owed);
                    return new PublishReceipt(this, owed.Ticket);
                }
            }

            if (version == MqttVersion.V5)
            {
                throw new MqttProtocolException(
                    MqttReasonCode.ReceiveMaximumExceeded, $"The server sent more than {capacity} unacknowledged messages.");
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
            if (version == MqttVersion.V5)
            {
                Close();
            }
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

        written.Set();
    }

    private void Acknowledge(Owed owed, MqttReasonCode reason)
    {
        if (owed.Qos == MqttQos.AtLeastOnce)
        {
            Send(PacketType.PubAck, owed.PacketId, reason);
            Close();
            return;
        }

        Send(PacketType.PubRec, owed.PacketId, reason);
        var refused = version == MqttVersion.V5 && reason >= MqttReasonCode.UnspecifiedError;
        if (!refused)
        {
            received.Add(owed.PacketId);
        }

        // With version 3.1.1 the release may stand behind what waits for room in the socket: only version 5 counts it (§4.9).
        if (refused || version == MqttVersion.V311)
        {
            Close();
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

    private void Close()
    {
        _open = Math.Max(0, _open - 1);
        _room.Set();
    }

    private sealed class Owed(long ticket, ushort packetId, MqttQos qos)
    {
        public long Ticket { get; } = ticket;

        public ushort PacketId { get; } = packetId;

        public MqttQos Qos { get; } = qos;

        public MqttReasonCode? Reason { get; set; }
    }
}
