using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>
/// Two promises of the sensor rules: how long after a device sent it an alarm is on a browser's stream, under load, beside
/// what mosquitto needs to merely forward the same message; and how far from its limit the silence of each of 100,000
/// devices is told.
/// </summary>
internal static class RulesBench
{
    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = RulesBenchOptions.Parse(args);
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            if (options.Probes > 0)
            {
                await AlarmsAsync(options, folder, cancellationToken);
            }

            if (options.Devices > 0)
            {
                await SilenceAsync(options, folder, cancellationToken);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AlarmsAsync(RulesBenchOptions options, string folder, CancellationToken cancellationToken)
    {
        double[] ours, theirs = [];
        double hubRate;
        await using (var hub = await HubChild.StartAsync(Path.Combine(folder, "hub"), cancellationToken))
        {
            (ours, hubRate) = await new AlarmLatency(hub, options).RunAsync(cancellationToken);
        }

        await using var peer = await MosquittoPeer.StartAsync(folder, cancellationToken);
        if (peer is not null)
        {
            theirs = await new ForwardLatency(peer.Port, options).RunAsync(cancellationToken);
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "rules.alarm",
            ["probes"] = ours.Length,
            ["background_msgs_per_s"] = Math.Round(hubRate),
            ["sse_ms_p50"] = Percentile(ours, 0.5),
            ["sse_ms_p99"] = Percentile(ours, 0.99),
            ["sse_ms_max"] = Percentile(ours, 1),
            ["peer"] = peer is null ? null : $"mosquitto {peer.Version}, forwarded to one subscriber",
            ["peer_ms_p50"] = Percentile(theirs, 0.5),
            ["peer_ms_p99"] = Percentile(theirs, 0.99),
            ["ratio_p99"] = theirs.Length == 0 ? null : Math.Round(Percentile(ours, 0.99)!.Value / Percentile(theirs, 0.99)!.Value, 2),
        }));
    }

    private static async Task SilenceAsync(RulesBenchOptions options, string folder, CancellationToken cancellationToken)
    {
        var result = await SilenceBench.RunAsync(Path.Combine(folder, "silence"), options, cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "rules.silence",
            ["devices"] = options.Devices,
            ["told"] = result.DeviationsMs.Length,
            ["deviation_ms_min"] = result.DeviationsMs.FirstOrDefault(),
            ["deviation_ms_p50"] = Percentile(result.DeviationsMs, 0.5),
            ["deviation_ms_p99"] = Percentile(result.DeviationsMs, 0.99),
            ["deviation_ms_max"] = result.DeviationsMs.LastOrDefault(),
            ["managed_mb"] = result.ManagedMb,
            ["cpu_s"] = Math.Round(result.CpuSeconds, 1),
        }));
    }

    private static double? Percentile(double[] sorted, double part) =>
        sorted.Length == 0 ? null : Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))], 2);
}

/// <summary>Options of <see cref="RulesBench"/>.</summary>
/// <param name="Probes">Alarms to be timed; 0 leaves the measurement out.</param>
/// <param name="Rate">Messages per second beside them.</param>
/// <param name="Devices">Devices that fall silent; 0 leaves the measurement out.</param>
internal sealed record RulesBenchOptions(int Probes, double Rate, int Devices)
{
    /// <summary>Devices that share the load beside the probes.</summary>
    public const int LoadDevices = 50;

    /// <summary>Bytes of their messages.</summary>
    public const int PayloadBytes = 100;

    public static RulesBenchOptions Parse(string[] args)
    {
        var options = new RulesBenchOptions(500, 5_000, 100_000);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var number = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--probes" => options with { Probes = number },
                "--rate" => options with { Rate = number },
                "--devices" => options with { Devices = number },
                _ => throw new ArgumentException($"Unknown option {args[i]}; there are --probes N, --rate N and --devices N."),
            };
        }

        return options;
    }
}
