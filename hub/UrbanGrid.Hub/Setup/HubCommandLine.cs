using System.Globalization;
using System.Net;
using Npgsql;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Setup;

/// <summary>The options of the hub's command line, one row each.</summary>
public static class HubCommandLine
{
    /// <summary>Environment variable of the broker's password, so that it need not be on the command line.</summary>
    public const string BrokerPassword = "URBANGRID_BROKER_PASSWORD";

    /// <summary>Environment variable that holds the connection string, so that a password is in no list of processes.</summary>
    public const string DatabaseVariable = "URBANGRID_DATABASE";

    /// <summary>Environment variable of the provisioning key of vehicle terminals.</summary>
    public const string Jt808KeyVariable = "URBANGRID_JT808_KEY";

    private const string DatabaseExample = "\"Host=db.example;Username=urbangrid;Password=…;Database=urbangrid\"";

    private sealed record Option(string Name, string? Value, string Meaning, Func<HubOptions, string, HubOptions> Apply);

    private static readonly Option[] Table =
    [
        new("--data", "DIR", "folder of everything the hub keeps (default ./data)", (o, v) => o with { Data = Path.GetFullPath(v) }),
        new("--database", "STRING", $"PostgreSQL instead of files in DIR: \"Host=…;Username=…;Password=…;Database=…\" (or in the environment as {DatabaseVariable})",
            (o, v) => o with { Database = DatabaseOf("--database", v) }),
        new("--port", "N", "HTTP port of console and REST (default 8080)", (o, v) => o with { Port = PortOf("--port", v) }),
        new("--bind", "ADDRESS", "address to listen on (default 0.0.0.0, every network; 127.0.0.1 for this machine only)",
            (o, v) => o with { Bind = IPAddress.TryParse(v, out var ip) ? ip : throw new ArgumentException($"--bind needs an IP address, not '{v}'.") }),
        new("--mqtt-port", "N", "MQTT port (default 1883)", (o, v) => o with { MqttPort = PortOf("--mqtt-port", v) }),
        new("--jt808-port", "N", "port of vehicle terminals (JT/T 808), TCP and UDP (default 6808; 0: none)",
            (o, v) => o with { Jt808Port = v == "0" ? 0 : PortOf("--jt808-port", v) }),
        new("--jt1078-port", "N", "port of video streams of vehicle terminals (JT/T 1078), TCP (default 1078; 0: none)",
            (o, v) => o with { Jt1078Port = v == "0" ? 0 : PortOf("--jt1078-port", v) }),
        new("--jt1078-host", "HOST", "address terminals are told to send video to (default: the one they reached the hub at)", (o, v) => o with { Jt1078Host = v }),
        new("--jt808-key", "KEY", "provisioning key with which unknown vehicle terminals ask to be let in (or in the environment as " + Jt808KeyVariable + "; default: they are turned away)",
            (o, v) => o with { Jt808ProvisioningKey = v }),
        new("--mqtt-tls-port", "N", "MQTT port with TLS; needs --tls-certificate", (o, v) => o with { MqttTlsPort = PortOf("--mqtt-tls-port", v) }),
        new("--tls-certificate", "FILE", "PEM file with certificate and private key", (o, v) => o with { TlsCertificate = Existing("--tls-certificate", v) }),
        new("--broker", "URL", "also read from an MQTT 5 broker: mqtt://user:password@host:port, or mqtts:// for TLS; the password may be in the environment instead, as " + BrokerPassword,
            (o, v) => o with { Broker = ExternalBroker.Parse(v) }),
        new("--broker-group", "NAME", "hubs of one group share what the broker has (default urbangrid)", (o, v) => o with { BrokerGroup = v }),
        new("--mqtt-client-ca", "FILE", "PEM file of the authority that signs device certificates (common name = device id); needs --mqtt-tls-port",
            (o, v) => o with { MqttClientAuthority = Existing("--mqtt-client-ca", v) }),
        new("--city", "DIR", "folder of a city to import at the first start", (o, v) => o with { City = Existing("--city", v) }),
        new("--code-scheme", "NAME", "numbering of classes the catalogue begins with at the first start: gbt30428 (default) or cjt214",
            (o, v) => o with { CodeScheme = CodeScheme.Find(v)?.Key ?? throw new ArgumentException($"--code-scheme needs one of {string.Join(", ", CodeScheme.All)}, not '{v}'.") }),
        new("--demo", null, "give the city's people and devices passwords and write them to DIR/credentials.json", (o, _) => o with { Demo = true }),
        new("--tile-url", "URL", "raster tile template of a base map, e.g. https://tiles.example/{z}/{x}/{y}.png", (o, v) => o with { TileUrl = v }),
        new("--objects", "FILE", "object detector for the cameras, described by a JSON file (see docs/object-detector.md; default none)",
            (o, v) => o with { Objects = Existing("--objects", v) }),
        new("--alarm-days", "N", "days for which an alarm and a command are kept after their end (default 400)",
            (o, v) => o with { AlarmDays = DaysOf("--alarm-days", v) }),
        new("--no-shift-leader", null, "the centre has no shift leader (值班长): its acceptors file and close", (o, _) => o with { ShiftLeader = false }),
        new("--device-answers-check", null, "when the device that raised a case sees that it is solved, that answers the check (default: it is proof for whoever checks)",
            (o, _) => o with { DeviceAnswersCheck = true }),
        new("--archive-days", "N", "days after which a closed case is archived (default 30)", (o, v) => o with { ArchiveDays = DaysOf("--archive-days", v) }),
        new("--duplicate-metres", "N", "metres within which open cases of one class may tell of the same and are offered for merging (default 50)",
            (o, v) => o with { DuplicateMetres = NumberOf("--duplicate-metres", v, 1, 5_000) }),
        new("--duplicate-hours", "N", "hours between two reports within which they may tell of the same (default 24)",
            (o, v) => o with { DuplicateHours = NumberOf("--duplicate-hours", v, 1, 8_760) }),
        new("--device-reopen-days", "N", "days after its closing within which the camera or sensor that raised a case opens it again (default 3; 0: never)",
            (o, v) => o with { DeviceReopenDays = NumberOf("--device-reopen-days", v, 0, 365) }),
        new("--time-zone", "ZONE", "zone the city lives in (default Asia/Shanghai)",
            (o, v) => o with { TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(v, out _) ? v : throw new ArgumentException($"--time-zone: there is no zone '{v}'.") }),
        new("--telemetry-retention", "DAYS", "days telemetry is kept, in whole months (default: for ever)",
            (o, v) => o with { TelemetryRetentionDays = DaysOf("--telemetry-retention", v) }),
        new("--influx", "URL", "InfluxDB v2 that mirrors telemetry, e.g. http://influx:8086",
            (o, v) => o with { InfluxUrl = Uri.TryCreate(v, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? url
                : throw new ArgumentException($"--influx needs an http or https address, not '{v}'.") }),
        new("--influx-org", "NAME", "its organisation (default urbangrid)", (o, v) => o with { InfluxOrganisation = v }),
        new("--influx-bucket", "NAME", "its bucket (default urbangrid)", (o, v) => o with { InfluxBucket = v }),
        new("--influx-token-file", "FILE", "file with its token (or set URBANGRID_INFLUX_TOKEN)", (o, v) => o with { InfluxTokenFile = Existing("--influx-token-file", v) }),
    ];

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help => "UrbanGrid hub\n\n" + string.Join('\n', Table.Select(o =>
        string.Create(CultureInfo.InvariantCulture, $"  {o.Name + (o.Value is null ? "" : " " + o.Value),-24} {o.Meaning}"))) + "\n";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">With a sentence that says what to change.</exception>
    public static HubOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new HubOptions
        {
            Data = Path.GetFullPath("data"),
            Jt808Port = HubOptions.UsualJt808Port,
            Jt1078Port = HubOptions.UsualJt1078Port,
            Jt808ProvisioningKey = Environment.GetEnvironmentVariable(Jt808KeyVariable) is { Length: > 0 } key ? key : null,
            Database = Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } given ? DatabaseOf(DatabaseVariable, given) : null,
        };
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = Array.Find(Table, o => o.Name == arguments[i])
                ?? throw new ArgumentException($"There is no option '{arguments[i]}'; --help lists them.");
            if (option.Value is not null && i + 1 >= arguments.Count)
            {
                throw new ArgumentException($"{option.Name} needs a value: {option.Name} {option.Value}.");
            }

