using Npgsql;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// What TimescaleDB does by itself, once told: chunks of a week, continuous aggregates of a minute and of an hour,
/// compression after a week, and retention. Its background workers run the policies.
/// </summary>
internal static class TimescaleTables
{
    /// <summary>Width of a bucket of <c>ingest.telemetry_minute</c>, ms.</summary>
    public const long MinuteMs = 60_000;

    /// <summary>Width of a bucket of <c>ingest.telemetry_hour</c>, ms.</summary>
    public const long HourMs = 3_600_000;

    private static readonly string[] ByTime = ["telemetry", "positions", "events", "telemetry_minute", "telemetry_hour"];

    /// <summary>Times are Unix milliseconds, so TimescaleDB must be told what "now" is.</summary>
    private const string Tables = """
        CREATE FUNCTION ingest.unix_ms() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT (extract(epoch FROM now()) * 1000)::bigint $$;
        SELECT create_hypertable('ingest.telemetry', 'ts', chunk_time_interval => 604800000, create_default_indexes => false);
        SELECT create_hypertable('ingest.positions', 'ts', chunk_time_interval => 604800000, create_default_indexes => false);
        SELECT create_hypertable('ingest.events', 'ts', chunk_time_interval => 604800000, create_default_indexes => false);
        SELECT set_integer_now_func('ingest.telemetry', 'ingest.unix_ms');
        SELECT set_integer_now_func('ingest.positions', 'ingest.unix_ms');
        SELECT set_integer_now_func('ingest.events', 'ingest.unix_ms');
        """;

    /// <summary>
    /// Refreshed as far back as late values may come, see <see cref="IngestOptions.MaxAge"/>: 401 days. In one batch: by default
    /// it would walk through all of that time in steps of a bucket, whether anything changed there or not.
    /// </summary>
    private const string Aggregates = """
        CREATE MATERIALIZED VIEW ingest.telemetry_minute WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
            SELECT series, time_bucket(60000::bigint, ts) AS bucket, sum(value) AS total, min(value) AS low, max(value) AS high, count(value) AS n
            FROM ingest.telemetry WHERE value IS NOT NULL GROUP BY 1, 2 WITH NO DATA;
        CREATE MATERIALIZED VIEW ingest.telemetry_hour WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
            SELECT series, time_bucket(3600000::bigint, bucket) AS bucket, sum(total) AS total, min(low) AS low, max(high) AS high, sum(n) AS n
            FROM ingest.telemetry_minute GROUP BY 1, 2 WITH NO DATA;
        SELECT add_continuous_aggregate_policy('ingest.telemetry_minute', start_offset => 34646400000::bigint, end_offset => 120000::bigint, schedule_interval => interval '5 minutes');
        SELECT add_continuous_aggregate_policy('ingest.telemetry_hour', start_offset => 34646400000::bigint, end_offset => 7200000::bigint, schedule_interval => interval '15 minutes');
        SELECT alter_job(job_id, config => config || '{"buckets_per_batch": 0}') FROM timescaledb_information.jobs
            WHERE proc_name = 'policy_refresh_continuous_aggregate' AND hypertable_schema = 'ingest';
        """;

    private const string Compression = """
        ALTER TABLE ingest.telemetry SET (timescaledb.compress, timescaledb.compress_segmentby = 'series', timescaledb.compress_orderby = 'ts');
        ALTER TABLE ingest.positions SET (timescaledb.compress, timescaledb.compress_segmentby = 'device', timescaledb.compress_orderby = 'ts');
        SELECT add_compression_policy('ingest.telemetry', compress_after => 604800000::bigint);
        SELECT add_compression_policy('ingest.positions', compress_after => 604800000::bigint);
        """;

    /// <summary>Whether this database has, or may get, a TimescaleDB that compresses and aggregates (its community edition).</summary>
    public static async Task<bool> CanBeUsedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Without its library loaded at the start of the server, the extension ends every connection that touches it.
        var loaded = await Sql.ScalarAsync<bool>(
            connection,
            """
            SELECT EXISTS(SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') OR
                (EXISTS(SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb') AND current_setting('timescaledb.license', true) IS NOT NULL)
            """,
            cancellationToken);
        if (!loaded)
        {
            return false;
        }

        try
        {
            await Sql.RunAsync(connection, "CREATE EXTENSION IF NOT EXISTS timescaledb", cancellationToken);
            return await Sql.ScalarAsync<string>(connection, "SELECT current_setting('timescaledb.license', true)", cancellationToken) == "timescale";
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    /// <summary>Turns the new, empty tables into hypertables.</summary>
    public static async Task MakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var part in (string[])[Tables, Aggregates, Compression])
        {
            await Sql.RunAsync(connection, part, cancellationToken);
        }
    }

    /// <summary>Chunks that are older go; those of the aggregates are ten times as wide and go later. Null keeps everything.</summary>
    public static async Task SetRetentionAsync(NpgsqlConnection connection, TimeSpan? retention, CancellationToken cancellationToken)
    {
        foreach (var table in ByTime)
        {
            await Sql.RunAsync(connection, $"SELECT remove_retention_policy('ingest.{table}', if_exists => true)", cancellationToken);
            if (retention is { } kept)
            {
                await Sql.RunAsync(
                    connection, $"SELECT add_retention_policy('ingest.{table}', drop_after => $1::bigint)", cancellationToken, (long)kept.TotalMilliseconds);
            }
        }
    }
}
