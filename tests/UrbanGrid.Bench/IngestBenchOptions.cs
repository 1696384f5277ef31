using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>Options of <see cref="IngestBench"/>.</summary>
internal sealed record IngestBenchOptions(int Connections, double Seconds)
{
    public static IngestBenchOptions Parse(string[] args)
    {
        var options = new IngestBenchOptions(200, 5);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--connections" => options with { Connections = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown option {args[i]}; there are --connections N and --seconds S."),
            };
        }

        return options;
    }
}
