namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>Lets a frame pass when at least the wanted time has gone by since the last one that passed.</summary>
public sealed class FrameGate
{
    private long _intervalMs;
    private long _lastPassed = long.MinValue;

    /// <summary>Time between two frames that pass, ms; 0 lets every frame pass.</summary>
    public long IntervalMs
    {
        get => Interlocked.Read(ref _intervalMs);
        set => Interlocked.Exchange(ref _intervalMs, value);
    }

    /// <summary>Whether the frame of this time passes.</summary>
    public bool Passes(long timestamp)
    {
        if (_lastPassed != long.MinValue && timestamp - _lastPassed < IntervalMs)
        {
            return false;
        }

        _lastPassed = timestamp;
        return true;
    }
}
