using Npgsql;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Storage.Postgres;
using UrbanGrid.Ingest.Tests.Support;

namespace UrbanGrid.Ingest.Tests.Storage;

/// <summary>TimescaleDB, and what only its policies promise.</summary>
public sealed class TimescaleTelemetryStoreTests(TimescaleServer server) : TelemetryStoreContract, IClassFixture<TimescaleServer>
{
    private bool _fresh;

    [SkippableFact]
    public async Task Aggregates_compression_and_retention_of_raw_values_run_as_policies()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var (old, recent) = (now - (20 * 86_400_000L), now - 86_400_000L);
        var query = new SeriesQuery("a", "t", old, now, 3_600_000);
        IReadOnlyList<SeriesPoint> before;
        await using (var store = await OpenAsync())
        {
            await store.AppendAsync([Values("a", [.. Enumerable.Range(0, 300).Select(i => ("t", old + (i * 20_000L), (double)i))])], default);
            await store.AppendAsync([Values("a", [.. Enumerable.Range(0, 300).Select(i => ("t", recent + (i * 20_000L), (double)i))])], default);
            before = await store.QueryAsync(query, default);
        }

        await RunPoliciesAsync("policy_refresh_continuous_aggregate", "policy_compression");
        Assert.True(await CountAsync("SELECT count(*) FROM timescaledb_information.chunks WHERE is_compressed") > 0);
        await using (var store = await OpenAsync(Options with { Retention = TimeSpan.FromDays(10) }))
        {
            Assert.Equal(before, await store.QueryAsync(query, default));
            Assert.Equal(new AppendResult(1, 1), await store.AppendAsync([Values("a", ("t", old, 9), ("t", old + 1, 9))], default));
        }

        await RunPoliciesAsync("policy_retention");
        await using var kept = await OpenAsync(Options with { Retention = TimeSpan.FromDays(10) });
        Assert.Equal(300, (await kept.QueryAsync(new SeriesQuery("a", "t", old, now), default)).Count);
    }

    protected override async Task<ITelemetryStore> OpenAsync(IngestOptions options)
    {
        if (!_fresh)
        {
            // On a server an administrator does it, or the store, where the library is loaded at the start.
            await RunAsync("CREATE EXTENSION IF NOT EXISTS timescaledb");
            await RunAsync("DROP SCHEMA IF EXISTS ingest CASCADE");
            _fresh = true;
        }

        return new PostgresTelemetryStore(options with { TelemetryConnection = server.Connection });
    }

    private async Task RunPoliciesAsync(params string[] names)
    {
        await using var source = NpgsqlDataSource.Create(server.Connection);
        await using var connection = await source.OpenConnectionAsync();
        var jobs = await Sql.ListAsync(
            connection, "SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = ANY($1) AND hypertable_name IS NOT NULL ORDER BY job_id", r => r.GetInt32(0),
            default, (object)names);
        Assert.NotEmpty(jobs);
        foreach (var job in jobs)
        {
            await Sql.RunAsync(connection, $"CALL run_job({job})", default);
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.Connection);
        await using var connection = await source.OpenConnectionAsync();
        return await Sql.ScalarAsync<long>(connection, sql, default);
    }

    private async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.Connection);
        await using var connection = await source.OpenConnectionAsync();
        await Sql.RunAsync(connection, sql, default);
    }
}
