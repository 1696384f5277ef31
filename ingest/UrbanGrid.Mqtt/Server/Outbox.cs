namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Messages on their way to one session, over as many connections as it takes: what waits, and what is sent and not
/// acknowledged. After a reconnect the latter comes first, in its original order (MQTT 5 §4.4, §4.6); then retained messages
/// of new subscriptions, then live ones.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="budget">Bytes of all persistent sessions.</param>
/// <param name="journal">Tells the store; null if there is none to tell.</param>
/// <param name="isKept">Whether the session outlives its connection.</param>
/// <param name="storedLate">Called when the store lets something be sent that had to wait for it.</param>
internal sealed class Outbox(MqttServerOptions options, QueueBudget budget, SessionJournal? journal, bool isKept, Action storedLate)
{
    /// <summary>Messages waiting that a client which keeps up does not have.</summary>
    private const int Many = 256;

    private readonly Lock _lock = new();
    private readonly InflightMessages _inflight = new(journal);
    private readonly DeliveryQueue _retained = new(int.MaxValue, long.MaxValue, null);
    private readonly DeliveryQueue _live = isKept
        ? new(options.MaxQueuedPerSession, options.MaxQueuedBytesPerSession, budget)
        : new(options.MaxQueuedPerSession, long.MaxValue, null);
    private long _sequence;
    private bool _isConnected;
    private TaskCompletionSource? _fewer;

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

    /// <summary>Whether something has been begun that the client has not acknowledged to the end.</summary>
    public bool IsAnswerDue
    {
        get
        {
            lock (_lock)
            {
                return _inflight.IsAnswerDue;
            }
        }
    }

    /// <summary>Completes when only few messages wait, or the connection is over; null if that is so now.</summary>
    public Task? FewerAsync()
    {
        lock (_lock)
        {
            return _isConnected && _live.Count > Many
                ? (_fewer ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : null;
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
                if (packetId != 0)
                {
                    _inflight.Restore(delivery, packetId, isReceived);
                }
                else if (!_live.TryAdd(delivery))
                {
                    // The limits have been lowered since.
                    journal?.Done(delivery.Sequence);
                }
            }
        }
    }

    /// <summary>A connection begins: what is not acknowledged is due again.</summary>
    public void Attach(int receiveMaximum)
    {
        lock (_lock)
        {
            _isConnected = true;
            _inflight.Attach(receiveMaximum);
        }
    }

    /// <summary>The connection is over.</summary>
    public void Detach()
    {
        lock (_lock)
        {
            _isConnected = false;
            _inflight.Detach();
            _retained.RemoveAtMostOnce();
            _live.RemoveAtMostOnce();
            TellFewer();
        }
    }

    /// <summary>
    /// The session is over: takes everything out, and returns what other members of a shared subscription may get, which is
    /// all but what was begun at QoS 2 (MQTT 5 §4.8.2).
    /// </summary>
    public List<Delivery> TakeShared()
    {
        lock (_lock)
        {
            var shared = _inflight.TakeAtLeastOnce();
            while (_live.TryTake(out var delivery))
            {
                shared.Add(delivery);
            }

            shared.RemoveAll(d => d.Group is null);
            return shared;
        }
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
                return !_isConnected ? Admission.NotWaiting : _live.TryAdd(delivery) ? Queued() : Admission.Dropped;
            }

            if (_live.HasRoomFor(delivery))
            {
                return TryQueue(delivery, out stored) ? Queued() : Admission.Dropped;
            }

            return isKept ? AddInsteadOfOldest(delivery, out stored) : Admission.TooSlow;
        }
    }

    /// <summary>
    /// Takes what is to be written next: at most as much as the span holds, and no more messages once they have as many
    /// bytes as given. Returns how many; 0 if nothing may be written now.
    /// </summary>
    public int Take(Span<Outgoing> next, int bytes)
    {
        var count = 0;
        lock (_lock)
        {
            while (count < next.Length && bytes > 0 && TryTake(out next[count]))
            {
                bytes -= next[count].Delivery.Message.Size;
                count++;
            }

            if (_fewer is not null && _live.Count <= Many / 2)
            {
                TellFewer();
            }
        }

        return count;
    }

    /// <inheritdoc cref="InflightMessages.Acknowledge"/>
    public bool Acknowledge(ushort packetId)
    {
        lock (_lock)
        {
            return _inflight.Acknowledge(packetId);
        }
    }

    /// <inheritdoc cref="InflightMessages.Receive"/>
    public bool Receive(ushort packetId, bool isError, out MqttReasonCode? release)
    {
        lock (_lock)
        {
            return _inflight.Receive(packetId, isError, out release);
        }
    }

    /// <inheritdoc cref="InflightMessages.Complete"/>
    public void Complete(ushort packetId)
    {
        lock (_lock)
        {
            _inflight.Complete(packetId);
        }
    }

    private void TellFewer()
    {
        _fewer?.SetResult();
        _fewer = null;
    }

    private Admission Queued() => _isConnected && _live.Count > Many ? Admission.QueuedBehindMany : Admission.Queued;

    private Admission AddInsteadOfOldest(in Delivery delivery, out Task? stored)
    {
        stored = null;
        while (delivery.Message.Size <= options.MaxQueuedBytesPerSession && _live.TryTake(out var oldest))
        {
            if (oldest.Sequence != 0)
            {
                journal?.Done(oldest.Sequence);
            }

            if (_live.HasRoomFor(delivery))
            {
                TryQueue(delivery, out stored);
                break;
            }
        }

        return Admission.Dropped;
    }

    private bool TryQueue(in Delivery delivery, out Task? stored)
    {
        var kept = Keep(delivery, out stored);
        if (_live.TryAdd(kept))
        {
            return true;
        }

        // Another session was faster to take the room.
        if (kept.Sequence != 0)
        {
            journal?.Done(kept.Sequence);
        }

        return false;
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

    private bool TryTake(out Outgoing next)
    {
        while (_inflight.IsAgainDue)
        {
            if (_inflight.TryTakeAgain(out next, out var isBlocked) || isBlocked)
            {
                return !isBlocked;
            }
        }

        var queue = _retained.Count > 0 ? _retained : _live;
        while (queue.TryPeek(out var delivery) && (delivery.Qos == MqttQos.AtMostOnce || _inflight.HasQuota))
        {
            queue.TryTake(out _);
            if (delivery.Qos == MqttQos.AtMostOnce)
            {
                next = new Outgoing(delivery, 0, false, false);
                return true;
            }

            next = _inflight.Begin(delivery, out var stored, out var ticket);
            if (stored is null)
            {
                return true;
            }

            _ = SendWhenStoredAsync(stored, ticket);
        }

        next = default;
        return false;
    }

    private async Task SendWhenStoredAsync(Task stored, (ushort PacketId, int Connection) ticket)
    {
        await stored.ConfigureAwait(false);
        lock (_lock)
        {
            if (!_inflight.Stored(ticket))
            {
                return;
            }
        }

        storedLate();
    }
}
