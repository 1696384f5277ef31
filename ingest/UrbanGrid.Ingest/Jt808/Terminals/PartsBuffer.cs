using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Room that all divided messages share.</summary>
internal sealed class PartsRoom(long most)
{
    private long _taken;

    /// <summary>Takes room; false if there is not enough.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most)
        {
            return true;
        }

        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    /// <summary>Gives it back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}

/// <summary>What became of a package.</summary>
internal enum PartResult
{
    /// <summary>Others are missing still.</summary>
    Kept,
    /// <summary>It was the last one; the message is whole.</summary>
    Whole,
    /// <summary>There is no room for it, or it cannot be.</summary>
    Refused,
}

/// <summary>
/// Divided messages of one terminal until all their packages are there (分包). Packages may come in any order and twice; few
/// messages at a time are kept, the oldest gives way.
/// </summary>
internal sealed class PartsBuffer(PartsRoom room, Jt808Options options)
{
    private const int MaxMessages = 4;
    private const int MaxParts = 8_192;

    private readonly List<PartialMessage> _messages = [];

    /// <summary>Takes a package.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="body">Its body.</param>
    /// <param name="now">Unix ms.</param>
    /// <param name="whole">The body of the message, once it is whole.</param>
    public PartResult Add(FrameHeader header, ReadOnlySpan<byte> body, long now, out byte[] whole)
    {
        whole = [];
        if (header.Part == 0 || header.Part > header.Parts || header.Parts > MaxParts)
        {
            return PartResult.Refused;
        }

        var message = Find(header, now);
        if (message.Bodies[header.Part - 1] is null)
        {
            if (message.Bytes + body.Length > options.MaxMessageBytes || !room.TryTake(body.Length))
            {
                Drop(message);
                return PartResult.Refused;
            }

            message.Bodies[header.Part - 1] = body.ToArray();
            message.Bytes += body.Length;
            message.Missing--;
        }

        message.LastAt = now;
        if (message.Missing > 0)
        {
            return PartResult.Kept;
        }

        whole = [.. message.Bodies.SelectMany(b => b!)];
        Drop(message);
        return PartResult.Whole;
    }

    /// <summary>Messages that have waited for a package too long: those to be asked for, and those given up, which are dropped.</summary>
    public (List<PartialMessage> Ask, int GivenUp) Overdue(long now)
    {
        var late = _messages.Where(m => now - m.LastAt >= (long)options.PartPatience.TotalMilliseconds).ToList();
        var hopeless = late.Where(m => m.Requests >= options.PartRequests).ToList();
        foreach (var message in hopeless)
        {
            Drop(message);
            late.Remove(message);
        }

        foreach (var message in late)
        {
            message.Requests++;
            message.LastAt = now;
        }

        return (late, hopeless.Count);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var message in _messages.ToArray())
        {
            Drop(message);
        }
    }

    private PartialMessage Find(FrameHeader header, long now)
    {
        var first = (ushort)(header.Serial - (header.Part - 1));
        var found = _messages.Find(m => m.MessageId == header.MessageId && m.FirstSerial == first && m.Bodies.Length == header.Parts)
            // Some terminals give all packages of a message one serial.
            ?? _messages.Find(m => m.MessageId == header.MessageId && m.AnySerial == header.Serial && m.Bodies.Length == header.Parts);
        if (found is null)
        {
            if (_messages.Count >= MaxMessages)
            {
                Drop(_messages[0]);
            }

            _messages.Add(found = new PartialMessage(header.MessageId, first, header.Serial, header.Version, new byte[]?[header.Parts], now));
        }

        return found;
    }

    private void Drop(PartialMessage message)
    {
        if (!message.IsDropped)
        {
            message.IsDropped = true;
            room.Give(message.Bytes);
        }

        _messages.Remove(message);
    }
}

/// <summary>A divided message that is not whole yet.</summary>
internal sealed class PartialMessage(ushort messageId, ushort firstSerial, ushort anySerial, Jt808Version version, byte[]?[] bodies, long now)
{
    public ushort MessageId { get; } = messageId;

    /// <summary>Serial number of its first package.</summary>
    public ushort FirstSerial { get; } = firstSerial;

    public ushort AnySerial { get; } = anySerial;

    public Jt808Version Version { get; } = version;

    public byte[]?[] Bodies { get; } = bodies;

    public int Missing { get; set; } = bodies.Length;

    public long Bytes { get; set; }

    public long LastAt { get; set; } = now;

    public int Requests { get; set; }

    public bool IsDropped { get; set; }

    /// <summary>Packages that are missing, from 1; at most as many as one request can name.</summary>
    public IEnumerable<ushort> MissingParts => Enumerable.Range(1, Bodies.Length).Where(n => Bodies[n - 1] is null).Take(byte.MaxValue).Select(n => (ushort)n);
}
