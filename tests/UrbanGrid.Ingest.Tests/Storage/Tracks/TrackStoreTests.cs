using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.TestKit;
using static UrbanGrid.Ingest.Tests.Storage.TelemetryStoreContract;

namespace UrbanGrid.Ingest.Tests.Storage.Tracks;

/// <summary>Tracks in SQLite: stored as they come, sorted into blocks later, and read alike at every moment between.</summary>
public sealed class TrackStoreTests : IDisposable
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;

    private static readonly IngestOptions Eager = Options with { TrackInboxFixes = 40, TrackInboxCommits = 3 };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_track_reads_the_same_whatever_of_it_is_in_blocks()
    {
        await using var store = Open(Eager);
        var sent = new List<PositionSample>();
        for (var i = 0; i < 60; i++)
        {
            var fix = Drive(Noon + (i * 60 * Second), i);
            sent.Add(fix);
            await store.AppendAsync([With("a", fix), With("b", fix with { SpeedKmh = null })], default);

            Assert.Equal(sent.Select(Told), (await store.TrackAsync("a", Noon, Noon + (24 * Hour), 1_000, default)).Select(Told));
        }

        Assert.NotEqual(0, Count("track_blocks"));
        Assert.InRange(Count("track_inbox"), 0, 10);
    }

    [Fact]
    public async Task What_was_stored_before_a_restart_is_read_after_it()
    {
        await using (var store = Open(Eager))
        {
            for (var i = 0; i < 25; i++)
            {
                await store.AppendAsync([With("a", Drive(Noon + (i * Second), i))], default);
            }
        }

        await using var again = Open(Eager);
        await again.AppendAsync([With("a", Drive(Noon + (25 * Second), 25))], default);

        Assert.Equal(Enumerable.Range(0, 26).Select(i => Noon + (i * Second)), (await again.TrackAsync("a", 0, Noon * 2, 100, default)).Select(f => f.Timestamp));
        Assert.Equal(Noon + (25 * Second), Assert.Single(await again.LatestPositionsAsync(default)).Timestamp);
    }

    [Fact]
    public async Task A_fix_sent_again_after_it_went_into_a_block_is_read_once_and_as_it_was_first()
    {
        await using var store = Open(Eager);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 30; i++)
            {
                await store.AppendAsync([With("a", Drive(Noon + (i * Second), i + (round * 7)))], default);
            }
        }

        var track = await store.TrackAsync("a", 0, Noon * 2, 100, default);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => Told(Drive(Noon + (i * Second), i))), track.Select(Told));
    }

    [Fact]
    public async Task Fixes_that_come_hours_late_take_their_place_in_the_track()
    {
        await using var store = Open(Eager);
        int[] order = [0, 10, 20, 30, 40, 50, 25, 15, 5, 45, 35];
        foreach (var minutes in order.Concat(order.Select(m => m + 300)))
        {
            await store.AppendAsync([With("a", Drive(Noon + (minutes * 60 * Second), minutes))], default);
        }

        var track = await store.TrackAsync("a", 0, Noon * 2, 100, default);
        Assert.Equal(order.Concat(order.Select(m => m + 300)).Order().Select(m => Noon + (m * 60 * Second)), track.Select(f => f.Timestamp));
    }

    [Fact]
    public async Task A_limit_gives_the_oldest_fixes()
    {
        await using var store = Open(Eager);
        for (var i = 0; i < 50; i++)
        {
            await store.AppendAsync([With("a", Drive(Noon + (i * 600 * Second), i))], default);
        }

        var track = await store.TrackAsync("a", Noon + (600 * Second), Noon * 2, 7, default);
        Assert.Equal(Enumerable.Range(1, 7).Select(i => Noon + (i * 600 * Second)), track.Select(f => f.Timestamp));
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_no_fix_and_no_name()
    {
        await using var store = Open(Eager);
        var broken = Of("b");
        broken.Samples.Add(new TelemetrySample(null!, Noon, 1, null));
        await Assert.ThrowsAnyAsync<Exception>(async () => await store.AppendAsync([With("a", Drive(Noon, 1)), broken], default));
        Assert.Empty(await store.TrackAsync("a", 0, Noon * 2, 10, default));

        await store.AppendAsync([With("a", Drive(Noon, 2))], default);
        Assert.Equal([Told(Drive(Noon, 2))], (await store.TrackAsync("a", 0, Noon * 2, 10, default)).Select(Told));
    }

    [Fact]
    public async Task Fixes_of_a_file_that_has_one_row_for_each_are_kept()
    {
        using (var file = new SqliteConnection($"Data Source={_folder.File("telemetry-2026-03.db")};Pooling=False"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = """
                CREATE TABLE positions(device TEXT NOT NULL, ts INTEGER NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
                    speed REAL, course REAL, altitude REAL, hdop REAL, attributes TEXT, PRIMARY KEY(device, ts)) WITHOUT ROWID;
                INSERT INTO positions VALUES('a', $noon, 31.2, 121.4, 30.5, NULL, NULL, 0.9, '{"load":12.5}'), ('a', $noon + 7200000, 31.3, 121.5, NULL, 90, 4.5, NULL, NULL);
                """;
            command.Parameters.AddWithValue("$noon", Noon);
            command.ExecuteNonQuery();
        }

        await using var store = Open(Options);
        var track = await store.TrackAsync("a", 0, Noon * 2, 10, default);
        Assert.Equal([(31.2, 30.5, null, 12.5), (31.3, null, 90, 0)], track.Select(f => (f.Place.Lat, f.SpeedKmh, f.CourseDeg, f.Attributes.GetValueOrDefault("load"))));
        Assert.Equal(Noon + 7_200_000, Assert.Single(await store.LatestPositionsAsync(default)).Timestamp);
    }

    private SqliteTelemetryStore Open(IngestOptions options) => new(options with { DataDirectory = _folder.Path });

    private static Observation With(string device, PositionSample fix)
    {
        var observation = Of(device);
        observation.Positions.Add(fix);
        return observation;
    }

    private static PositionSample Drive(long at, int i) => new(
        at, new GeoPoint(Math.Round(31.2304 + (i * 1e-4), 6), Math.Round(121.4737 - (i * 1e-4), 6)), i * 0.5, i % 3 == 0 ? null : i * 5, i % 4, i % 2 == 0 ? 0.8 : null,
        i % 5 == 0
            ? new Dictionary<string, double>()
            : new Dictionary<string, double> { ["odometer_km"] = Math.Round(1000 + (i * 0.1), 1), ["ignition"] = i % 2, ["third"] = 1.0 / (i + 3) });

    private static string Told(PositionSample fix) =>
        $"{fix.Timestamp} {fix.Place} {fix.SpeedKmh} {fix.CourseDeg} {fix.AltitudeM} {fix.Hdop} {string.Join(' ', fix.Attributes.OrderBy(a => a.Key).Select(a => $"{a.Key}={a.Value}"))}";

    private long Count(string table)
    {
        using var file = new SqliteConnection($"Data Source={_folder.File("telemetry-2026-03.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
