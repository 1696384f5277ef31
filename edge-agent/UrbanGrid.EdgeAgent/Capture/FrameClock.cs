namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>
/// Stamps frames, Unix ms. A live frame has the time at which it came. A file is read at its own pace, so frame n has the
/// time of the first one plus n/fps: the spacing is exact, whatever the scheduler does. Stamps of a camera always grow,
/// also over restarts.
/// </summary>
public sealed class FrameClock(TimeProvider time, bool live, double fps)
{
    private long _start;
    private long _frames;
    private long _last = long.MinValue;

    /// <summary>Stamp of the first frame of this capture; null before it came.</summary>
    public long? Start => Interlocked.Read(ref _frames) == 0 ? null : Interlocked.Read(ref _start);

    /// <summary>A new capture begins: the next frame is its first.</summary>
    public void Restart() => Interlocked.Exchange(ref _frames, 0);

    /// <summary>Stamp of the frame that has just come.</summary>
    public long Next()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (_frames == 0)
        {
            _start = Math.Max(now, _last + 1);
        }

        var stamp = live ? now : _start + (long)Math.Round(_frames * 1000 / fps);
        Interlocked.Increment(ref _frames);
        _last = Math.Max(stamp, _last + 1);
        return _last;
    }
}
