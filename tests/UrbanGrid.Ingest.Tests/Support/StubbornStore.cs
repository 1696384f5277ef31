using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>The real store on a disk that is full until it is mended.</summary>
internal sealed class StubbornStore : ITelemetryStore
{
    private SqliteTelemetryStore _inner = null!;
    private int _refused;

    public volatile bool Broken = true;

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Values in the order in which they were stored.</summary>
    public ConcurrentQueue<(string Device, long Ts)> Stored { get; } = new();

    public StubbornStore Over(IServiceProvider services)
    {
        _inner = new SqliteTelemetryStore((IngestOptions)services.GetService(typeof(IngestOptions))!);
        return this;
    }

    public ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
    {
        if (Broken)
        {
            Interlocked.Increment(ref _refused);
            throw new IOException("database or disk is full");
        }

        foreach (var observation in batch.Where(o => o.Samples.Count > 0))
        {
            Stored.Enqueue((observation.Device.Id, observation.Samples[0].Timestamp));
        }

        return _inner.AppendAsync(batch, cancellationToken);
    }

    public Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken) => _inner.QueryAsync(query, cancellationToken);

    public IAsyncEnumerable<LatestSample> LatestAsync(CancellationToken cancellationToken) => _inner.LatestAsync(cancellationToken);

    public Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        _inner.TrackAsync(deviceId, from, to, limit, cancellationToken);

    public Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken) => _inner.LatestPositionsAsync(cancellationToken);

    public Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        _inner.EventsAsync(deviceId, from, to, limit, cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken) =>
        _inner.DeadLettersAsync(deviceId, limit, cancellationToken);

    public ValueTask SaveAlarmAsync(Alarm alarm, CancellationToken cancellationToken) => _inner.SaveAlarmAsync(alarm, cancellationToken);

    public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) => _inner.OpenAlarmsAsync(cancellationToken);

    public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) => _inner.AlarmsAsync(deviceId, limit, cancellationToken);

    public ValueTask SaveBackgroundAsync(LearnedBackground background, CancellationToken cancellationToken) => _inner.SaveBackgroundAsync(background, cancellationToken);

    public Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken) => _inner.BackgroundsAsync(cancellationToken);

    public Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken) => _inner.UpkeepAsync(now, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
