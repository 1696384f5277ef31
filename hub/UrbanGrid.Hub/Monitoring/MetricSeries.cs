namespace UrbanGrid.Hub.Monitoring;

/// <summary>One metric under one set of labels.</summary>
/// <param name="labels">Labels in Prometheus' form, without braces.</param>
/// <param name="bounds">Upper bounds of the buckets; none unless it is a histogram.</param>
public sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Length];
    private double _value;
    private long _count;

    /// <summary>Labels in Prometheus' form.</summary>
    public string Labels { get; } = labels;

    /// <summary>Upper bounds of the buckets.</summary>
    public IReadOnlyList<double> Bounds { get; } = bounds;

    /// <summary>Sum or last value.</summary>
    public double Value
    {
        get
        {
            lock (_lock)
            {
                return _value;
            }
        }
    }

    /// <summary>Measurements, and how many were at most each bound.</summary>
    public (long Count, double Sum, long[] AtMost) Distribution()
    {
        lock (_lock)
        {
            var atMost = new long[_buckets.Length];
            long running = 0;
            for (var i = 0; i < atMost.Length; i++)
            {
                atMost[i] = running += _buckets[i];
            }

            return (_count, _value, atMost);
        }
    }

    /// <summary>Takes a measurement, adding it or putting it in the place of the last.</summary>
    public void Record(double value, bool adds)
    {
        lock (_lock)
        {
            _value = adds ? _value + value : value;
            _count++;
            for (var i = 0; i < bounds.Length; i++)
            {
                if (value <= bounds[i])
                {
                    _buckets[i]++;
                    break;
                }
            }
        }
    }
}
