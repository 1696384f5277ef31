using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>
/// What waits to be written to the server, in call order, and the publishes that wait for their PUBACK: no more at a time
/// than the server's receive maximum. Each entry is a caller that waits, so the callers bound it.
/// </summary>
internal sealed class ClientOutbox(int receiveMaximum)
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _control = new();
    private readonly Queue<PendingPublish> _publishes = new();
    private readonly Dictionary<ushort, PendingPublish> _unacknowledged = [];
    private readonly Dictionary<ushort, TaskCompletionSource<SubAckPacket>> _requests = [];
    private ushort _lastPacketId;
    private Exception? _failure;

    /// <summary>Whether nothing waits to be written or acknowledged.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _control.Count + _publishes.Count + _unacknowledged.Count == 0;
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

    /// <summary>Adds a publish; it fails at once if the connection is lost already.</summary>
    public void Add(PendingPublish publish)
    {
        lock (_lock)
        {
            if (_failure is null)
            {
                _publishes.Enqueue(publish);
                return;
            }
        }

        publish.TrySetException(_failure);
    }

    /// <summary>Takes what is to be written next; false if nothing may be written now.</summary>
    public bool TryTake(out byte[]? control, out PendingPublish? publish, out ushort packetId)
    {
        lock (_lock)
        {
            packetId = 0;
            publish = null;
            if (_control.TryDequeue(out control))
            {
                return true;
            }

            while (_publishes.TryPeek(out publish))
            {
                if (publish.Task.IsCompleted)
                {
                    _publishes.Dequeue();
                    continue;
                }

                if (publish.Qos != MqttQos.AtMostOnce)
                {
                    if (_unacknowledged.Count >= receiveMaximum)
                    {
                        return false;
                    }

                    packetId = NextPacketId();
                    _unacknowledged.Add(packetId, publish);
                }

                _publishes.Dequeue();
                return true;
            }

            return false;
        }
    }

    /// <summary>The server has answered a publish.</summary>
    public void Acknowledge(ushort packetId, MqttReasonCode reason)
    {
        PendingPublish? publish;
        lock (_lock)
        {
            _unacknowledged.Remove(packetId, out publish);
        }

        publish?.TrySetResult(reason);
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

    /// <summary>Fails everything that waits and everything that comes.</summary>
    public void Fail(Exception failure)
    {
        PendingPublish[] lost;
        TaskCompletionSource<SubAckPacket>[] requests;
        lock (_lock)
        {
            _failure ??= failure;
            lost = [.. _unacknowledged.Values, .. _publishes];
            requests = [.. _requests.Values];
            _requests.Clear();
            _unacknowledged.Clear();
            _publishes.Clear();
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
        while (_unacknowledged.ContainsKey(_lastPacketId) || _requests.ContainsKey(_lastPacketId));

        return _lastPacketId;
    }
}
