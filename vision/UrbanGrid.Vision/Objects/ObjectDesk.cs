using System.Threading.Channels;

namespace UrbanGrid.Vision.Objects;

/// <summary>
/// Looks at JPEG pictures, <see cref="ObjectDetector.DetectAll"/> or whatever else can; null for one that is no picture.
/// </summary>
public delegate IReadOnlyList<IReadOnlyList<SeenObject>?> LookForObjects(IReadOnlyList<ReadOnlyMemory<byte>> jpegs);

/// <summary>
/// One network for all cameras. Each camera has at most one picture waiting, the newest; when too many cameras wait, the one
/// that has waited longest gives way. What waits is looked at a few pictures together, no more than fit into a slice of time, and
/// only for its share of a core, so the other detectors never starve. Whoever asks for an opinion gets one on what was seen
/// last, and never waits.
/// </summary>
public sealed class ObjectDesk : IAsyncDisposable
{
    private readonly LookForObjects _look;
    private readonly ObjectDeskSettings _settings;
    private readonly TimeProvider _time;
    private readonly CpuBudget _budget;
    private readonly SliceSize _slice;
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
        _slice = new SliceSize(settings.Slice, settings.PicturesMax);
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
            while (Next() is { Count: > 0 } pictures)
            {
                var started = _time.GetTimestamp();
                Look(pictures);
                _slice.Took(_time.GetElapsedTime(started), pictures.Count);
                _budget.Spent(started);
                if (_budget.Wait is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _time, _stop.Token);
                }
            }
        }
    }

    /// <summary>Those that have waited longest, as many as are looked at together.</summary>
    private List<(string Camera, byte[] Jpeg, long Stamp)> Next()
    {
        lock (_lock)
        {
            List<(string, byte[], long)> next = [];
            while (next.Count < _slice.Pictures && _waiting.First is { } first)
            {
                next.Add(first.Value);
                _waiting.RemoveFirst();
            }

            return next;
        }
    }

    private void Look(List<(string Camera, byte[] Jpeg, long Stamp)> pictures)
    {
        try
        {
            var seen = _look([.. pictures.Select(p => (ReadOnlyMemory<byte>)p.Jpeg)]);
            foreach (var ((camera, _, stamp), objects) in pictures.Zip(seen))
            {
                Keep(camera, stamp, objects);
            }
        }
        catch (VisionException e)
        {
            Fail(e.Message, pictures.Count);
        }
    }

    private void Keep(string camera, long stamp, IReadOnlyList<SeenObject>? objects)
    {
        if (objects is null)
        {
            // One camera's picture must not end the service of all.
            Fail($"{camera} sent what is no picture", 1);
            return;
        }

        Interlocked.Increment(ref _looked);
        lock (_lock)
        {
            _seen[camera] = (new Sighting(stamp, objects), _time.GetTimestamp());
            foreach (var old in _seen.Where(s => _time.GetElapsedTime(s.Value.SeenAt) > _settings.FreshFor).Select(s => s.Key).ToList())
            {
                _seen.Remove(old);
            }
        }
    }

    private void Fail(string why, int pictures)
    {
        LastFailure = why;
        Interlocked.Add(ref _failed, pictures);
    }
}

/// <summary>Limits of the desk.</summary>
public sealed record ObjectDeskSettings
{
    /// <summary>Share of one processor core.</summary>
    public double CpuShare { get; init; } = 0.25;

    /// <summary>Cameras that may wait; each holds one picture in memory.</summary>
    public int CamerasMax { get; init; } = 64;

    /// <summary>Most pictures that are looked at together; each more holds its input in memory and gains little.</summary>
    public int PicturesMax { get; init; } = 4;

    /// <summary>
    /// Longest piece of work without a rest, if one picture does not take longer by itself: on a machine of one core the other
    /// detectors get half of it at most meanwhile, and must not fall behind by a frame.
    /// </summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>What was seen counts so long; a person may have walked on since.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(5);
}