            options = option.Apply(options, option.Value is null ? "" : arguments[++i]);
        }

        return options switch
        {
            { MqttTlsPort: not null, TlsCertificate: null } => throw new ArgumentException("--mqtt-tls-port needs --tls-certificate FILE."),
            { MqttClientAuthority: not null, MqttTlsPort: null } => throw new ArgumentException("--mqtt-client-ca needs --mqtt-tls-port N, for certificates come with TLS."),
            { Demo: true, City: null } => throw new ArgumentException("--demo needs --city DIR, the city whose people and devices it creates."),
            { Broker: { } broker } => options with { Broker = broker with { Group = options.BrokerGroup, Password = broker.Password ?? Environment.GetEnvironmentVariable(BrokerPassword) } },
            _ => options,
        };
    }

    /// <summary>Checks a connection string of PostgreSQL.</summary>
    /// <exception cref="ArgumentException">With a sentence that says what to change, but not what was given: it may hold a password.</exception>
    public static string DatabaseOf(string option, string value)
    {
        NpgsqlConnectionStringBuilder read;
        try
        {
            read = new NpgsqlConnectionStringBuilder(value);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            throw new ArgumentException($"{option} is no connection string of PostgreSQL; write it as {DatabaseExample}.");
        }

        return read is { Host.Length: > 0, Database.Length: > 0 }
            ? value
            : throw new ArgumentException($"{option} must name at least Host and Database: {DatabaseExample}.");
    }

    /// <summary>A port as an option gives it.</summary>
    internal static int PortOf(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new ArgumentException($"{option} needs a port from 1 to 65535, not '{value}'.");

    private static int NumberOf(string option, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{option} needs a number from {least} to {most}, not '{value}'.");

    private static int DaysOf(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500
            ? days
            : throw new ArgumentException($"{option} needs a number of days from 1 to 36500, not '{value}'.");

    private static string Existing(string option, string path) =>
        File.Exists(path) || Directory.Exists(path) ? Path.GetFullPath(path) : throw new ArgumentException($"{option}: there is nothing at '{path}'.");
}
