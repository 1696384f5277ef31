using System.Globalization;
using System.Net;

namespace UrbanGrid.Hub.Broker;

/// <summary>The options of <c>broker</c>, one row each.</summary>
public static class BrokerCommandLine
{
    private sealed record Option(string Name, string? Value, string Meaning, Func<PlainBrokerOptions, string, PlainBrokerOptions> Apply);

    private static readonly Option[] Table =
    [
        new("--anonymous", null, "let everybody publish and subscribe to everything (needed)", (o, _) => o with { Anonymous = true }),
        new("--port", "N", "MQTT port (default 1883)", (o, v) => o with { Port = PortOf("--port", v) }),
        new("--ws-port", "N", "port of MQTT over WebSocket, path /mqtt (default: none)", (o, v) => o with { WebSocketPort = PortOf("--ws-port", v) }),
        new("--bind", "ADDRESS", "address to listen on (default 0.0.0.0)",
            (o, v) => o with { Bind = IPAddress.TryParse(v, out var ip) ? ip : throw new ArgumentException($"--bind needs an IP address, not '{v}'.") }),
        new("--data", "DIR", "folder of sessions, offline queues and retained messages (default: memory)", (o, v) => o with { Data = Path.GetFullPath(v) }),
    ];

    /// <summary>What <c>broker --help</c> prints.</summary>
    public static string Help => "UrbanGrid broker: the MQTT server alone\n\n" + string.Join('\n', Table.Select(o =>
        string.Create(CultureInfo.InvariantCulture, $"  {o.Name + (o.Value is null ? "" : " " + o.Value),-24} {o.Meaning}"))) + "\n";

    /// <summary>Reads the command line that follows <c>broker</c>.</summary>
    /// <exception cref="ArgumentException">With a sentence that says what to change.</exception>
    public static PlainBrokerOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new PlainBrokerOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            var option = Array.Find(Table, o => o.Name == name)
                ?? throw new ArgumentException($"There is no option '{name}'; broker --help lists them.");
            if (option.Value is not null && i + 1 >= arguments.Length)
            {
                throw new ArgumentException($"{option.Name} needs a value: {option.Name} {option.Value}.");
            }

            options = option.Apply(options, option.Value is null ? "" : arguments[++i]);
        }

        return options.Anonymous
            ? options
            : throw new ArgumentException("A plain broker asks nobody for a password; say that you want that with --anonymous.");
    }

    private static int PortOf(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new ArgumentException($"{option} needs a port from 1 to 65535, not '{value}'.");
}
