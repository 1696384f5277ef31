namespace UrbanGrid.Hub.Cameras;

/// <summary>How one camera's detector is doing, over the last ten seconds of its own frames.</summary>
public sealed record CameraFigures
{
    /// <summary>Frames that came, per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Frames that were looked at, per second.</summary>
    public required double LookedPerSecond { get; init; }

    /// <summary>From a frame's stamp until it was looked at, ms; it holds the way through the network and the difference of the clocks.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>Processor time for one frame, ms.</summary>
    public required double? CpuMs { get; init; }

    /// <summary>Frames left out since the detector fell behind, since the hub started.</summary>
    public required long Dropped { get; init; }

    /// <summary>Frames that are no picture, since the hub started.</summary>
    public required long Broken { get; init; }

    /// <summary>Frames that wait now.</summary>
    public required int Waiting { get; init; }

    /// <summary>Faults of the picture that went away before they were told, since the detector started.</summary>
    public required long Blips { get; init; }

    /// <summary>Whether zones and covers are not judged now, because the picture is no good.</summary>
    public required bool Suspended { get; init; }
}

/// <summary>Takes a camera's measurements and gives its figures; every member may be called from any thread.</summary>
public sealed class FrameStatistics(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Queue<long> _came = new();
    private readonly Queue<(long At, double LatencyMs, double CpuMs)> _looks = new();
    private readonly long _started = time.GetTimestamp();
    private long _broken;

    /// <summary>A frame came.</summary>
    public void Came()
    {
        lock (_lock)
        {
            _came.Enqueue(time.GetTimestamp());
            Forget();
        }
    }

    /// <summary>A frame is no picture.</summary>
    public void IsBroken() => Interlocked.Increment(ref _broken);

    /// <summary>A frame was looked at.</summary>
    /// <param name="stamp">Its stamp, Unix ms.</param>
    /// <param name="cpuMs">Processor time it took.</param>
    public void Looked(long stamp, double cpuMs)
    {
        lock (_lock)
        {
            _looks.Enqueue((time.GetTimestamp(), time.GetUtcNow().ToUnixTimeMilliseconds() - stamp, cpuMs));
            Forget();
        }
    }

    /// <summary>The figures now.</summary>
    public CameraFigures Read(FrameQueue queue, long blips, bool suspended)
    {
        lock (_lock)
        {
            Forget();
            var seconds = Math.Clamp(time.GetElapsedTime(_started).TotalSeconds, 1, Window.TotalSeconds);
            return new CameraFigures
            {
                FramesPerSecond = Math.Round(_came.Count / seconds, 2),
                LookedPerSecond = Math.Round(_looks.Count / seconds, 2),
                LatencyMs = _looks.Count == 0 ? null : Math.Round(_looks.Average(l => l.LatencyMs), 1),
                CpuMs = _looks.Count == 0 ? null : Math.Round(_looks.Average(l => l.CpuMs), 2),
                Dropped = queue.Dropped,
                Broken = Interlocked.Read(ref _broken),
                Waiting = queue.Count,
                Blips = blips,
                Suspended = suspended,
            };
        }
    }

    private void Forget()
    {
        while (_came.TryPeek(out var at) && time.GetElapsedTime(at) > Window)
        {
            _came.Dequeue();
        }

        while (_looks.TryPeek(out var look) && time.GetElapsedTime(look.At) > Window)
        {
            _looks.Dequeue();
        }
    }
}
