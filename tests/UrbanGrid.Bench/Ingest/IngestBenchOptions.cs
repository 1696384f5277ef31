using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>Options of <see cref="IngestBench"/>.</summary>
/// <param name="Connections">Devices connected.</param>
/// <param name="Seconds">Length of a run.</param>
/// <param name="MemoryMessages">Messages of the run that watches the hub's memory; 0 leaves it out.</param>
internal sealed record IngestBenchOptions(int Connections, double Seconds, long MemoryMessages)
{
    public static IngestBenchOptions Parse(string[] args)
    {
        var options = new IngestBenchOptions(200, 5, 5_000_000);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--connections" => options with { Connections = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--memory-messages" => options with { MemoryMessages = long.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown option {args[i]}; there are --connections N, --seconds S and --memory-messages N."),
            };
        }

        return options;
    }
}
