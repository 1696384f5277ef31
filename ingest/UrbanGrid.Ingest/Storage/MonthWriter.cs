using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage.Tracks;

namespace UrbanGrid.Ingest.Storage;

/// <summary>The writing end of one month's file. Not thread-safe.</summary>
internal sealed class MonthWriter : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, device TEXT NOT NULL, metric TEXT NOT NULL, UNIQUE(device, metric));
        CREATE TABLE IF NOT EXISTS telemetry(series INTEGER NOT NULL, ts INTEGER NOT NULL, value REAL, text TEXT, PRIMARY KEY(series, ts)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS events(device TEXT NOT NULL, ts INTEGER NOT NULL, type TEXT NOT NULL, data TEXT, PRIMARY KEY(device, ts, type)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly RawStatement _begin;
    private readonly RawStatement _commit;
    private readonly RawStatement _rollback;
    private readonly RawStatement _findSeries;
    private readonly RawStatement _addSeries;
    private readonly RawStatement _addSample;
    private readonly RawStatement _addEvent;
    private readonly Dictionary<(string Device, string Metric), long> _series = [];
    private readonly List<SeriesValue> _values = [];
    private readonly TrackWriter _tracks;
    private bool _open;

    public MonthWriter(string path, IngestOptions options)
    {
        _connection = SqliteFile.OpenWriter(path, Schema + TrackTables.Schema);
        _begin = new RawStatement(_connection, "BEGIN IMMEDIATE");
        _commit = new RawStatement(_connection, "COMMIT");
        _rollback = new RawStatement(_connection, "ROLLBACK");
        _findSeries = new RawStatement(_connection, "SELECT id FROM series WHERE device = ?1 AND metric = ?2");
        _addSeries = new RawStatement(_connection, "INSERT INTO series(device, metric) VALUES(?1, ?2) RETURNING id");
        _addSample = new RawStatement(_connection, "INSERT OR IGNORE INTO telemetry(series, ts, value, text) VALUES(?1, ?2, ?3, ?4)");
        _addEvent = new RawStatement(_connection, "INSERT OR IGNORE INTO events(device, ts, type, data) VALUES(?1, ?2, ?3, ?4)");
        Tracks = TrackFile.ReadInbox(_connection);
        _tracks = new TrackWriter(_connection, Tracks, options);
        EarlierPositions.Fold(_connection, _tracks);
    }

    /// <summary>Fixes that are stored, but not yet in blocks; for readers.</summary>
    public OpenTracks Tracks { get; }

    /// <summary>Takes a value; <see cref="Flush"/> stores it.</summary>
    public void Add(string device, in TelemetrySample sample)
    {
        Begin();
        _values.Add(new SeriesValue(Series(device, sample.Metric), sample.Timestamp, _values.Count, sample.Value, sample.Text));
    }

    /// <summary>
    /// Stores the values taken since, in the order of the table: a commit then fills leaf after leaf instead of coming back to
    /// each. Returns how many are new.
    /// </summary>
    public int Flush()
    {
        var values = CollectionsMarshal.AsSpan(_values);
        values.Sort();
        var stored = 0;
        foreach (ref readonly var value in values)
        {
            stored += _addSample.Bind(1, value.Series).Bind(2, value.Timestamp).Bind(3, value.Text is null ? value.Value : null).Bind(4, value.Text).Run();
        }

        _values.Clear();
        return stored;
    }

    public int Add(string device, PositionSample fix)
    {
        Begin();
        return _tracks.Add(device, fix);
    }

    public int Add(string device, DeviceEvent told)
    {
        Begin();
        return _addEvent.Bind(1, device).Bind(2, told.Timestamp).Bind(3, told.Type).Bind(4, told.Data).Run();
    }

    public void Commit()
    {
        if (_open)
        {
            _tracks.BeforeCommit();
            _commit.Run();
            _open = false;
            _tracks.AfterCommit();
        }
    }

    public void Rollback()
    {
        _values.Clear();
        if (!_open)
        {
            return;
        }

        _open = false;
        _series.Clear();
        _tracks.AfterRollback();
        try
        {
            _rollback.Run();
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself on a full disk or an I/O error; then there is nothing left to roll back.
        }
    }

    public void Dispose()
    {
        Rollback();
        _tracks.Dispose();
        foreach (var statement in (RawStatement[])[_begin, _commit, _rollback, _findSeries, _addSeries, _addSample, _addEvent])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Begin()
    {
        if (!_open)
        {
            _begin.Run();
            _open = true;
        }
    }

    private long Series(string device, string metric)
    {
        if (_series.TryGetValue((device, metric), out var id))
        {
            return id;
        }

        id = _findSeries.Bind(1, device).Bind(2, metric).Scalar() ?? _addSeries.Bind(1, device).Bind(2, metric).Scalar()!.Value;
        return _series[(device, metric)] = id;
    }
}
