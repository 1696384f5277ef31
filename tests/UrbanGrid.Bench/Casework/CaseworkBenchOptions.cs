using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>Options of <see cref="CaseworkBench"/>.</summary>
/// <param name="Cases">Cases in the store.</param>
/// <param name="Stores"><c>sqlite</c>, <c>postgres</c>, or both.</param>
/// <param name="Folder">Where the SQLite store is kept for the next run; null for a temporary folder.</param>
internal sealed record CaseworkBenchOptions(int Cases, IReadOnlyList<string> Stores, string? Folder)
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public static CaseworkBenchOptions Parse(string[] args)
    {
        var options = new CaseworkBenchOptions(1_000_000, [Sqlite, Postgres], null);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--cases" => options with { Cases = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--store" when args[i + 1] is Sqlite or Postgres => options with { Stores = [args[i + 1]] },
                "--folder" => options with { Folder = Path.GetFullPath(args[i + 1]) },
                _ => throw new ArgumentException($"Unknown option {args[i]} {args[i + 1]}; there are --cases N, --store sqlite|postgres and --folder DIR."),
            };
        }

        return options;
    }
}
