namespace UrbanGrid.Vision.Objects;

/// <summary>Lets work run for a share of the time only: what one piece took is waited for before the next begins.</summary>
/// <param name="share">Share of one core, 0..1.</param>
/// <param name="time">The clock.</param>
internal sealed class CpuBudget(double share, TimeProvider time)
{
    private long _free = time.GetTimestamp();

    /// <summary>How long to wait before the next piece.</summary>
    public TimeSpan Wait
    {
        get
        {
            var wait = time.GetElapsedTime(time.GetTimestamp(), _free);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>A piece of work that began at <paramref name="started"/> is done.</summary>
    public void Spent(long started)
    {
        var took = time.GetTimestamp() - started;
        _free = started + (long)(took / share);
    }
}
