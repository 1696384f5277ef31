using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Mirror;

/// <summary>
/// A store whose committed observations also go to the mirror's spool. Whatever becomes of the mirror, a commit waits for no
/// more than a write into a file, and a spool that cannot be written costs the mirror lines, never the store.
/// </summary>
internal sealed class MirroredTelemetryStore(ITelemetryStore store, MirrorSpool spool, IngestMetrics metrics, ILogger<MirroredTelemetryStore> logger)
    : ITelemetryStore
{
    private readonly SemaphoreSlim _appending = new(1, 1);
    private readonly LineProtocol _lines = new();
    private long _dropped;

    public async ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
    {
        await _appending.WaitAsync(cancellationToken);
        try
        {
            var staged = Guard(() => Stage(batch));
            AppendResult result;
            try
            {
                result = await store.AppendAsync(batch, cancellationToken);
            }
            catch
            {
                Guard(spool.Cancel);
                throw;
            }

            if (!staged || !Guard(spool.Confirm))
            {
                metrics.MirrorLost(_lines.Lines);
            }

            TellDropped();
            return result;
        }
        finally
        {
            _appending.Release();
        }
    }

    public Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken) => store.QueryAsync(query, cancellationToken);

    public IAsyncEnumerable<LatestSample> LatestAsync(CancellationToken cancellationToken) => store.LatestAsync(cancellationToken);

    public Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        store.TrackAsync(deviceId, from, to, limit, cancellationToken);

    public Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken) => store.LatestPositionsAsync(cancellationToken);

    public Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        store.EventsAsync(deviceId, from, to, limit, cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken) =>
        store.DeadLettersAsync(deviceId, limit, cancellationToken);

    public ValueTask SaveAlarmAsync(Alarm alarm, CancellationToken cancellationToken) => store.SaveAlarmAsync(alarm, cancellationToken);

    public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) => store.OpenAlarmsAsync(cancellationToken);

    public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) =>
        store.AlarmsAsync(deviceId, limit, cancellationToken);

    public ValueTask SaveBackgroundAsync(LearnedBackground background, CancellationToken cancellationToken) =>
        store.SaveBackgroundAsync(background, cancellationToken);

    public Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken) => store.BackgroundsAsync(cancellationToken);

    public Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken) => store.UpkeepAsync(now, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        _appending.Dispose();
    }

    private void Stage(IReadOnlyList<Observation> batch)
    {
        _lines.Clear();
        foreach (var observation in batch)
        {
            _lines.Add(observation);
        }

        if (_lines.Lines > 0)
        {
            spool.Stage(_lines.Written);
        }
    }

    private void TellDropped()
    {
        var dropped = spool.Dropped;
        if (dropped > _dropped)
        {
            metrics.MirrorLost(dropped - _dropped);
            logger.LogWarning("The mirror was away for too long: {Lines} lines were given up for want of room", dropped - _dropped);
            _dropped = dropped;
        }
    }

    private bool Guard(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(problem, "The spool of the mirror cannot be written");
            return false;
        }
    }
}
