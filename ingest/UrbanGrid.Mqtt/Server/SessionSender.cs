using System.Buffers;
using System.IO.Pipelines;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// The write loop of one connection: the only one that touches its output. Collects acknowledgements, answers and
/// messages, and flushes once for all that have gathered.
/// </summary>
internal sealed class SessionSender(
    PipeWriter output, ConnectPacket connect, MqttServerOptions options, MqttCounters counters, TimeProvider time) : IAcknowledger
{
    private const int FlushBytes = 64 * 1024;
    private const int AckBytes = 4 * 1024;
    private const int MaxAnswers = 32;

    private readonly AckRing _acks = new(options.MaxInflightPerSession);
    private readonly Outbox _outbox = new(
        options.MaxQueuedPerSession, Math.Min(connect.ReceiveMaximum, options.MaxInflightPerSession));
    private readonly AsyncSignal _work = new();
    private readonly AsyncSignal _progress = new();
    private byte[] _last = [];
    private volatile bool _finishing;
    private volatile bool _ended;
    private long _flushingSince;

    /// <summary>Messages received that are not acknowledged yet.</summary>
    public AckRing Acks => _acks;

    /// <summary>Whether the read loop has to pause: the client makes us answer faster than it reads the answers.</summary>
    public bool IsBacklogged => _outbox.AnswerCount > MaxAnswers;

    /// <summary>Retained messages the client has asked for and not been sent yet.</summary>
    public int RetainedBacklog => _outbox.RetainedCount;

    /// <summary>Completes after the write loop has made progress; may also complete for nothing.</summary>
    public ValueTask ProgressAsync() => _ended ? ValueTask.CompletedTask : _progress.WaitAsync();

    /// <summary>Wakes who waits in <see cref="ProgressAsync"/>.</summary>
    public void Nudge() => _progress.Set();

    /// <summary>How long the client has not taken a byte of what is being written.</summary>
    public TimeSpan StuckFor()
    {
        var since = Interlocked.Read(ref _flushingSince);
        return since == 0 ? TimeSpan.Zero : time.GetElapsedTime(since);
    }

    public void Complete(long ticket, MqttReasonCode reason)
    {
        if (_acks.Complete(ticket, reason))
        {
            _work.Set();
        }
    }

    public void Answer(byte[] packet)
    {
        _outbox.AddAnswer(packet);
        _work.Set();
    }

    public void Retained(Delivery delivery)
    {
        _outbox.AddRetained(delivery);
        _work.Set();
    }

    /// <summary>Queues a message; false if the client is too slow to take it.</summary>
    public bool TryDeliver(Delivery delivery)
    {
        if (!_outbox.TryAdd(delivery))
        {
            return false;
        }

        _work.Set();
        return true;
    }

    public void Acknowledged(ushort packetId)
    {
        _outbox.Acknowledge(packetId);
        _work.Set();
    }

    /// <summary>Lets the write loop send the answers and acknowledgements there are, then the last packet, and end.</summary>
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
        // Answers first, for CONNACK must be the first packet.
        while (_outbox.TryTakeAnswer(out var first))
        {
            output.Write(first);
        }

        WriteAcks();
        if (finishing)
        {
            output.Write(_last);
            _last = [];
            return output.UnflushedBytes > 0;
        }

        var messages = 0;
        while (output.UnflushedBytes < FlushBytes && _outbox.TryTake(out var answer, out var delivery, out var packetId))
        {
            if (answer is not null)
            {
                output.Write(answer);
            }
            else if (WriteMessage(delivery, packetId))
            {
                messages++;
            }
        }

        if (messages > 0)
        {
            counters.CountOut(messages, 0);
        }

        return output.UnflushedBytes > 0;
    }

    private void WriteAcks()
    {
        while (_acks.TryTake(out var ack))
        {
            var span = output.GetSpan(AckBytes);
            var used = 0;
            do
            {
                used += ack.Write(span[used..], connect.Version);
            }
            while (span.Length - used >= AckPacket.MaxSize && _acks.TryTake(out ack));

            output.Advance(used);
        }
    }

    private bool WriteMessage(in Delivery delivery, ushort packetId)
    {
        var message = delivery.Message;
        var left = message.SecondsLeft();
        var ids = delivery.SubscriptionIds;
        var tooLarge = connect.MaximumPacketSize is { } max
            && PublishEncoder.PacketSize(message.Encoded, connect.Version, delivery.Qos, left, ids) > max;
        if (left == 0 || tooLarge)
        {
            counters.CountDropped();
            _outbox.Acknowledge(packetId);
            return false;
        }

        var header = PublishPacket.Header(delivery.Qos, delivery.Retain, duplicate: false);
        PublishEncoder.Write(output, message.Encoded, connect.Version, header, packetId, left, ids);
        return true;
    }
}
