namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Messages on their way to one session, over as many connections as it takes: what waits, and what is sent and not
/// acknowledged. After a reconnect the latter comes first, in its original order (MQTT 5 §4.4, §4.6); then retained messages
/// of new subscriptions, then live ones. No more are unacknowledged than the client's receive maximum (§4.9).
/// </summary>
internal sealed class Outbox(MqttServerOptions options, QueueBudget? budget, SessionJournal? journal, bool isKept, Action storedLate)
{
    private readonly Lock _lock = new();
    private readonly DeliveryQueue _retained = new(int.MaxValue, long.MaxValue, null);
    private readonly DeliveryQueue _live = new(
        options.MaxQueuedPerSession, isKept ? options.MaxQueuedBytesPerSession : long.MaxValue, isKept ? budget : null);
    private readonly Dictionary<ushort, Inflight> _inflight = [];
    private readonly Queue<ushort> _again = new();
    private ushort _lastPacketId;
    private long _sequence;
    private long _order;
    private int _connection;
    private int _receiveMaximum;
    private int _window;
    private int _storing;
    private bool _isConnected;

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

    /// <summary>Takes up what a store has kept; before the first connection.</summary>
    public void Restore(IEnumerable<(Delivery Delivery, ushort PacketId, bool IsReceived)> kept)
    {
        lock (_lock)
        {
            foreach (var (delivery, packetId, isReceived) in kept)
            {
                _sequence = Math.Max(_sequence, delivery.Sequence);
                if (packetId == 0)
                {
                    if (!_live.TryAdd(delivery))
                    {
                        // The limits have been lowered since.
                        journal?.Done(delivery.Sequence);
                    }

                    continue;
                }

                _inflight[packetId] = new Inflight(delivery, ++_order, IsSent: true, isReceived);
                _lastPacketId = packetId;
            }
        }
    }

    /// <summary>A connection begins: what is not acknowledged is due again.</summary>
    public void Attach(int receiveMaximum)
    {
        lock (_lock)
        {
            _connection++;
            _isConnected = true;
            _receiveMaximum = _window = receiveMaximum;
            _storing = 0;
            _again.Clear();
            foreach (var (packetId, _) in _inflight.OrderBy(i => i.Value.Order))
            {
                _again.Enqueue(packetId);
            }
        }
    }

    /// <summary>The connection is over.</summary>
    public void Detach()
    {
        lock (_lock)
        {
            _connection++;
            _isConnected = false;
            _again.Clear();
            _retained.RemoveAtMostOnce();
            _live.RemoveAtMostOnce();
        }
    }

    /// <summary>
    /// The session is over: takes out what other members of a shared subscription may get, which is all but what was
    /// begun at QoS 2 (MQTT 5 §4.8.2).
    /// </summary>
    public List<Delivery> TakeShared()
    {
        var shared = new List<Delivery>();
        lock (_lock)
        {
            shared.AddRange(_inflight.Values.Where(i => i.Delivery.Qos == MqttQos.AtLeastOnce).OrderBy(i => i.Order).Select(i => i.Delivery));
            _inflight.Clear();
            while (_live.TryTake(out var delivery))
            {
                shared.Add(delivery);
            }
        }

        shared.RemoveAll(d => d.Group is null);
        return shared;
    }

    public void AddRetained(Delivery delivery)
    {
        lock (_lock)
        {
            _retained.TryAdd(Keep(delivery, out _));
        }
    }

    /// <summary>Adds a live message. The task, if there is one, completes when the store has it.</summary>
    public Admission Add(in Delivery delivery, out Task? stored)
    {
        stored = null;
        lock (_lock)
        {
            if (delivery.Qos == MqttQos.AtMostOnce)
            {
                return !_isConnected ? Admission.NotWaiting : _live.TryAdd(delivery) ? Admission.Queued : Admission.Dropped;
            }

            if (_live.TryAdd(delivery with { Sequence = journal is null ? 0 : _sequence + 1 }))
            {
                Keep(delivery, out stored);
                return Admission.Queued;
            }

            return isKept ? AddInsteadOfOldest(delivery, out stored) : Admission.TooSlow;
        }
    }

    /// <summary>Takes what is to be written next; false if nothing may be written now.</summary>
    public bool TryTake(out Outgoing next)
    {
        lock (_lock)
        {
            while (true)
            {
                if (_again.Count > 0)
                {
                    if (TryTakeAgain(out next, out var blocked) || blocked)
                    {
                        return !blocked;
                    }

                    continue;
                }

                var queue = _retained.Count > 0 ? _retained : _live;
                if (!queue.TryPeek(out var delivery) || (delivery.Qos != MqttQos.AtMostOnce && _window - _storing <= 0))
                {
                    next = default;
                    return false;
                }

                queue.TryTake(out _);
                if (delivery.Qos == MqttQos.AtMostOnce)
                {
                    next = new Outgoing(delivery, 0, false, false);
                    return true;
                }

                if (TryBegin(delivery, out next))
                {
                    return true;
                }
            }
        }
    }

