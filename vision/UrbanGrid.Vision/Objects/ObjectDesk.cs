using System.Threading.Channels;

namespace UrbanGrid.Vision.Objects;

/// <summary>Looks at a JPEG picture; <see cref="ObjectDetector"/> behind it, or whatever else can.</summary>
public delegate IReadOnlyList<SeenObject> LookForObjects(ReadOnlySpan<byte> jpeg);

/// <summary>
/// One network for all cameras. Each camera has at most one picture waiting, the newest; when too many cameras wait, the one
/// that has waited longest gives way. One picture is looked at at a time, and only for its share of a core, so the other
/// detectors never starve. Whoever asks for an opinion gets one on what was seen last, and never waits.
/// </summary>
public sealed class ObjectDesk : IAsyncDisposable
{
    private readonly LookForObjects _look;
    private readonly ObjectDeskSettings _settings;
    private readonly TimeProvider _time;
    private readonly CpuBudget _budget;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Camera, byte[] Jpeg, long Stamp)> _waiting = new();
    private readonly Dictionary<string, (Sighting Sighting, long SeenAt)> _seen = new(StringComparer.Ordinal);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private long _looked;
    private long _dropped;
    private long _failed;

    /// <summary>Starts the worker.</summary>
    public ObjectDesk(LookForObjects look, ObjectDeskSettings settings, TimeProvider time)
    {
        (_look, _settings, _time) = (look, settings, time);
        _budget = new CpuBudget(settings.CpuShare, time);
        _work = Task.Run(RunAsync);
    }

    /// <summary>Pictures looked at.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <summary>Pictures that gave way to a newer one or to another camera's.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Pictures that could not be looked at.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Why the last picture could not be looked at; null if none failed.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>A picture of a camera may be looked at when there is time.</summary>
    public void Offer(string cameraId, ReadOnlySpan<byte> jpeg, long stamp)
    {
        lock (_lock)
        {
            for (var node = _waiting.First; node is not null; node = node.Next)
            {
                if (node.Value.Camera == cameraId)
                {
                    // It keeps its place, so that a camera which asks often does not push itself back for ever.
                    node.Value = (cameraId, jpeg.ToArray(), stamp);
                    _dropped++;
                    return;
                }
            }

            if (_waiting.Count >= _settings.CamerasMax)
            {
                _waiting.RemoveFirst();
                _dropped++;
            }

            _waiting.AddLast((cameraId, jpeg.ToArray(), stamp));
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>What was seen last on a camera; null if nothing was looked at lately.</summary>
    public Sighting? Find(string cameraId)
    {
        lock (_lock)
        {
            return _seen.TryGetValue(cameraId, out var seen) && _time.GetElapsedTime(seen.SeenAt) <= _settings.FreshFor ? seen.Sighting : null;
        }
    }

    /// <summary>A camera's way to ask: it hands in the picture, and answers with what was seen lately. It never waits.</summary>
    public AskThing For(string cameraId) => (box, jpeg) =>
    {
        Offer(cameraId, jpeg, _time.GetUtcNow().ToUnixTimeMilliseconds());
        return Find(cameraId)?.VoteOn(box);
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _wake.Writer.TryComplete();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _wake.Reader.WaitToReadAsync(_stop.Token))
        {
            _wake.Reader.TryRead(out _);
            while (Next() is var (camera, jpeg, stamp))
            {
                var started = _time.GetTimestamp();
                Look(camera, jpeg, stamp);
                _budget.Spent(started);
                if (_budget.Wait is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _time, _stop.Token);
                }
            }
        }
    }

    private (string Camera, byte[] Jpeg, long Stamp)? Next()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first)
            {
                return null;
            }

            _waiting.RemoveFirst();
            return first.Value;
        }
    }

    private void Look(string camera, byte[] jpeg, long stamp)
    {
        try
        {
            var sighting = new Sighting(stamp, _look(jpeg));
            Interlocked.Increment(ref _looked);
            lock (_lock)
            {
                _seen[camera] = (sighting, _time.GetTimestamp());
                foreach (var old in _seen.Where(s => _time.GetElapsedTime(s.Value.SeenAt) > _settings.FreshFor).Select(s => s.Key).ToList())
                {
                    _seen.Remove(old);
                }
            }
        }
        catch (Exception e) when (e is FrameUnreadableException or VisionException)
        {
            // One camera's picture must not end the service of all.
            LastFailure = e.Message;
            Interlocked.Increment(ref _failed);
        }
    }
}

/// <summary>Limits of the desk.</summary>
public sealed record ObjectDeskSettings
{
    /// <summary>Share of one processor core.</summary>
    public double CpuShare { get; init; } = 0.25;

    /// <summary>Cameras that may wait; each holds one picture in memory.</summary>
    public int CamerasMax { get; init; } = 64;

    /// <summary>What was seen counts so long; a person may have walked on since.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(5);
}
