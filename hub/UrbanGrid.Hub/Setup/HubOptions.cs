using System.Net;
using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Setup;

/// <summary>How one hub runs; made from the command line by <see cref="HubCommandLine"/>.</summary>
public sealed record HubOptions
{
    /// <summary>Name of the SQLite file in the data folder.</summary>
    public const string DatabaseFile = "urbangrid.db";

    /// <summary>Name of the folder of telemetry files in the data folder.</summary>
    public const string TelemetryFolder = "telemetry";

    /// <summary>Folder of everything the hub keeps.</summary>
    public required string Data { get; init; }

    /// <summary>Address HTTP and MQTT listen on.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Any;

    /// <summary>Port of console, REST and MQTT over WebSocket.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Port of MQTT over TCP.</summary>
    public int MqttPort { get; init; } = 1883;

    /// <summary>The usual port of vehicle terminals.</summary>
    public const int UsualJt808Port = 6808;

    /// <summary>Port of vehicle terminals (JT/T 808), TCP and UDP; 0 for none.</summary>
    public int Jt808Port { get; init; }

    /// <summary>The usual port of video streams.</summary>
    public const int UsualJt1078Port = 1078;

    /// <summary>TCP port of video streams of vehicle terminals (JT/T 1078); 0 for none.</summary>
    public int Jt1078Port { get; init; }

    /// <summary>Address terminals are told to send video to; null for the one they reached the hub at.</summary>
    public string? Jt1078Host { get; init; }

    /// <summary>Provisioning key with which unknown vehicle terminals ask to be let in; null turns them away. Never logged.</summary>
    public string? Jt808ProvisioningKey { get; init; }

    /// <summary>Port of MQTT over TLS; null for none.</summary>
    public int? MqttTlsPort { get; init; }

    /// <summary>PEM file with certificate and key for TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>External MQTT 5 broker to read from as well; null for none.</summary>
    public ExternalBroker? Broker { get; init; }

    /// <summary>Hubs of one group share what the broker has.</summary>
    public string BrokerGroup { get; init; } = "urbangrid";

    /// <summary>PEM file of the authority whose client certificates let devices in; null takes tokens only.</summary>
    public string? MqttClientAuthority { get; init; }

    /// <summary>Folder of a city to import at the first start.</summary>
    public string? City { get; init; }

    /// <summary>Whether the city's people and devices get passwords and tokens written to <c>credentials.json</c>.</summary>
    public bool Demo { get; init; }

    /// <summary>Raster tile template of a base map; null draws the city's own streets only.</summary>
    public string? TileUrl { get; init; }

    /// <summary>Code scheme (分类编码) the catalogue begins with.</summary>
    public string CodeScheme { get; init; } = Casework.Catalogue.CodeScheme.GbT30428.Key;

    /// <summary>Zone the city lives in.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Configuration file of the cameras' object detector; null for none.</summary>
    public string? Objects { get; init; }

    /// <summary>Days for which an alarm and a command are kept after their end.</summary>
    public int AlarmDays { get; init; } = 400;

    /// <summary>False: the centre has no 值班长; its acceptors file and close.</summary>
    public bool ShiftLeader { get; init; } = true;

    /// <summary>Whether a device that sees that its case is solved answers the check.</summary>
    public bool DeviceAnswersCheck { get; init; }

    /// <summary>Days after which a closed case is archived.</summary>
    public int ArchiveDays { get; init; } = 30;

    /// <summary>Metres within which open cases of one class may tell of the same.</summary>
    public double DuplicateMetres { get; init; } = 50;

    /// <summary>Hours between two reports within which they may tell of the same.</summary>
    public double DuplicateHours { get; init; } = 24;

    /// <summary>Days within which the device that raised a case opens it again; 0: never.</summary>
    public int DeviceReopenDays { get; init; } = 3;

    /// <summary>Days telemetry is kept; null for ever.</summary>
    public int? TelemetryRetentionDays { get; init; }

    /// <summary>Address of an InfluxDB v2 that mirrors telemetry; null for none.</summary>
    public Uri? InfluxUrl { get; init; }

    /// <summary>Its organisation.</summary>
    public string InfluxOrganisation { get; init; } = "urbangrid";

    /// <summary>Its bucket.</summary>
    public string InfluxBucket { get; init; } = "urbangrid";

    /// <summary>File that holds its token; without one the environment variable <c>URBANGRID_INFLUX_TOKEN</c> is read.</summary>
    public string? InfluxTokenFile { get; init; }

    /// <summary>PBKDF2 rounds of password hashes (OWASP's figure for 2023 and later).</summary>
    public int PasswordIterations { get; init; } = 600_000;

    /// <summary>
    /// Connection string of a PostgreSQL database for everything but files; null keeps it all in the data folder. It may hold
    /// a password and is never logged.
    /// </summary>
    public string? Database { get; init; }

    /// <summary>The application's database while <see cref="Database"/> is null.</summary>
    public string DatabasePath => PathOf(DatabaseFile);

    /// <summary>Never shows <see cref="Database"/>.</summary>
    public override string ToString() => $"hub in {Data}";

    /// <summary>Path below the data folder.</summary>
    public string PathOf(params string[] parts) => Path.Combine([Data, .. parts]);
}