    /// <summary>PUBACK has come. False if the message is not one of QoS 1.</summary>
    public bool Acknowledge(ushort packetId)
    {
        lock (_lock)
        {
            if (!_inflight.TryGetValue(packetId, out var known))
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
    }

    /// <summary>
    /// PUBREC has come; an error in it ends the message. The reason is the one for PUBREL; null if none is owed. False if
    /// the message is not one of QoS 2.
    /// </summary>
    public bool Receive(ushort packetId, bool isError, out MqttReasonCode? release)
    {
        lock (_lock)
        {
            release = isError ? null : MqttReasonCode.PacketIdentifierNotFound;
            if (!_inflight.TryGetValue(packetId, out var known))
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
                _inflight[packetId] = known with { IsReceived = true };
                if (known.Delivery.Sequence != 0)
                {
                    journal?.Received(known.Delivery.Sequence);
                }
            }

            return true;
        }
    }

    /// <summary>PUBCOMP has come, or the message was not sent after all.</summary>
    public void Complete(ushort packetId)
    {
        lock (_lock)
        {
            if (_inflight.TryGetValue(packetId, out var known))
            {
                End(packetId, known);
            }
        }
    }

    private Admission AddInsteadOfOldest(in Delivery delivery, out Task? stored)
    {
        stored = null;
        var next = delivery with { Sequence = journal is null ? 0 : _sequence + 1 };
        while (_live.TryTake(out var oldest))
        {
            if (oldest.Sequence != 0)
            {
                journal?.Done(oldest.Sequence);
            }

            if (_live.TryAdd(next))
            {
                Keep(delivery, out stored);
                break;
            }
        }

        return Admission.Dropped;
    }

    /// <summary>Gives a message its place in the store.</summary>
    private Delivery Keep(in Delivery delivery, out Task? stored)
    {
        stored = null;
        if (journal is null || delivery.Qos == MqttQos.AtMostOnce)
        {
            return delivery;
        }

        var kept = delivery with { Sequence = ++_sequence };
        stored = journal.Queued(kept);
        return kept;
    }

    private bool TryTakeAgain(out Outgoing next, out bool blocked)
    {
        var packetId = _again.Peek();
        next = default;
        blocked = false;
        if (!_inflight.TryGetValue(packetId, out var known))
        {
            _again.Dequeue();
            return false;
        }

        if (!known.IsReceived)
        {
            if (_window <= 0)
            {
                blocked = true;
                return false;
            }

            _window--;
            _inflight[packetId] = known with { IsSent = true };
        }

        _again.Dequeue();
        next = new Outgoing(known.Delivery, packetId, known.IsSent, known.IsReceived);
        return true;
    }

    /// <summary>Gives a message a packet identifier; false if the store must have that first.</summary>
    private bool TryBegin(in Delivery delivery, out Outgoing next)
    {
        next = default;
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (_inflight.ContainsKey(_lastPacketId));

        var packetId = _lastPacketId;
        if (journal is not null && delivery.Sequence != 0)
        {
            var stored = journal.Sent(delivery.Sequence, packetId);
            if (delivery.Qos == MqttQos.ExactlyOnce && !stored.IsCompletedSuccessfully)
            {
                // A client remembers the identifier of a QoS 2 message: a server that forgot it would use it for another.
                _inflight[packetId] = new Inflight(delivery, ++_order, IsSent: false, IsReceived: false);
                _storing++;
                _ = SendWhenStoredAsync(stored, packetId, _connection);
                return false;
            }
        }

        _inflight[packetId] = new Inflight(delivery, ++_order, IsSent: true, IsReceived: false);
        _window--;
        next = new Outgoing(delivery, packetId, IsDuplicate: false, IsRelease: false);
        return true;
    }

    private async Task SendWhenStoredAsync(Task stored, ushort packetId, int connection)
    {
        await stored.ConfigureAwait(false);
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            _storing--;
            _again.Enqueue(packetId);
        }

        storedLate();
    }

    private void End(ushort packetId, in Inflight known)
    {
        _inflight.Remove(packetId);
        _window = Math.Min(_window + 1, _receiveMaximum);
        if (known.Delivery.Sequence != 0)
        {
            journal?.Done(known.Delivery.Sequence);
        }
    }
}
