using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage.Tracks;

namespace UrbanGrid.Ingest.Storage;

/// <summary>
/// Telemetry in SQLite: one file a month (<c>telemetry-2026-11.db</c>, UTC), so that an old month is one file to archive or
/// delete, and one small file for what ingest remembers beside it.
/// </summary>
public sealed class SqliteTelemetryStore : ITelemetryStore, IDisposable
{
    internal const string NotesFile = "ingest-notes.db";

    private readonly IngestOptions _options;
    private readonly string _folder;
    private readonly TimeSpan? _retention;
    private readonly Dictionary<Month, MonthWriter> _writers = [];
    private readonly ConcurrentDictionary<Month, OpenTracks> _openTracks = new();
    private readonly List<DeadLetter> _letters = [];
    private readonly SemaphoreSlim _appending = new(1, 1);
    private readonly IngestNotes _notes;
    private readonly TelemetryReader _reader;
    private (long Begin, long End, MonthWriter Writer)? _current;
    private readonly NotesReader _notesReader;

    /// <summary>Opens the store in the folder of the options.</summary>
    public SqliteTelemetryStore(IngestOptions options)
    {
        (_options, _folder, _retention) = (options, options.DataDirectory, options.Retention);
        Directory.CreateDirectory(_folder);
        var notes = Path.Combine(_folder, NotesFile);
        _notes = new IngestNotes(notes, options);
        _notesReader = new NotesReader(notes);
        _reader = new TelemetryReader(_folder, month => _openTracks.GetValueOrDefault(month));
        foreach (var month in SqliteMonths.WantingWriter(_folder))
        {
            Open(month);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
    {
        await _appending.WaitAsync(cancellationToken);
        try
        {
            var result = Write(batch);
            foreach (var writer in _writers.Values)
            {
                writer.Commit();
            }

            if (_letters.Count > 0)
            {
                _notes.Add(_letters);
            }

            return result;
        }
        finally
        {
            _letters.Clear();
            foreach (var writer in _writers.Values)
            {
                writer.Rollback();
            }

            _appending.Release();
        }
    }

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
        _notesReader.DeadLettersAsync(deviceId, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveAlarmAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        _notes.Save([alarm]);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask SaveAlarmsAsync(IReadOnlyList<Alarm> alarms, CancellationToken cancellationToken)
    {
        _notes.Save(alarms);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) => _notesReader.OpenAlarmsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) =>
        _notesReader.AlarmsAsync(deviceId, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveBackgroundAsync(LearnedBackground background, CancellationToken cancellationToken)
    {
        _notes.Save(background);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken) => _notesReader.BackgroundsAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_retention is not { } kept)
        {
            return;
        }

        await _appending.WaitAsync(cancellationToken);
        try
        {
            var before = (now - kept).ToUnixTimeMilliseconds();
            foreach (var file in SqliteMonths.In(_folder).Where(f => f.Month.End <= before))
            {
                _openTracks.TryRemove(file.Month, out _);
                if (_writers.Remove(file.Month, out var writer))
                {
                    writer.Dispose();
                    _current = null;
                }

                SqliteFile.Delete(file.Path);
            }
        }
        finally
        {
            _appending.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the files; a batch that is being stored must have returned.</summary>
    public void Dispose()
    {
        SqliteFile.CloseReaders([.. SqliteMonths.In(_folder).Select(f => f.Path), Path.Combine(_folder, NotesFile)]);
        foreach (var writer in _writers.Values)
        {
            writer.Dispose();
        }

        _writers.Clear();
        _notes.Dispose();
        _appending.Dispose();
    }

    private AppendResult Write(IReadOnlyList<Observation> batch)
    {
        int stored = 0, rows = 0;
        foreach (var observation in batch)
        {
            var device = observation.Device.Id;
            rows += observation.Samples.Count + observation.Positions.Count;
            foreach (ref readonly var sample in CollectionsMarshal.AsSpan(observation.Samples))
            {
                WriterAt(sample.Timestamp).Add(device, sample);
            }

            foreach (var fix in observation.Positions)
            {
                stored += WriterAt(fix.Timestamp).Add(device, fix);
            }

            if (observation.Event is { } told)
            {
                rows++;
                stored += WriterAt(told.Timestamp).Add(device, told);
            }

            if (observation.DeadLetter is { } letter)
            {
                _letters.Add(letter);
            }
        }

        foreach (var writer in _writers.Values)
        {
            stored += writer.Flush();
        }

        return new AppendResult(stored, rows - stored);
    }

    private MonthWriter WriterAt(long timestamp)
    {
        if (_current is { } current && timestamp >= current.Begin && timestamp < current.End)
        {
            return current.Writer;
        }

        var month = Month.Of(timestamp);
        var writer = _writers.GetValueOrDefault(month) ?? Open(month);
        _current = (month.Begin, month.End, writer);
        return writer;
    }

    private MonthWriter Open(Month month)
    {
        var writer = _writers[month] = new MonthWriter(Path.Combine(_folder, month.FileName), _options);
        _openTracks[month] = writer.Tracks;
        return writer;
    }
}
