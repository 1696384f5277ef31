using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage;

/// <summary>
/// Where observations are kept: SQLite on one machine, a server database when it grows. (device, metric, ts) is the key of
/// a value, (device, ts) of a position: a repeat changes nothing.
/// </summary>
public interface ITelemetryStore : IAsyncDisposable
{
    /// <summary>
    /// Stores a batch whole. When it returns, all of it survives a power cut; when it throws, it may be tried again.
    /// One call at a time.
    /// </summary>
    /// <exception cref="TelemetryUnavailableException">The database does not answer.</exception>
    ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken);

    /// <summary>Values of one metric, oldest first, raw or in buckets.</summary>
    Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken);

    /// <summary>Last value of every metric of every device; twins are rebuilt from it.</summary>
    IAsyncEnumerable<LatestSample> LatestAsync(CancellationToken cancellationToken);

    /// <summary>Where a vehicle went, oldest first; at most <paramref name="limit"/> fixes.</summary>
    Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken);

    /// <summary>Last position of every device that ever sent one.</summary>
    Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken);

    /// <summary>Events of a device, newest first.</summary>
    Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken);

    /// <summary>Dead letters of a device, newest first; of all devices if it is null.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps an alarm, raised or cleared; the id is the key.</summary>
    ValueTask SaveAlarmAsync(Alarm alarm, CancellationToken cancellationToken);

    /// <summary>Keeps several alarms, in order; a store that can makes it one commit, because many devices may fall silent together.</summary>
    async ValueTask SaveAlarmsAsync(IReadOnlyList<Alarm> alarms, CancellationToken cancellationToken)
    {
        foreach (var alarm in alarms)
        {
            await SaveAlarmAsync(alarm, cancellationToken);
        }
    }

    /// <summary>Alarms that hold.</summary>
    Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken);

    /// <summary>Alarms of a device, newest first.</summary>
    Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps the background a rule learned for a metric of a device.</summary>
    ValueTask SaveBackgroundAsync(LearnedBackground background, CancellationToken cancellationToken);

    /// <summary>Every background learned.</summary>
    Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Prepares for the time ahead, and gives up the months that ended longer ago than <see cref="IngestOptions.Retention"/>.
    /// Called now and then, beside appends.
    /// </summary>
    Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a commit did.</summary>
/// <param name="Stored">Values, positions and events that are new.</param>
/// <param name="Repeated">Those that were there already.</param>
public readonly record struct AppendResult(int Stored, int Repeated);

/// <summary>Which values.</summary>
/// <param name="DeviceId">Device.</param>
/// <param name="Metric">Metric.</param>
/// <param name="From">First moment, Unix ms, inclusive.</param>
/// <param name="To">Last moment, Unix ms, exclusive.</param>
/// <param name="BucketMs">Width of a bucket, counted from the Unix epoch; 0 for raw values.</param>
/// <param name="Limit">Most points; the oldest come first.</param>
public sealed record SeriesQuery(string DeviceId, string Metric, long From, long To, long BucketMs = 0, int Limit = 10_000);

/// <summary>One point of a series.</summary>
/// <param name="Timestamp">Moment of the value, or begin of the bucket, Unix ms.</param>
/// <param name="Value">The value, or the bucket's mean.</param>
/// <param name="Min">Smallest of the bucket.</param>
/// <param name="Max">Largest of the bucket.</param>
/// <param name="Count">Values in the bucket.</param>
/// <param name="Text">The words of a raw text value.</param>
public sealed record SeriesPoint(long Timestamp, double Value, double Min, double Max, long Count, string? Text);

/// <summary>Last value of one metric of one device.</summary>
public readonly record struct LatestSample(string DeviceId, TelemetrySample Sample);

/// <summary>What a metric of a device reads when nothing is wrong.</summary>
public sealed record LearnedBackground(string DeviceId, string Metric, double Value);
