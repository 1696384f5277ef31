using Npgsql;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Storage.Postgres;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Storage;

/// <summary>PostgreSQL, and what only a server shared by several hubs promises.</summary>
public sealed class PostgresTelemetryStoreTests : TelemetryStoreContract
{
    private string? _connection;

    [SkippableFact]
    public async Task Hubs_that_start_and_store_at_the_same_time_store_everything_once()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await using var third = await OpenAsync();
        var results = await Task.WhenAll(new[] { first, second, third }.Select((store, hub) => Task.Run(async () =>
        {
            var stored = 0;
            for (var round = 0; round < 10; round++)
            {
                // The same values in another order, so that the hubs meet at every key.
                var values = Enumerable.Range(0, 200).Select(i => ($"m{i % 20}", Noon + (round * 1_000L) + i, (double)i)).OrderBy(v => (v.Item2 * (hub + 7)) % 211);
                stored += (await store.AppendAsync([Values("a", [.. values])], default)).Stored;
            }

            return stored;
        })));

        Assert.Equal(2_000, results.Sum());
        var latest = new List<string>();
        await foreach (var sample in first.LatestAsync(default))
        {
            latest.Add(sample.Sample.Metric);
        }

        Assert.Equal(20, latest.Distinct().Count());
        Assert.Equal(20, latest.Count);
    }

    [SkippableFact]
    public async Task A_month_beyond_the_retention_goes_as_a_whole_partition_and_the_next_one_is_made_ahead()
    {
        await using var store = await OpenAsync(Options with { Retention = TimeSpan.FromDays(30) });
        await store.AppendAsync([Values("a", ("tilt", EndOfMarch - 1, 1), ("tilt", EndOfMarch, 2))], default);
        Assert.Equal(["telemetry_2026_03", "telemetry_2026_04"], await PartitionsAsync());

        await store.UpkeepAsync(DateTimeOffset.FromUnixTimeMilliseconds(EndOfMarch).AddDays(30), default);
        Assert.Equal(["telemetry_2026_04", "telemetry_2026_05", "telemetry_2026_06"], await PartitionsAsync());
        Assert.Equal(new AppendResult(1, 1), await store.AppendAsync([Values("a", ("tilt", EndOfMarch - 1, 1), ("tilt", EndOfMarch, 2))], default));
    }

    [SkippableFact]
    public async Task A_server_that_is_killed_makes_appends_throw_and_loses_nothing_that_was_stored()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var store = new PostgresTelemetryStore(Options with { TelemetryConnection = await server.CreateDatabaseAsync() });
        await store.AppendAsync([Values("a", ("t", Noon, 1))], default);

        await server.KillAsync();
        await Assert.ThrowsAsync<TelemetryUnavailableException>(async () => await store.AppendAsync([Values("a", ("t", Noon + 1, 2))], default));
        var problem = await Assert.ThrowsAsync<TelemetryUnavailableException>(() => store.QueryAsync(new SeriesQuery("a", "t", 0, Noon + 9), default));
        Assert.Contains($"127.0.0.1:{server.Port}", problem.Message, StringComparison.Ordinal);

        await server.StartAsync();
        Assert.Equal(new AppendResult(1, 1), await store.AppendAsync([Values("a", ("t", Noon, 1), ("t", Noon + 1, 2))], default));
        Assert.Equal(2, (await store.QueryAsync(new SeriesQuery("a", "t", 0, Noon + 9), default)).Count);
    }

    [SkippableFact]
    public async Task Tables_of_a_newer_hub_are_left_alone()
    {
        await using (var store = await OpenAsync())
        {
            await store.BackgroundsAsync(default);
        }

        await RunAsync("UPDATE ingest.schema_version SET version = 99");
        await using var older = await OpenAsync();
        Assert.Contains("99", (await Assert.ThrowsAsync<InvalidOperationException>(() => older.BackgroundsAsync(default))).Message, StringComparison.Ordinal);
    }

    protected override async Task<ITelemetryStore> OpenAsync(IngestOptions options)
    {
        _connection ??= await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        return new PostgresTelemetryStore(options with { TelemetryConnection = _connection });
    }

    private async Task<List<string>> PartitionsAsync()
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        return await Sql.ListAsync(
            connection, "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relname LIKE 'telemetry\\_2%' ORDER BY 1", r => r.GetString(0), default);
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await Sql.RunAsync(connection, sql, default);
    }
}
