using Npgsql;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// Tables of the store, in the schema <c>ingest</c>, made and brought up to date by the store itself. Hubs that start at the
/// same time wait for each other.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>Key of the advisory lock: "UrbanGrd" in ASCII.</summary>
    private const long LockKey = 0x557262616E477264;

    /// <summary>Every version in order; <c>{by ts}</c> is where plain tables are partitioned.</summary>
    private static readonly string[] Versions =
    [
        """
        CREATE TABLE ingest.series(id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, device text NOT NULL, metric text NOT NULL, UNIQUE(device, metric));
        CREATE TABLE ingest.telemetry(series integer NOT NULL, ts bigint NOT NULL, value double precision, text text, PRIMARY KEY(series, ts)){by ts};
        CREATE TABLE ingest.positions(device text NOT NULL, ts bigint NOT NULL, lat double precision NOT NULL, lon double precision NOT NULL,
            speed double precision, course double precision, altitude double precision, hdop double precision, attributes text, PRIMARY KEY(device, ts)){by ts};
        CREATE TABLE ingest.events(device text NOT NULL, ts bigint NOT NULL, type text NOT NULL, data text, PRIMARY KEY(device, ts, type)){by ts};
        CREATE TABLE ingest.dead_letters(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, device text NOT NULL, received_at bigint NOT NULL, topic text NOT NULL,
            reason text NOT NULL, detail text NOT NULL, refused integer NOT NULL, size bigint NOT NULL, payload bytea NOT NULL);
        CREATE INDEX ix_dead_letters_device ON ingest.dead_letters(device, id);
        CREATE TABLE ingest.alarms(id text PRIMARY KEY, device text NOT NULL, raised_at bigint NOT NULL, cleared_at bigint, body text NOT NULL);
        CREATE INDEX ix_alarms_device ON ingest.alarms(device, raised_at);
        CREATE INDEX ix_alarms_open ON ingest.alarms(device) WHERE cleared_at IS NULL;
        CREATE TABLE ingest.backgrounds(device text NOT NULL, metric text NOT NULL, value double precision NOT NULL, PRIMARY KEY(device, metric));
        """,
        JourneySchema.Postgres,
    ];

    /// <summary>Makes what is missing.</summary>
    /// <returns>Whether the tables are TimescaleDB's.</returns>
    public static async Task<bool> PrepareAsync(NpgsqlConnection connection, TimeSpan? retention, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(connection, "SELECT pg_advisory_lock($1)", cancellationToken, LockKey);
        try
        {
            await Sql.RunAsync(
                connection,
                "CREATE SCHEMA IF NOT EXISTS ingest; CREATE TABLE IF NOT EXISTS ingest.schema_version(version integer NOT NULL, timescale boolean NOT NULL)",
                cancellationToken);
            var made = await Sql.ListAsync(
                connection, "SELECT version, timescale FROM ingest.schema_version", r => (Version: r.GetInt32(0), Timescale: r.GetBoolean(1)), cancellationToken);
            var (version, timescale) = made.Count > 0 ? made[0] : (0, await TimescaleTables.CanBeUsedAsync(connection, cancellationToken));
            if (version > Versions.Length)
            {
                throw new InvalidOperationException(
                    $"The telemetry tables are of version {version}, this hub knows {Versions.Length}. Run the newer hub that made them.");
            }

            for (; version < Versions.Length; version++)
            {
                await UpgradeAsync(connection, version, timescale, cancellationToken);
            }

            if (timescale)
            {
                await TimescaleTables.SetRetentionAsync(connection, retention, cancellationToken);
            }

            return timescale;
        }
        finally
        {
            await Sql.RunAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None, LockKey);
        }
    }

    private static async Task UpgradeAsync(NpgsqlConnection connection, int version, bool timescale, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Sql.RunAsync(connection, Versions[version].Replace("{by ts}", timescale ? "" : " PARTITION BY RANGE(ts)", StringComparison.Ordinal), cancellationToken);
        if (version == 0)
        {
            await Sql.RunAsync(connection, "INSERT INTO ingest.schema_version(version, timescale) VALUES(0, $1)", cancellationToken, timescale);
            if (timescale)
            {
                await TimescaleTables.MakeAsync(connection, cancellationToken);
            }
        }

        await Sql.RunAsync(connection, "UPDATE ingest.schema_version SET version = $1", cancellationToken, version + 1);
        await transaction.CommitAsync(cancellationToken);
    }
}
