using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest;

/// <summary>Where ingest keeps its files, and every limit it holds; all finite.</summary>
public sealed record IngestOptions
{
    /// <summary>Folder of the telemetry files; made if it is not there.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Npgsql connection string of a PostgreSQL or TimescaleDB that keeps telemetry; null for SQLite files in <see cref="DataDirectory"/>.</summary>
    public string? TelemetryConnection { get; init; }

    /// <summary>
    /// How long telemetry is kept; null for ever. A store gives up whole months (TimescaleDB: weeks) that ended longer ago.
    /// </summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Where a copy of telemetry goes for dashboards; null for nowhere.</summary>
    public MirrorOptions? Mirror { get; init; }

    /// <summary>Connection string of the database that holds the device registry, SQLite or PostgreSQL; the hub's other tables may share it.</summary>
    public required string RegistryConnection { get; init; }

    /// <summary>Folder whose <c>*.json</c> device models replace or add to the built-in ones; null for none.</summary>
    public string? ModelDirectory { get; init; }

    /// <summary>Zone in which lighting plans are read.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>SQLite file of persistent MQTT sessions, their queues and retained messages; null lets none outlive the process.</summary>
    public string? SessionFile { get; init; }

    /// <summary>Limits of the MQTT server.</summary>
    public MqttServerOptions Mqtt { get; init; } = new();

    /// <summary>The gateway of vehicle terminals.</summary>
    public Jt808Options Jt808 { get; init; } = new();

    /// <summary>External broker to read from as well; null for none.</summary>
    public ExternalBroker? Broker { get; init; }

    /// <summary>In-process workers; the devices of one responsibility grid always share one.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 16);

    /// <summary>Observations waiting for one worker before ingest waits.</summary>
    public int WorkerQueue { get; init; } = 4_096;

    /// <summary>Observations waiting for the store before sockets are no longer read.</summary>
    public int StoreQueue { get; init; } = 8_192;

    /// <summary>Spooled observations waiting for the store before the sockets they come over are no longer read.</summary>
    public int SpooledQueue { get; init; } = 1_024;

    /// <summary>Age of a first value, on arrival, from which an observation counts as spooled: it waits while live ones are stored.</summary>
    public TimeSpan SpooledAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Observations of one group commit.</summary>
    public int CommitBatch { get; init; } = 4_096;

    /// <summary>Fixes of vehicles stored as they came before they are sorted into blocks; they are held in memory, too, about 20 bytes each.</summary>
    public int TrackInboxFixes { get; init; } = 1_000_000;

    /// <summary>Commits after which they are sorted into blocks even if they are few.</summary>
    public int TrackInboxCommits { get; init; } = 5_000;

    /// <summary>Messages per second a device may send in the long run; beyond it, it is made to wait.</summary>
    public double DeviceMessagesPerSecond { get; init; } = 500;

    /// <summary>Messages a device may send at once before it is made to wait, e.g. when it drains its spool.</summary>
    public double DeviceBurst { get; init; } = 2_000;

    /// <summary>Samples of one message.</summary>
    public int MaxSamples { get; init; } = 1_000;

    /// <summary>Bytes of a JSON payload.</summary>
    public int MaxJsonBytes { get; init; } = 512 * 1024;

    /// <summary>Bytes of a camera frame.</summary>
    public int MaxFrameBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>How far a device's clock may be ahead of the hub's.</summary>
    public TimeSpan MaxClockAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old an observation may be, so that a long outage still drains.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Dead letters kept of one device.</summary>
    public int DeadLettersPerDevice { get; init; } = 100;

    /// <summary>Dead letters kept in total.</summary>
    public int DeadLettersTotal { get; init; } = 20_000;

    /// <summary>Bytes of the payload a dead letter keeps.</summary>
    public int DeadLetterBytes { get; init; } = 2 * 1024;

    /// <summary>Shortest time between two snapshots of one twin when only values changed; alarms and health are told at once.</summary>
    public TimeSpan TwinInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long stopping waits for clients and for the store.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(10);
}
