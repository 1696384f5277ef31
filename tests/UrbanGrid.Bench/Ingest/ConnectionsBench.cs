using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>
/// What an idle connection costs, and how long a storm of reconnects takes: every device connects, is lost at once with all
/// others, and comes back. Each step beside Debian's mosquitto in the same run.
/// </summary>
internal static class ConnectionsBench
{
    private const int Storms = 3;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var connections = args is ["--connections", var n, ..] ? int.Parse(n, CultureInfo.InvariantCulture) : 10_000;
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            await Console.Error.WriteLineAsync($"registering {connections} devices");
            await using var hub = await IngestBenchChild.StartAsync(Path.Combine(folder, "hub"), connections, cancellationToken);
            await using var peer = await MosquittoPeer.StartAsync(folder, cancellationToken);
            // A few connections bring in the code; what they leave behind belongs to the baseline.
            Close(await StormAsync(hub.Port, hub.Tokens[..100], [], cancellationToken));

            var before = await hub.CollectAsync(cancellationToken);
            var peerBefore = peer?.ResidentBytes;
            var open = await StormAsync(hub.Port, hub.Tokens, [], cancellationToken);
            var after = await hub.CollectAsync(cancellationToken);
            var report = new Dictionary<string, object?>
            {
                ["bench"] = "connections",
                ["connections"] = connections,
                ["resident_kib_per_connection"] = Math.Round((after.ResidentBytes - before.ResidentBytes) / 1024.0 / connections, 2),
                ["heap_kib_per_connection"] = Math.Round((after.HeapBytes - before.HeapBytes) / 1024.0 / connections, 2),
                ["baseline_resident_mib"] = Math.Round(before.ResidentBytes / 1048576.0),
                ["storm_s_runs"] = await RepeatAsync(hub.Port, hub.Tokens, open, cancellationToken),
            };
            if (peer is not null)
            {
                var anonymous = hub.Tokens.Select(_ => "").ToArray();
                var peerOpen = await StormAsync(peer.Port, anonymous, [], cancellationToken);
                report["peer"] = $"mosquitto {peer.Version}";
                report["peer_resident_kib_per_connection"] = Math.Round((peer.ResidentBytes - peerBefore!.Value) / 1024.0 / connections, 2);
                report["peer_storm_s_runs"] = await RepeatAsync(peer.Port, anonymous, peerOpen, cancellationToken);
            }

            Console.WriteLine(JsonSerializer.Serialize(report));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Seconds from the loss of all connections to the last CONNACK, several times.</summary>
    private static async Task<double[]> RepeatAsync(int port, string[] tokens, MqttSocket[] open, CancellationToken cancellationToken)
    {
        var seconds = new double[Storms];
        for (var i = 0; i < Storms; i++)
        {
            var began = Stopwatch.GetTimestamp();
            open = await StormAsync(port, tokens, open, cancellationToken);
            seconds[i] = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 2);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"storm {i + 1} at port {port}: {seconds[i]} s"));
        }

        Close(open);
        return seconds;
    }

    private static async Task<MqttSocket[]> StormAsync(int port, string[] tokens, MqttSocket[] lost, CancellationToken cancellationToken)
    {
        Close(lost);
        return await Task.WhenAll(tokens.Select((token, i) => MqttSocket.OpenAsync(port, MqttLoad.DeviceId(i), token, cancellationToken)));
    }

    private static void Close(MqttSocket[] sockets) => Array.ForEach(sockets, s => s.Dispose());
}
