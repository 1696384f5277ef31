using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest;

/// <summary>What metrics with anomaly detection are expected to read.</summary>
public sealed class ExpectedBands
{
    private readonly GridWorkers _workers;

    internal ExpectedBands(GridWorkers workers) => _workers = workers;

    /// <summary>The band of a metric at regular moments, as it is learned today.</summary>
    /// <param name="device">The device.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="from">First moment, Unix ms.</param>
    /// <param name="to">Moment before which it ends, Unix ms.</param>
    /// <param name="stepMs">Time between two points.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Oldest first; without points where the metric is not learned, or not long enough.</returns>
    public Task<ExpectedSeries> OfAsync(Device device, string metric, long from, long to, long stepMs, CancellationToken cancellationToken) =>
        _workers.AskAsync(device, state => Read(state?.TrackOf(metric)?.Profile, from, to, stepMs), cancellationToken);

    private static ExpectedSeries Read(SeasonalProfile? profile, long from, long to, long stepMs)
    {
        var points = new List<ExpectedPoint>();
        var weekly = false;
        for (var at = from; at < to && profile is not null; at += stepMs)
        {
            if (profile.BandAt(at) is { } band)
            {
                points.Add(new ExpectedPoint(at, band.Expected, band.Low, band.High));
                weekly |= band.Weekly;
            }
        }

        return new ExpectedSeries(points.Count == 0 ? ExpectedMethod.None : weekly ? ExpectedMethod.HourOfWeek : ExpectedMethod.HourOfDay, points);
    }
}

/// <summary>Which hours a band is made of.</summary>
public enum ExpectedMethod
{
    /// <summary>Nothing is learned yet.</summary>
    None,
    /// <summary>The same hour of all workdays, or of all weekend days.</summary>
    HourOfDay,
    /// <summary>The same hour of the same weekday, once four weeks are known.</summary>
    HourOfWeek,
}

/// <summary>A band over time.</summary>
public sealed record ExpectedSeries(ExpectedMethod Method, IReadOnlyList<ExpectedPoint> Points);

/// <summary>The band at one moment, in the metric's unit.</summary>
/// <param name="Timestamp">Unix ms.</param>
/// <param name="Expected">Median of the past.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ExpectedPoint(long Timestamp, double Expected, double Low, double High);
