using System.Buffers;
using System.IO.Pipelines;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// The write loop of one connection: the only one that touches its output. Collects acknowledgements, replies and messages,
/// and flushes once for all that have gathered.
/// </summary>
internal sealed class SessionSender(
    PipeWriter output, ConnectPacket connect, SessionState state, MqttServerOptions options, MqttCounters counters, TimeProvider time)
    : IAcknowledger
{
    private const int FlushBytes = 64 * 1024;
    private const int AckBytes = 4 * 1024;
    private const int MaxReplies = 32;
    private const int BatchMessages = 64;

    [ThreadStatic]
    private static Outgoing[]? t_batch;

    private readonly AckRing _acks = new(options.MaxInflightPerSession);
    private readonly Replies _replies = new();
    private readonly MessageWriter _messages = new(output, connect, options);
    private readonly AsyncSignal _work = new();
    private readonly AsyncSignal _progress = new();
    private byte[] _last = [];
    private volatile bool _finishing;
    private volatile bool _ended;
    private long _flushingSince;

    /// <summary>Messages received that are not acknowledged yet.</summary>
    public AckRing Acks => _acks;

    /// <summary>Whether the read loop has to pause: the client makes us answer faster than it reads the answers.</summary>
    public bool IsBacklogged => _replies.Count > MaxReplies;

    /// <summary>Completes after the write loop has made progress; may also complete for nothing.</summary>
    public ValueTask ProgressAsync() => _ended ? ValueTask.CompletedTask : _progress.WaitAsync();

    /// <summary>Wakes who waits in <see cref="ProgressAsync"/>.</summary>
    public void Nudge() => _progress.Set();

    /// <summary>Wakes the write loop: there is something in the outbox.</summary>
    public void Wake() => _work.Set();

    /// <summary>How long the client has not taken a byte of what is being written.</summary>
    public TimeSpan StuckFor()
    {
        var since = Interlocked.Read(ref _flushingSince);
        return since == 0 ? TimeSpan.Zero : time.GetElapsedTime(since);
    }

    public void Complete(long ticket, MqttReasonCode reason)
    {
        if (_acks.IsExactlyOnce(ticket, out var packetId))
        {
            CompleteExactlyOnce(ticket, packetId, reason);
        }
        else
        {
            Finish(ticket, reason);
        }
    }

    public void Answer(byte[] packet)
    {
        _replies.Add(packet);
        _work.Set();
    }

    public void Answer(in AckPacket handshake)
    {
        _replies.Add(handshake);
        _work.Set();
    }

    /// <summary>Lets the write loop send the replies and acknowledgements there are, then the last packet, and end.</summary>
    public void Finish(byte[] last)
    {
        _last = last;
        _finishing = true;
        _work.Set();
    }

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync();
                var finishing = _finishing;
                while (Write(finishing))
                {
                    if (!await FlushAsync())
                    {
                        return;
                    }
                }

                if (finishing)
                {
                    return;
                }
            }
        }
        finally
        {
            _ended = true;
            _progress.Set();
        }
    }

    /// <summary>PUBREC of a persistent session means that the packet identifier is in the store, too.</summary>
    private void CompleteExactlyOnce(long ticket, ushort packetId, MqttReasonCode reason)
    {
        var isError = reason >= MqttReasonCode.UnspecifiedError;
        var stored = isError ? null : state.Journal?.ReceiptKept(packetId);
        if (stored is null || stored.IsCompletedSuccessfully)
        {
            Release();
        }
        else
        {
            _ = ReleaseLaterAsync();
        }

        async Task ReleaseLaterAsync()
        {
            await stored!.ConfigureAwait(false);
            Release();
        }

        void Release()
        {
            var alsoWaiting = state.Receipts.Complete(packetId, isError);
            Finish(ticket, reason);
            alsoWaiting.Complete(reason);
        }
    }

    private void Finish(long ticket, MqttReasonCode reason)
    {
        if (_acks.Complete(ticket, reason))
        {
            _work.Set();
        }
    }

    private async ValueTask<bool> FlushAsync()
    {
        counters.CountOut(0, output.UnflushedBytes);
        var flush = output.FlushAsync();
        if (!flush.IsCompleted)
        {
            Interlocked.Exchange(ref _flushingSince, Math.Max(1, time.GetTimestamp()));
        }

        var result = await flush;
        Interlocked.Exchange(ref _flushingSince, 0);
        _progress.Set();
        return !result.IsCompleted;
    }

    private bool Write(bool finishing)
    {
        // Replies first, for CONNACK must be the first packet.
        while (_replies.TryTake(out byte[]? packet))
        {
            output.Write(packet);
        }

        WriteAcks();
        if (finishing)
        {
            output.Write(_last);
            _last = [];
        }
        else
        {
            WriteMessages();
        }

        return output.UnflushedBytes > 0;
    }

    private void WriteAcks()
    {
        while (TryTakeAck(out var ack))
        {
            var span = output.GetSpan(AckBytes);
            var used = 0;
            do
            {
                used += ack.Write(span[used..], connect.Version);
            }
            while (span.Length - used >= AckPacket.MaxSize && TryTakeAck(out ack));

            output.Advance(used);
        }
    }

    private bool TryTakeAck(out AckPacket ack) => _acks.TryTake(out ack) || _replies.TryTake(out ack);

    private void WriteMessages()
    {
        var batch = t_batch ??= new Outgoing[BatchMessages];
        var messages = 0;
        while (output.UnflushedBytes < FlushBytes && state.Outbox.Take(batch, FlushBytes) is > 0 and var count)
        {
            foreach (ref readonly var next in batch.AsSpan(0, count))
            {
                messages += Write(next) ? 1 : 0;
            }

            // Not to keep alive what is sent.
            Array.Clear(batch, 0, count);
        }

        if (messages > 0)
        {
            counters.CountOut(messages, 0);
        }
    }

    /// <summary>True if a message has been written.</summary>
    private bool Write(in Outgoing next)
    {
        if (next.IsRelease)
        {
            new AckPacket(next.PacketId, MqttReasonCode.Success, PacketType.PubRel).Write(output, connect.Version);
            return false;
        }

        if (_messages.TryWrite(next))
        {
            return true;
        }

        counters.CountDropped();
        state.Outbox.Complete(next.PacketId);
        return false;
    }
}
