using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>
/// What waits to be written to the server, in call order, and the publishes that wait for their answer: no more at a time
/// than the server's receive maximum. Each entry is a caller that waits, so the callers bound it. It outlives a
/// connection: what is open is sent again when the session is resumed, MQTT 5 §4.4.
/// </summary>
internal sealed class ClientOutbox(MqttVersion version)
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _control = new();
    private readonly Queue<PendingPublish> _publishes = new();
    private readonly Queue<OpenPublish> _again = new();
    private readonly Dictionary<ushort, OpenPublish> _open = [];
    private readonly Dictionary<ushort, TaskCompletionSource<SubAckPacket>> _requests = [];
    private ServerAnswer _server = new();
    private int _quota;
    private long _order;
    private ushort _lastPacketId;
    private Exception? _failure = new MqttNotConnectedException("There is no connection to the server.");

    /// <summary>Whether nothing waits to be written or acknowledged.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _control.Count + _publishes.Count + _open.Count == 0;
            }
        }
    }

    /// <summary>A connection is established. What is open is sent again, or fails if the server forgot the session.</summary>
    public void Begin(ServerAnswer server)
    {
        if (!server.SessionPresent)
        {
            Fail(new MqttNotConnectedException("The server has forgotten the session; whether it took the message is not known."));
        }

        lock (_lock)
        {
            _server = server;
            _quota = server.ReceiveMaximum;
            _failure = null;
            foreach (var open in _open.Values.OrderBy(o => o.Order))
            {
                _again.Enqueue(open);
            }
        }
    }

    /// <summary>The connection is lost: everything fails, but for what a kept session sends again.</summary>
    public void Lose(Exception failure, bool keepOpen)
    {
        OpenPublish[] kept;
        lock (_lock)
        {
            kept = keepOpen ? [.. _open.Values] : [];
            foreach (var open in kept)
            {
                _open.Remove(open.PacketId);
            }
        }

        Fail(failure);
        lock (_lock)
        {
            foreach (var open in kept)
            {
                _open.Add(open.PacketId, open);
            }
        }
    }

    public void AddControl(byte[] packet)
    {
        lock (_lock)
        {
            _control.Enqueue(packet);
        }
    }

    /// <summary>Adds a SUBSCRIBE or UNSUBSCRIBE made with a free packet identifier; completes with its answer.</summary>
    public Task<SubAckPacket> AddRequest(Func<ushort, byte[]> encode)
    {
        var answer = new TaskCompletionSource<SubAckPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_failure is not null)
            {
                return Task.FromException<SubAckPacket>(_failure);
            }

            var packetId = NextPacketId();
            _requests.Add(packetId, answer);
            _control.Enqueue(encode(packetId));
        }

        return answer.Task;
    }

    /// <summary>Adds a publish; it fails at once without a connection, or if the server said that it takes none like it.</summary>
    public void Add(PendingPublish publish)
    {
        Exception? failure;
        lock (_lock)
        {
            failure = _failure ?? Refusal(publish);
            if (failure is null)
            {
                _publishes.Enqueue(publish);
                return;
            }
        }

        publish.TrySetException(failure);
    }

    /// <summary>Takes what is to be written next; false if nothing may be written now.</summary>
    public bool TryTake(out byte[]? control, out PendingPublish? publish, out ushort packetId, out bool duplicate)
    {
        lock (_lock)
        {
            (packetId, publish, duplicate) = (0, null, false);
            return _control.TryDequeue(out control) || TryTakeAgain(ref control, ref publish, ref packetId, ref duplicate)
                || (_again.Count == 0 && TryTakeNew(ref publish, ref packetId));
        }
    }

    /// <summary>The server has answered a publish for good: PUBACK, PUBCOMP, or a PUBREC that refuses it.</summary>
    public void Acknowledge(ushort packetId, MqttReasonCode reason)
    {
        OpenPublish? open;
        lock (_lock)
        {
            _quota = Math.Min(_quota + 1, _server.ReceiveMaximum);
            _open.Remove(packetId, out open);
        }

        open?.Publish.TrySetResult(reason);
    }

    /// <summary>The server has a publish of QoS 2 (PUBREC) and is to release it, MQTT 5 §4.3.3.</summary>
    public void Release(ushort packetId, MqttReasonCode reason)
    {
        if (reason >= MqttReasonCode.UnspecifiedError)
        {
            Acknowledge(packetId, reason);
            return;
        }

        lock (_lock)
        {
            var known = _open.TryGetValue(packetId, out var open);
            if (known)
            {
                (open!.Released, open.Order) = (true, ++_order);
            }

            var answer = known ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound;
            _control.Enqueue(ClientAck.Encode(PacketType.PubRel, packetId, answer, version));
        }
    }

    /// <summary>The server has answered a SUBSCRIBE or UNSUBSCRIBE.</summary>
    public void Answer(SubAckPacket answer)
    {
        TaskCompletionSource<SubAckPacket>? request;
        lock (_lock)
        {
            _requests.Remove(answer.PacketId, out request);
        }

        request?.TrySetResult(answer);
    }

    private bool TryTakeAgain(ref byte[]? control, ref PendingPublish? publish, ref ushort packetId, ref bool duplicate)
    {
        while (_again.TryPeek(out var open))
        {
            if (!_open.ContainsKey(open.PacketId))
            {
                _again.Dequeue();
            }
            else if (open.Released)
            {
                _again.Dequeue();
                control = ClientAck.Encode(PacketType.PubRel, open.PacketId, MqttReasonCode.Success, version);
                return true;
            }
            else if (_quota > 0)
            {
                _quota--;
                (publish, packetId, duplicate) = (_again.Dequeue().Publish, open.PacketId, true);
                return true;
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    private bool TryTakeNew(ref PendingPublish? publish, ref ushort packetId)
    {
        while (_publishes.TryPeek(out var next))
        {
            if (next.Task.IsCompleted)
            {
                _publishes.Dequeue();
                continue;
            }

            if (next.Qos != MqttQos.AtMostOnce)
            {
                if (_quota == 0)
                {
                    return false;
                }

                _quota--;
                packetId = NextPacketId();
                _open.Add(packetId, new OpenPublish(packetId, next) { Order = ++_order });
            }

            publish = _publishes.Dequeue();
            return true;
        }

        return false;
    }

    private MqttRefusedException? Refusal(PendingPublish publish)
    {
        if (publish.Qos > _server.MaximumQos)
        {
            return new MqttRefusedException(
                MqttReasonCode.QosNotSupported, $"The server takes messages up to QoS {(int)_server.MaximumQos} only.");
        }

        return PublishEncoder.PacketSize(publish.Message, version, new PublishHead(PublishPacket.Header(publish.Qos, publish.Retain, duplicate: false), 1, publish.ExpirySeconds), []) > _server.MaximumPacketSize
            ? new MqttRefusedException(
                MqttReasonCode.PacketTooLarge, $"The server takes packets up to {_server.MaximumPacketSize} bytes only.")
            : null;
    }

    private void Fail(Exception failure)
    {
        PendingPublish[] lost;
        TaskCompletionSource<SubAckPacket>[] requests;
        lock (_lock)
        {
            _failure = failure;
            lost = [.. _open.Values.OrderBy(o => o.Order).Select(o => o.Publish), .. _publishes];
            requests = [.. _requests.Values];
            _requests.Clear();
            _open.Clear();
            _publishes.Clear();
            _again.Clear();
            _control.Clear();
        }

        foreach (var publish in lost)
        {
            publish.TrySetException(failure);
        }

        foreach (var request in requests)
        {
            request.TrySetException(failure);
        }
    }

    private ushort NextPacketId()
    {
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (_open.ContainsKey(_lastPacketId) || _requests.ContainsKey(_lastPacketId));

        return _lastPacketId;
    }
}
