using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace UrbanGrid.Hub.Monitoring;

/// <summary>How Prometheus reads a metric.</summary>
public enum MetricType
{
    /// <summary>Only grows.</summary>
    Counter,
    /// <summary>Goes up and down.</summary>
    Gauge,
    /// <summary>Counts by size.</summary>
    Histogram,
}

/// <summary>One instrument and its series.</summary>
public sealed class MetricFamily
{
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly double[] _bounds;
    private readonly int _maxSeries;
    private readonly bool _adds;

    /// <summary>Starts at nothing.</summary>
    public MetricFamily(Instrument instrument, double[] bounds, int maxSeries)
    {
        (_bounds, _maxSeries) = (bounds, maxSeries);
        var kind = instrument.GetType().Name;
        Type = kind.Contains("Histogram", StringComparison.Ordinal) ? MetricType.Histogram
            : kind.Contains("UpDown", StringComparison.Ordinal) || kind.Contains("Gauge", StringComparison.Ordinal) ? MetricType.Gauge
            : MetricType.Counter;
        _adds = !instrument.IsObservable && !kind.StartsWith("Gauge", StringComparison.Ordinal);
        var name = instrument.Name.Replace('.', '_').Replace('-', '_').ToLowerInvariant();
        Name = Type == MetricType.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
        Description = instrument.Description ?? "";
    }

    /// <summary>Name in Prometheus' form.</summary>
    public string Name { get; }

    /// <summary>What it means.</summary>
    public string Description { get; }

    /// <summary>How it is read.</summary>
    public MetricType Type { get; }

    /// <summary>The series, one for each set of labels.</summary>
    public IEnumerable<MetricSeries> Series => _series.Values;

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= _maxSeries)
            {
                return;
            }

            series = _series.GetOrAdd(labels, static (l, bounds) => new MetricSeries(l, bounds), Type == MetricType.Histogram ? _bounds : []);
        }

        series.Record(value, _adds);
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_').Replace('-', '_')).Append("=\"")
                .Append((value?.ToString() ?? "").Replace("\\", @"\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return text.ToString();
    }
}
