using System.Threading.Channels;

namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>
/// A bounded first-in first-out queue of messages on disk. Every message goes through the file, also while the hub is
/// there: the system's page cache makes that nearly free, one path is easier to trust than two, and a killed process
/// loses nothing. The disk is synced only for what has waited: see <see cref="Sync"/>. Many writers, one reader.
/// </summary>
public sealed class SpoolLane : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly long _segmentBytes;
    private readonly TimeProvider _time;
    private readonly SpoolCursor _cursor;
    private readonly LinkedList<SpoolSegment> _segments = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _bytes;
    private SpoolPosition _acknowledged;
    private SpoolPosition _read;
    private SpoolPosition _synced;
    private SpoolPosition _savedCursor;

    /// <summary>Opens the lane, cutting off what a crash left half-written at its end.</summary>
    /// <param name="folder">Folder of its own; made if absent.</param>
    /// <param name="maxBytes">Room; when it is full the oldest segment is dropped.</param>
    /// <param name="time">Clock that stamps the records.</param>
    public SpoolLane(string folder, long maxBytes, TimeProvider time)
    {
        _folder = folder;
        _maxBytes = maxBytes;
        _segmentBytes = Math.Clamp(maxBytes / 8, 4096, 8 * 1024 * 1024);
        _time = time;
        Directory.CreateDirectory(folder);
        _cursor = new SpoolCursor(folder);
        foreach (var number in SpoolSegment.NumbersIn(folder))
        {
            _segments.AddLast(SpoolSegment.Open(folder, number));
        }

        if (_segments.Last is { } last)
        {
            TornBytes = last.Value.CutTornTail();
        }
        else
        {
            _segments.AddLast(SpoolSegment.Open(folder, _cursor.Load() is { } c ? c.Segment + 1 : 0));
        }

        _bytes = _segments.Sum(s => s.Length);
        var oldest = new SpoolPosition(_segments.First!.Value.Number, 0);
        _acknowledged = _cursor.Load() is { } saved && saved >= oldest && saved <= End ? saved : oldest;
        _read = _acknowledged;
        _synced = End;
        DropAcknowledgedSegments();
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Raised, outside of any lock, after the oldest segment had to go: how many messages were lost.</summary>
    public event Action<long>? Dropped;

    /// <summary>Messages lost because the lane was full, since start.</summary>
    public long DroppedRecords { get; private set; }

    /// <summary>Bytes that a crash had left half-written, found at start.</summary>
    public long TornBytes { get; }

    /// <summary>Segments whose rest could not be read, since start.</summary>
    public long DamagedSegments { get; private set; }

    /// <summary>Bytes on disk.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Whether everything has been acknowledged.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _acknowledged >= End;
            }
        }
    }

    private SpoolPosition End => new(_segments.Last!.Value.Number, _segments.Last.Value.Length);

    /// <summary>Puts a message at the end.</summary>
    /// <exception cref="IOException">The disk refuses it; the message is not in the lane.</exception>
    public void Append(string topic, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SpoolFormat.SizeOf(topic, payload), SpoolFormat.MaxBodyBytes, nameof(payload));
        var lost = 0L;
        lock (_lock)
        {
            var last = _segments.Last!.Value;
            if (last.Length >= _segmentBytes)
            {
                last.Sync();
                last = SpoolSegment.Open(_folder, last.Number + 1);
                _segments.AddLast(last);
                DropAcknowledgedSegments();
            }

            var size = SpoolFormat.SizeOf(topic, payload);
            while (_segments.Count > 1 && _bytes + size > _maxBytes)
            {
                lost += DropOldestSegment();
            }

            last.Append(_time.GetUtcNow().ToUnixTimeMilliseconds(), topic, payload);
            _bytes += size;
        }

        _signal.Writer.TryWrite(true);
        if (lost > 0)
        {
            Dropped?.Invoke(lost);
        }
    }

    /// <summary>Reads on from the last read message; false at the end.</summary>
    public bool TryRead(out SpoolRecord record, out SpoolPosition after)
    {
        lock (_lock)
        {
            for (var node = NodeOf(_read.Segment); node is not null; node = node.Next)
            {
                if (node.Value.Number != _read.Segment)
                {
                    _read = new SpoolPosition(node.Value.Number, 0);
                }

                if (node.Value.ReadAt(_read.Offset, out var next) is { } found)
                {
                    after = _read = _read with { Offset = next };
                    record = found;
                    return true;
                }

                if (_read.Offset < node.Value.Length)
                {
                    DamagedSegments++;
                    _read = _read with { Offset = node.Value.Length };
                }
            }

            record = null!;
            after = _read;
            return false;
        }
    }

    /// <summary>Waits until something may be there to read.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await _signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The hub has stored all up to <paramref name="position"/>.</summary>
    public void Acknowledge(SpoolPosition position)
    {
        lock (_lock)
        {
            if (position > _acknowledged)
            {
                _acknowledged = position;
                DropAcknowledgedSegments();
            }
        }
    }

    /// <summary>Reads again from the first message that is not acknowledged.</summary>
    public void Rewind()
    {
        lock (_lock)
        {
            _read = _acknowledged;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>
    /// Saves the cursor, and syncs the disk if a message waits that has not been synced. Called a few times a second:
    /// while the hub acknowledges quickly, nothing waits and no sync is made; while it is away, a batch is synced at a time.
    /// </summary>
    public void Sync()
    {
        SpoolSegment? toSync = null;
        lock (_lock)
        {
            if (_savedCursor != _acknowledged)
            {
                _cursor.Save(_acknowledged);
                _savedCursor = _acknowledged;
            }

            if (_acknowledged < End && _synced < End)
            {
                toSync = _segments.Last!.Value;
                _synced = End;
            }

            // Inside the lock, or the segment could be rolled and deleted under the sync.
            toSync?.Sync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Sync();
        lock (_lock)
        {
            _cursor.Dispose();
            foreach (var segment in _segments)
            {
                segment.Dispose();
            }
        }
    }

    private LinkedListNode<SpoolSegment>? NodeOf(long number)
    {
        var node = _segments.First;
        while (node is not null && node.Value.Number < number)
        {
            node = node.Next;
        }

        return node;
    }

    private long DropOldestSegment()
    {
        var oldest = _segments.First!.Value;
        var from = _acknowledged.Segment == oldest.Number ? _acknowledged.Offset : 0;
        var lost = oldest.CountFrom(from);
        RemoveOldestSegment();
        DroppedRecords += lost;
        return lost;
    }

    private void DropAcknowledgedSegments()
    {
        while (_segments.Count > 1 && _acknowledged >= new SpoolPosition(_segments.First!.Value.Number, _segments.First.Value.Length))
        {
            RemoveOldestSegment();
        }
    }

    private void RemoveOldestSegment()
    {
        var oldest = _segments.First!.Value;
        _bytes -= oldest.Length;
        _segments.RemoveFirst();
        oldest.Delete();
        var start = new SpoolPosition(_segments.First!.Value.Number, 0);
        _acknowledged = _acknowledged < start ? start : _acknowledged;
        _read = _read < start ? start : _read;
    }
}
