namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>Everything one edge agent is told, read from one JSON file; see <c>edge-agent/README.md</c>.</summary>
public sealed record EdgeSettings
{
    /// <summary>Where the hub is.</summary>
    public HubSettings Hub { get; init; } = new();

    /// <summary>Who the agent is to the hub.</summary>
    public AgentSettings Agent { get; init; } = new();

    /// <summary>Where messages wait while the hub is away.</summary>
    public SpoolSettings Spool { get; init; } = new();

    /// <summary>Log file.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>The ffmpeg program, by name or path.</summary>
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>Folder of the rolling recordings, one below it for each camera that has one.</summary>
    public string RecordingDirectory { get; init; } = "recordings";

    /// <summary>File of the object detector that cameras with <c>detect: edge</c> ask, as the hub's <c>--objects</c>; null for none.</summary>
    public string? Objects { get; init; }

    /// <summary>Cameras to capture.</summary>
    public IReadOnlyList<CameraSettings> Cameras { get; init; } = [];

    /// <summary>Sensors to simulate or to replay.</summary>
    public IReadOnlyList<SensorSettings> Sensors { get; init; } = [];

    /// <summary>Vehicles to drive along routes.</summary>
    public IReadOnlyList<VehicleSettings> Vehicles { get; init; } = [];
}

/// <summary>Where the hub is.</summary>
public sealed record HubSettings
{
    /// <summary>Host name or address.</summary>
    public string Host { get; init; } = "";

    /// <summary>MQTT port; 0 means 1883, or 8883 with TLS.</summary>
    public int Port { get; init; }

    /// <summary>Whether to speak TLS; the hub's certificate must be trusted by this machine.</summary>
    public bool Tls { get; init; }

    /// <summary>MQTT version, <c>5</c> or <c>3.1.1</c>.</summary>
    public string Mqtt { get; init; } = "5";

    /// <summary>Longest pause between two attempts to connect, seconds; the first pause is 1 s.</summary>
    public double MaxReconnectSeconds { get; init; } = 30;

    /// <summary>The port that is meant.</summary>
    public int EffectivePort => Port != 0 ? Port : Tls ? 8883 : 1883;
}

/// <summary>Who the agent is to the hub: a device of model <c>edge-agent</c>, through which its devices publish.</summary>
public sealed record AgentSettings
{
    /// <summary>Device id of the agent.</summary>
    public string Id { get; init; } = "";

    /// <summary>Device token; or give <see cref="TokenFile"/>.</summary>
    public string? Token { get; init; }

    /// <summary>File whose first line is the device token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>How often the agent reports its own counters, seconds.</summary>
    public double HealthPeriodSeconds { get; init; } = 30;
}

/// <summary>Where messages wait while the hub is away.</summary>
public sealed record SpoolSettings
{
    /// <summary>Folder, one agent each.</summary>
    public string Directory { get; init; } = "spool";

    /// <summary>Room for telemetry, positions, events and replies, MiB.</summary>
    public int TelemetryMegabytes { get; init; } = 256;

    /// <summary>Room for frames, MiB.</summary>
    public int FramesMegabytes { get; init; } = 1024;

    /// <summary>Room for files that the hub asked for, MiB.</summary>
    public int FilesMegabytes { get; init; } = 128;

    /// <summary>Telemetry messages sent ahead of their acknowledgement.</summary>
    public int TelemetryWindow { get; init; } = 64;

    /// <summary>Frames sent ahead of their acknowledgement; small, so that telemetry is not held up behind pictures.</summary>
    public int FrameWindow { get; init; } = 4;

    /// <summary>Frames older than this are skipped when their turn comes, seconds; 0 sends every frame.</summary>
    public double SkipFramesOlderThanSeconds { get; init; }
}

/// <summary>Log file.</summary>
public sealed record LogSettings
{
    /// <summary>Folder of the daily files; 14 are kept.</summary>
    public string Directory { get; init; } = "logs";

    /// <summary><c>debug</c>, <c>information</c>, <c>warning</c> or <c>error</c>.</summary>
    public string Level { get; init; } = "information";
}
