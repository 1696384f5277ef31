using System.Globalization;

namespace UrbanGrid.Ingest.Mirror;

/// <summary>
/// Lines on their way to the mirror, in files of a few megabytes, with the place up to which they are delivered. Bounded:
/// beyond its size the oldest file goes, and its lines are counted as dropped. Lines are staged before the commit and
/// confirmed after it, so that a hub that is killed in between mirrors too much (which changes nothing there) and never
/// too little. Files are not forced to the disk: a power cut may cost the mirror the last seconds, never the store.
/// </summary>
internal sealed class MirrorSpool : IDisposable
{
    private const string PositionFile = "position";
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly long _bound;
    private readonly long _segmentBytes;
    private readonly SortedDictionary<long, long> _segments = [];
    private readonly SemaphoreSlim _news = new(0, 1);
    private FileStream? _writing;
    private (long Segment, long Offset) _position;

    public MirrorSpool(string folder, long bound)
    {
        (_folder, _bound, _segmentBytes) = (folder, bound, Math.Clamp(bound / 8, 4_096, 8 << 20));
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.lp"))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                _segments[number] = CutTornLine(file);
            }
        }

        _position = ReadPosition();
    }

    /// <summary>Lines given up for want of room, since the start.</summary>
    public long Dropped { get; private set; }

    /// <summary>Bytes that wait.</summary>
    public long Backlog
    {
        get
        {
            lock (_lock)
            {
                return _segments.Values.Sum() - _position.Offset;
            }
        }
    }

    /// <summary>Writes lines that are not to be sent yet.</summary>
    public void Stage(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
        {
            OpenSegment();
            _writing!.Write(lines);
            _writing.Flush();
        }
    }

    /// <summary>What was staged may be sent.</summary>
    public void Confirm()
    {
        lock (_lock)
        {
            if (_writing is null)
            {
                return;
            }

            _segments[Newest] = _writing.Length;
            while (_segments.Count > 1 && _segments.Values.Sum() > _bound)
            {
                DropOldest();
            }

            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
    }

    /// <summary>Takes back what was staged.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _writing?.SetLength(_segments[Newest]);
            _writing?.Seek(0, SeekOrigin.End);
        }
    }

    /// <summary>The next whole lines, at most so many and about a megabyte; null if there are none.</summary>
    public MirrorSlice? Read(int maxLines)
    {
        lock (_lock)
        {
            while (_segments.TryGetValue(_position.Segment, out var length) && _position.Offset >= length && _position.Segment < Newest)
            {
                Remove(_position.Segment);
                _position = (_segments.Keys.First(), 0);
            }

            if (!_segments.TryGetValue(_position.Segment, out var end) || _position.Offset >= end)
            {
                return null;
            }

            return ReadLines(end, maxLines);
        }
    }

    /// <summary>The slice is delivered, or given up.</summary>
    public void Advance(MirrorSlice slice)
    {
        lock (_lock)
        {
            if (slice.Segment == _position.Segment && slice.Offset == _position.Offset)
            {
                _position.Offset += slice.Bytes.Length;
                WritePosition();
            }
        }
    }

    /// <summary>Waits until something has been confirmed.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _news.WaitAsync(cancellationToken);

    public void Dispose()
    {
        _writing?.Dispose();
        _news.Dispose();
    }

    private long Newest => _segments.Keys.Last();

    private void OpenSegment()
    {
        if (_writing is not null && _segments[Newest] < _segmentBytes)
        {
            return;
        }

        _writing?.Dispose();
        var number = _segments.Count > 0 ? Newest + 1 : Math.Max(1, _position.Segment);
        _writing = new FileStream(PathOf(number), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
        if (_segments.Count == 0)
        {
            _position = (number, 0);
        }

        _segments[number] = 0;
    }

    private MirrorSlice ReadLines(long end, int maxLines)
    {
        using var file = new FileStream(PathOf(_position.Segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        file.Seek(_position.Offset, SeekOrigin.Begin);
        var bytes = new byte[(int)Math.Min(end - _position.Offset, 1 << 20)];
        file.ReadExactly(bytes);
        int taken = 0, lines = 0;
        while (lines < maxLines && bytes.AsSpan(taken).IndexOf((byte)'\n') is >= 0 and var next)
        {
            taken += next + 1;
            lines++;
        }

        // A line that is longer than a megabyte goes alone.
        return lines > 0 ? new MirrorSlice(_position.Segment, _position.Offset, bytes.AsMemory(0, taken), lines) : ReadLongLine(file, bytes);
    }

    private MirrorSlice ReadLongLine(FileStream file, byte[] begin)
    {
        using var line = new MemoryStream();
        line.Write(begin);
        for (int next; (next = file.ReadByte()) >= 0;)
        {
            line.WriteByte((byte)next);
            if (next == '\n')
            {
                break;
            }
        }

        return new MirrorSlice(_position.Segment, _position.Offset, line.ToArray(), 1);
    }

    private void DropOldest()
    {
        var oldest = _segments.Keys.First();
        var unsent = File.ReadAllBytes(PathOf(oldest)).AsSpan((int)(oldest == _position.Segment ? _position.Offset : 0));
        Dropped += unsent.Count((byte)'\n');
        Remove(oldest);
        _position = (_segments.Keys.First(), 0);
        WritePosition();
    }

    private void Remove(long segment)
    {
        _segments.Remove(segment);
        File.Delete(PathOf(segment));
    }

    private string PathOf(long segment) => Path.Combine(_folder, segment.ToString("D12", CultureInfo.InvariantCulture) + ".lp");

    private (long Segment, long Offset) ReadPosition()
    {
        var path = Path.Combine(_folder, PositionFile);
        var oldest = _segments.Count > 0 ? _segments.Keys.First() : 0;
        if (File.Exists(path) && File.ReadAllText(path).Split(' ') is [var first, var second]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            foreach (var sent in _segments.Keys.Where(s => s < segment).ToArray())
            {
                Remove(sent);
            }

            return _segments.TryGetValue(segment, out var length) ? (segment, Math.Min(offset, length))
                : _segments.Count > 0 ? (_segments.Keys.First(), 0)
                : (segment + 1, 0);
        }

        return (oldest, 0);
    }

    private void WritePosition()
    {
        var path = Path.Combine(_folder, PositionFile);
        File.WriteAllText(path + ".new", string.Create(CultureInfo.InvariantCulture, $"{_position.Segment} {_position.Offset}"));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>A hub that was killed while writing may have left half a line.</summary>
    private static long CutTornLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        for (var end = file.Length; end > 0; end--)
        {
            file.Seek(end - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
            {
                file.SetLength(end);
                return end;
            }
        }

        file.SetLength(0);
        return 0;
    }
}
