using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// Telemetry in PostgreSQL 15 or newer, which several hubs may share; with TimescaleDB in hypertables with continuous
/// aggregates, otherwise in one partition a month. It makes and upgrades its tables itself, at the first call.
/// </summary>
public sealed class PostgresTelemetryStore : ITelemetryStore
{
    private readonly PostgresGate _gate;
    private readonly PostgresWriter _writer;
    private readonly PostgresReader _reader;
    private readonly PostgresNotes _notes;

    /// <summary>A store at <see cref="IngestOptions.TelemetryConnection"/>; nothing is opened yet.</summary>
    public PostgresTelemetryStore(IngestOptions options)
    {
        _gate = new PostgresGate(
            options.TelemetryConnection ?? throw new ArgumentException("There is no connection string of a telemetry database.", nameof(options)), options.Retention);
        _writer = new PostgresWriter(_gate, options);
        _reader = new PostgresReader(_gate);
        _notes = new PostgresNotes(_gate);
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken) => _writer.AppendAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken) => _reader.QueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LatestSample> LatestAsync(CancellationToken cancellationToken) => _reader.LatestAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        _reader.TrackAsync(deviceId, from, to, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken) => _reader.LatestPositionsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        _reader.EventsAsync(deviceId, from, to, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken) =>
        _notes.DeadLettersAsync(deviceId, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveAlarmAsync(Alarm alarm, CancellationToken cancellationToken) => _notes.SaveAsync(alarm, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) => _notes.OpenAlarmsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) =>
        _notes.AlarmsAsync(deviceId, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveBackgroundAsync(LearnedBackground background, CancellationToken cancellationToken) => _notes.SaveAsync(background, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken) => _notes.BackgroundsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken) => _writer.UpkeepAsync(now, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        return _gate.DisposeAsync();
    }
}
