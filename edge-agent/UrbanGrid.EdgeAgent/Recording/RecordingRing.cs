namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>
/// The finished pieces of one camera's recording, oldest first, bounded in time and in bytes. Lives in a folder of its own and
/// finds its pieces again after a restart; what was not finished then is thrown away. Safe for several threads.
/// </summary>
public sealed class RecordingRing
{
    private readonly Lock _lock = new();
    private readonly SortedList<long, Piece> _pieces = [];
    private readonly long _longestMs;
    private readonly long _mostBytes;
    private long _bytes;
    private int _epoch;

    /// <summary>Opens the folder.</summary>
    public RecordingRing(string folder, double minutes, int megabytes)
    {
        (Folder, _longestMs, _mostBytes) = (folder, (long)(minutes * 60_000), megabytes * 1024L * 1024);
        Directory.CreateDirectory(folder);
        foreach (var file in new DirectoryInfo(folder).GetFiles())
        {
            if (Piece.Of(file) is { } piece && _pieces.TryAdd(piece.From, piece))
            {
                _bytes += piece.Bytes;
            }
            else
            {
                file.Delete();
            }
        }

        Prune();
    }

    /// <summary>Its folder; ffmpeg writes unfinished pieces into it too.</summary>
    public string Folder { get; }

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

    /// <summary>End of the newest piece, Unix ms; null while there is none.</summary>
    public long? End
    {
        get
        {
            lock (_lock)
            {
                return _pieces.Count == 0 ? null : _pieces.Values[^1].To;
            }
        }
    }

    /// <summary>Begin of the oldest piece, Unix ms; null while there is none.</summary>
    public long? Begin
    {
        get
        {
            lock (_lock)
            {
                return _pieces.Count == 0 ? null : _pieces.Values[0].From;
            }
        }
    }

    /// <summary>Counts how often everything was thrown away: what belongs to an earlier time is not taken in any more.</summary>
    public int Epoch
    {
        get
        {
            lock (_lock)
            {
                return _epoch;
            }
        }
    }

    /// <summary>Takes a finished piece in; the file is moved to its name, or deleted if it was begun before all was thrown away.</summary>
    public void Add(string file, long from, long to, int epoch)
    {
        lock (_lock)
        {
            if (epoch != _epoch)
            {
                File.Delete(file);
                return;
            }

            // A clock that was set back must not put two pieces at one time.
            while (_pieces.ContainsKey(from))
            {
                from++;
            }

            var path = Path.Combine(Folder, Piece.NameOf(from, Math.Max(from + 1, to)));
            File.Move(file, path, overwrite: true);
            var piece = Piece.Of(new FileInfo(path))!;
            _pieces.Add(piece.From, piece);
            _bytes += piece.Bytes;
            Prune();
        }
    }

    /// <summary>Pieces that have something of a span of time, in order.</summary>
    public IReadOnlyList<Piece> Find(long from, long to)
    {
        lock (_lock)
        {
            return [.. _pieces.Values.Where(p => p.From < to && p.To > from)];
        }
    }

    /// <summary>Throws everything away, e.g. because something in it must not be kept any longer.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _epoch++;
            while (_pieces.Count > 0)
            {
                DropOldest();
            }
        }
    }

    private void Prune()
    {
        while (_pieces.Count > 1 && (_bytes > _mostBytes || _pieces.Values[^1].To - _pieces.Values[0].To > _longestMs))
        {
            DropOldest();
        }
    }

    private void DropOldest()
    {
        var oldest = _pieces.Values[0];
        _pieces.RemoveAt(0);
        _bytes -= oldest.Bytes;
        File.Delete(oldest.Path);
    }
}
