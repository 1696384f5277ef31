using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>
/// The writing end of a month's tracks. A commit puts its fixes into one row of the inbox; now and then the inbox is sealed,
/// and the commits after that write it into blocks, a few vehicles each, so that none of them takes long.
/// </summary>
internal sealed class TrackWriter : IDisposable
{
    private const int VehiclesPerCommit = 256;
    private const int InboxRowsPerCommit = 32;

    private readonly OpenTracks _open;
    private readonly int _sealFixes;
    private readonly int _sealCommits;
    private readonly RawStatement _findVehicle;
    private readonly RawStatement _addVehicle;
    private readonly RawStatement _addName;
    private readonly RawStatement _addInbox;
    private readonly RawStatement _addBlock;
    private readonly RawStatement _emptyInbox;
    private readonly Dictionary<string, long> _vehicles = new(StringComparer.Ordinal);
    private readonly List<(string Device, long Vehicle, PositionSample Fix)> _pending = [];
    private readonly HashSet<(string Device, long At)> _pendingKeys = [];
    private readonly TrackBytes _bytes = new(4096);
    private List<(string Device, OpenTrack Track)> _written = [];
    private int _namesKept;
    private int _commits;
    private long _inbox;
    private long _sealedUpTo;

    /// <param name="connection">The month's file, whose inbox has been read into <paramref name="open"/>.</param>
    /// <param name="open">What readers look at beside the file.</param>
    /// <param name="options">When the inbox is sealed.</param>
    public TrackWriter(SqliteConnection connection, OpenTracks open, IngestOptions options)
    {
        (_open, _namesKept, _sealFixes, _sealCommits) = (open, open.Names.Count, options.TrackInboxFixes, options.TrackInboxCommits);
        _findVehicle = new RawStatement(connection, "SELECT id FROM vehicles WHERE device = ?1");
        _addVehicle = new RawStatement(connection, "INSERT INTO vehicles(device) VALUES(?1) RETURNING id");
        _addName = new RawStatement(connection, "INSERT INTO attribute_names(id, name) VALUES(?1, ?2)");
        _addInbox = new RawStatement(connection, "INSERT INTO track_inbox(data) VALUES(?1) RETURNING id");
        _addBlock = new RawStatement(connection, "INSERT OR REPLACE INTO track_blocks(vehicle, begin, serial, finish, data) VALUES(?1, ?2, ?3, ?4, ?5)");
        _emptyInbox = new RawStatement(connection, "DELETE FROM track_inbox WHERE id IN (SELECT id FROM track_inbox WHERE id <= ?1 ORDER BY id LIMIT ?2)");
    }

    /// <summary>Takes a fix; the commit stores it. Returns 0 for one that is there already, as far as the open tracks tell.</summary>
    public int Add(string device, PositionSample fix)
    {
        if (!_pendingKeys.Add((device, fix.Timestamp)) || _open.Knows(device, fix.Timestamp))
        {
            return 0;
        }

        _pending.Add((device, VehicleOf(device), fix));
        return 1;
    }

    /// <summary>Writes what was taken, within the transaction that is about to be committed.</summary>
    public void BeforeCommit()
    {
        if (_pending.Count > 0)
        {
            WriteInbox();
        }

        if (_open.HasSealed)
        {
            _written = _open.NextSealed(VehiclesPerCommit);
            _written.ForEach(t => WriteBlocks(t.Track));
        }
        else if (_sealedUpTo > 0 && _emptyInbox.Bind(1, _sealedUpTo).Bind(2, (long)InboxRowsPerCommit).Run() == 0)
        {
            _sealedUpTo = 0;
        }

        KeepNames();
    }

    /// <summary>The transaction is on the disk.</summary>
    public void AfterCommit()
    {
        _open.Written(_written);
        _written = [];
        foreach (var (device, vehicle, fix) in _pending)
        {
            _open.Add(device, vehicle, fix);
        }

        _commits += _pending.Count > 0 ? 1 : 0;
        if (!_open.HasSealed && _sealedUpTo == 0 && _pending.Count > 0 && (_open.Fixes >= _sealFixes || _commits >= _sealCommits))
        {
            _open.Seal();
            (_sealedUpTo, _commits) = (_inbox, 0);
        }

        _namesKept = _open.Names.Count;
        Forget();
    }

    /// <summary>The transaction was rolled back.</summary>
    public void AfterRollback()
    {
        _written = [];
        _vehicles.Clear();
        lock (_open.Guard)
        {
            _open.Names.CutTo(_namesKept);
        }

        Forget();
    }

    public void Dispose()
    {
        foreach (var statement in (RawStatement[])[_findVehicle, _addVehicle, _addName, _addInbox, _addBlock, _emptyInbox])
        {
            statement.Dispose();
        }
    }

    /// <summary>Writes fixes that are in order into blocks, none of which crosses the border of an hour.</summary>
    public void WriteBlocks(long vehicle, IReadOnlyList<PositionSample> fixes, long serial)
    {
        for (var i = 0; i < fixes.Count;)
        {
            var (begin, hour) = (i, fixes[i].Timestamp / TrackTables.HourMs);
            var codec = default(FixCodec);
            _bytes.Clear();
            while (i < fixes.Count && fixes[i].Timestamp / TrackTables.HourMs == hour)
            {
                codec.Write(_bytes, fixes[i++], _open.Names);
            }

            _addBlock.Bind(1, vehicle).Bind(2, fixes[begin].Timestamp).Bind(3, serial).Bind(4, fixes[i - 1].Timestamp).Bind(5, _bytes.Written).Run();
        }
    }

    /// <summary>Number of a device in the file; new if it has none.</summary>
    public long VehicleOf(string device)
    {
        if (!_vehicles.TryGetValue(device, out var id))
        {
            _vehicles[device] = id = _findVehicle.Bind(1, device).Scalar() ?? _addVehicle.Bind(1, device).Scalar()!.Value;
        }

        return id;
    }

    /// <summary>Stores the names that are new since the last commit.</summary>
    public void KeepNames()
    {
        for (var i = _namesKept; i < _open.Names.Count; i++)
        {
            _addName.Bind(1, i).Bind(2, _open.Names[i]).Run();
        }

    }

    private void WriteInbox()
    {
        var codec = default(FixCodec);
        _bytes.Clear();
        lock (_open.Guard)
        {
            foreach (var (_, vehicle, fix) in _pending)
            {
                _bytes.Unsigned((ulong)vehicle);
                codec.Write(_bytes, fix, _open.Names);
            }
        }

        _inbox = _addInbox.Bind(1, _bytes.Written).Scalar()!.Value;
    }

    private void WriteBlocks(OpenTrack track)
    {
        var fixes = new List<PositionSample>(track.Count);
        TrackFixes.Decode(track.Bytes, _open.Names, long.MinValue, long.MaxValue, fixes);
        WriteBlocks(track.Vehicle, TrackFixes.InOrder(fixes), _sealedUpTo);
    }

    private void Forget()
    {
        _pending.Clear();
        _pendingKeys.Clear();
    }
}
