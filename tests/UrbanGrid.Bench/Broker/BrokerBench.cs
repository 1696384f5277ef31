using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>
/// The server as a plain broker, QoS 1 in and QoS 1 out to one subscriber, nothing stored, beside Debian's mosquitto under the
/// same load in the same run.
/// </summary>
internal static class BrokerBench
{
    private const int Runs = 5;
    private const int Window = 20;
    private const int PayloadBytes = 100;
    private const int Connections = 200;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var seconds = args is ["--seconds", var s, ..] ? double.Parse(s, CultureInfo.InvariantCulture) : 5;
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            await using var broker = await BrokerChild.StartAsync(cancellationToken);
            await using var peer = await MosquittoPeer.StartAsync(folder, cancellationToken)
                ?? throw new InvalidOperationException("This bench is a comparison; it needs mosquitto (apt-get install mosquitto).");
            var (ours, theirs) = (new List<double>(), new List<double>());
            var (load, peerLoad) = (Load(broker.Port), Load(peer.Port));
            await load.RunAsync(TimeSpan.FromSeconds(4), cancellationToken);
            for (var run = 1; run <= Runs; run++)
            {
                ours.Add(await load.RunAsync(TimeSpan.FromSeconds(seconds), cancellationToken));
                theirs.Add(await peerLoad.RunAsync(TimeSpan.FromSeconds(seconds), cancellationToken));
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"run {run}: {ours[^1]:F0} msg/s forwarded, mosquitto {theirs[^1]:F0}"));
            }

            var (median, peerMedian) = (ours.Order().ElementAt(Runs / 2), theirs.Order().ElementAt(Runs / 2));
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["bench"] = "broker",
                ["connections"] = Connections,
                ["window"] = Window,
                ["payload_bytes"] = PayloadBytes,
                ["forwarded_per_s_median"] = Math.Round(median),
                ["forwarded_per_s_runs"] = ours.Select(r => Math.Round(r)).ToArray(),
                ["peer"] = $"mosquitto {peer.Version}",
                ["peer_forwarded_per_s_median"] = Math.Round(peerMedian),
                ["peer_forwarded_per_s_runs"] = theirs.Select(r => Math.Round(r)).ToArray(),
                ["ratio"] = Math.Round(median / peerMedian, 2),
            }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ForwardLoad Load(int port) => new(port, Connections, Window, PayloadBytes);
}
