using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>Options of <see cref="QueryBench"/>.</summary>
/// <param name="Rows">Rows in the store.</param>
/// <param name="Folder">Where the store is kept for the next run; null for a temporary folder.</param>
internal sealed record QueryBenchOptions(long Rows, string? Folder)
{
    public static QueryBenchOptions Parse(string[] args)
    {
        var options = new QueryBenchOptions(100_000_000, null);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--rows" => options with { Rows = long.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--folder" => options with { Folder = Path.GetFullPath(args[i + 1]) },
                _ => throw new ArgumentException($"Unknown option {args[i]}; there are --rows N and --folder DIR."),
            };
        }

        return options;
    }
}
