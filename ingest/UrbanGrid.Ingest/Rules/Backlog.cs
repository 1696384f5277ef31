namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// A device sends what it kept while it was cut off. What its readings of long ago raise waits until they have caught up
/// with the present, or no more of them come: then it is known whether it still holds.
/// </summary>
internal sealed class Backlog(Instant began)
{
    /// <summary>Readings older than this at their arrival are of the past.</summary>
    private const long PastMs = 120_000;

    /// <summary>How long to wait for more of the backlog.</summary>
    private const long PatienceMs = 10_000;

    /// <summary>Hub time at which no more of it is expected.</summary>
    public long Due { get; private set; } = began.HubTime + PatienceMs;

    public static bool IsPast(in Instant at) => Lag(at) > PastMs;

    /// <summary>
    /// Takes a further moment; returns whether the wait is over. A backlog runs faster than the clock: a device that stays as
    /// far behind as it was has a clock that is slow, and is not waited for.
    /// </summary>
    public bool CaughtUp(in Instant at)
    {
        var waited = at.HubTime - began.HubTime;
        if (!IsPast(at) || (waited > PatienceMs && Lag(began) - Lag(at) < waited))
        {
            return true;
        }

        Due = at.HubTime + PatienceMs;
        return false;
    }

    private static long Lag(in Instant at) => at.HubTime - at.DeviceTime;
}
