namespace UrbanGrid.Hub.Replay;

/// <summary>What replays may cost. The defaults fit a hub of four cores that has cameras to watch beside them.</summary>
public sealed record ReplayLimits
{
    /// <summary>Largest clip taken, bytes: half an hour at 1 Mbit/s, or five minutes straight from a camera.</summary>
    public long ClipBytesMax { get; init; } = 200L << 20;

    /// <summary>Longest clip taken, seconds; longer ones are cut before they are sent.</summary>
    public double ClipSecondsMax { get; init; } = 30 * 60;

    /// <summary>Replays that wait while one runs; more are refused, so that nobody waits for hours.</summary>
    public int QueuedMax { get; init; } = 4;

    /// <summary>Finished replays that are kept, newest first.</summary>
    public int KeptMax { get; init; } = 10;

    /// <summary>Room for the clips of kept replays, bytes; beyond it the oldest replay goes.</summary>
    public long KeptBytesMax { get; init; } = 1L << 30;

    /// <summary>Alarms told of one run; settings that raise more need no replay to be known as wrong.</summary>
    public int AlarmsMax { get; init; } = 200;

    /// <summary>Seconds of rest after each second of detecting, so that live cameras come first.</summary>
    public double RestShare { get; init; } = 0.25;

    /// <summary>Time ffprobe has to say what a file is; a file it cannot tell by then is no video.</summary>
    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromSeconds(20);
}
