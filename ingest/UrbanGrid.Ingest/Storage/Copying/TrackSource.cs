using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage.Postgres;
using UrbanGrid.Ingest.Storage.Tracks;

namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>The tracks of a month's file as the rows that PostgreSQL keeps: one a fix, by device and time.</summary>
internal sealed class TrackSource
{
    private readonly SqliteConnection _source;
    private readonly OpenTracks _inbox;
    private readonly List<string> _devices;
    private (string Device, IReadOnlyList<PositionSample> Fixes) _read = ("", []);

    public TrackSource(SqliteConnection source)
    {
        _source = source;
        _inbox = TrackFile.ReadInbox(source);
        _devices = [.. TrackFile.Devices(source).Values.Order(StringComparer.Ordinal)];
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var device in _devices)
        {
            count += (await FixesAsync(device, cancellationToken)).Count;
        }

        return count;
    }

    /// <summary>The next rows after a key of device and time; from the beginning without one.</summary>
    public async Task<List<object?[]>> ReadAsync(object[]? after, int limit, CancellationToken cancellationToken)
    {
        var (lastDevice, lastTime) = after is null ? ("", long.MinValue) : ((string)after[0], (long)after[1]);
        var slice = new List<object?[]>();
        foreach (var device in _devices.Where(d => string.CompareOrdinal(d, lastDevice) >= 0))
        {
            var since = device == lastDevice ? lastTime : long.MinValue;
            slice.AddRange((await FixesAsync(device, cancellationToken)).Where(f => f.Timestamp > since).Take(limit - slice.Count).Select(f => Row(device, f)));
            if (slice.Count == limit)
            {
                break;
            }
        }

        return slice;
    }

    private async Task<IReadOnlyList<PositionSample>> FixesAsync(string device, CancellationToken cancellationToken)
    {
        if (_read.Device != device)
        {
            var fixes = await TrackFile.ReadBlocksAsync(_source, device, long.MinValue, long.MaxValue, int.MaxValue, cancellationToken);
            fixes.AddRange(_inbox.Read(device, long.MinValue, long.MaxValue));
            _read = (device, TrackFixes.InOrder(fixes));
        }

        return _read.Fixes;
    }

    private static object?[] Row(string device, PositionSample fix) =>
    [
        PostgresText.Clean(device), fix.Timestamp, fix.Place.Lat, fix.Place.Lon, fix.SpeedKmh, fix.CourseDeg, fix.AltitudeM, fix.Hdop,
        fix.Attributes.Count == 0 ? null : PostgresText.Clean(JsonSerializer.Serialize(fix.Attributes)),
    ];
}
