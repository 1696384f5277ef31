namespace UrbanGrid.Ingest.Observations;

/// <summary>
/// How fast one device may send. Who takes more than there is gets a debt and must wait it off: messages are delayed, never
/// dropped.
/// </summary>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _last;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        (_perSecond, _burst, _tokens, _time) = (perSecond, burst, burst, time);
        _last = time.GetTimestamp();
    }

    /// <summary>Whether this is its limit.</summary>
    public bool Is(double perSecond, double burst) => _perSecond.Equals(perSecond) && _burst.Equals(burst);

    /// <summary>Takes one; returns how long to wait before going on, mostly not at all.</summary>
    public TimeSpan Take()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_last, now).TotalSeconds * _perSecond)) - 1;
            _last = now;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
        }
    }
}
