namespace UrbanGrid.Hub.Monitoring;

/// <summary>How fast observations come in, over the last seconds before somebody asks.</summary>
public sealed class ObservationRate(MetricsRegistry metrics, TimeProvider time)
{
    private const string Counter = "urbangrid.ingest.received";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private double _count = metrics.SumOf(Counter);
    private double _rate;

    /// <summary>Messages per second.</summary>
    public double PerSecond()
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_since);
            if (elapsed >= Window)
            {
                var count = metrics.SumOf(Counter);
                (_rate, _count, _since) = ((count - _count) / elapsed.TotalSeconds, count, time.GetTimestamp());
            }

            return _rate;
        }
    }
}
