namespace UrbanGrid.Hub.Replay;

/// <summary>The last replays and their files. In memory: a replay is a question of the moment, and the next start forgets it.</summary>
public sealed class ReplayShelf(string folder, ReplayLimits limits)
{
    private readonly Lock _gate = new();
    private readonly List<Replay> _kept = [];

    /// <summary>Where uploads go while they come in.</summary>
    public string UploadFolder => Path.Combine(folder, "uploads");

    /// <summary>Where pictures are.</summary>
    public string PictureRoot => Path.Combine(folder, "pictures");

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<Replay> All
    {
        get
        {
            lock (_gate)
            {
                return [.. Enumerable.Reverse(_kept)];
            }
        }
    }

    /// <summary>Folder for a new clip.</summary>
    public string NewClipFolder(out string id)
    {
        id = Guid.NewGuid().ToString("N");
        return Directory.CreateDirectory(Path.Combine(folder, "clips", id)).FullName;
    }

    /// <summary>A kept replay; null if it is not known (any more).</summary>
    public Replay? Find(string id) => All.FirstOrDefault(r => r.Id == id);

    /// <summary>Puts a new one on the shelf, and takes the oldest that are over from it where there are too many.</summary>
    public void Add(Replay replay)
    {
        lock (_gate)
        {
            _kept.Add(replay);
        }

        while (Surplus() is { } oldest)
        {
            Remove(oldest);
        }
    }

    /// <summary>Calls one off and throws its files away, and its clip's if no other is of it.</summary>
    public void Remove(Replay replay)
    {
        lock (_gate)
        {
            if (!_kept.Remove(replay))
            {
                return;
            }

            replay.Cancel();
            if (replay.IsOver)
            {
                ThrowAway(replay);
            }
        }
    }

    /// <summary>Throws away the files of one that was removed while it ran.</summary>
    public void CleanUpAfter(Replay replay)
    {
        lock (_gate)
        {
            if (!_kept.Contains(replay))
            {
                ThrowAway(replay);
            }
        }
    }

    /// <summary>Begins with an empty folder; also what a crash left behind goes.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _kept.Clear();
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Replay? Surplus()
    {
        lock (_gate)
        {
            var bytes = _kept.Select(r => r.Clip).DistinctBy(c => c.Id).Sum(c => c.Bytes());
            return _kept.Count > limits.KeptMax || bytes > limits.KeptBytesMax ? _kept.Find(r => r.IsOver) : null;
        }
    }

    private void ThrowAway(Replay replay)
    {
        if (Directory.Exists(replay.PictureFolder))
        {
            Directory.Delete(replay.PictureFolder, recursive: true);
        }

        if (_kept.TrueForAll(r => r.Clip.Id != replay.Clip.Id))
        {
            replay.Clip.Delete();
        }

        replay.Dispose();
    }
}
