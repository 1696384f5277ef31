using System.Globalization;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>Options of <see cref="VehiclesBench"/>.</summary>
/// <param name="Only">The part to run; null for all.</param>
/// <param name="Positions">Positions in the store of tracks.</param>
/// <param name="Terminals">Terminals that send at once.</param>
/// <param name="Seconds">How long they do.</param>
/// <param name="Folder">Where the store of tracks is kept for the next run; null for a temporary folder.</param>
internal sealed record VehiclesBenchOptions(string? Only, long Positions, int Terminals, int Seconds, string? Folder)
{
    public static VehiclesBenchOptions Parse(string[] args, string[] parts)
    {
        var options = new VehiclesBenchOptions(null, 100_000_000, 10_000, 60, null);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--only" when parts.Contains(value) => options with { Only = value },
                "--only" => throw new ArgumentException($"There is no part {value}; there are {string.Join(", ", parts)}."),
                "--positions" => options with { Positions = long.Parse(value, CultureInfo.InvariantCulture) },
                "--terminals" => options with { Terminals = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--folder" => options with { Folder = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"Unknown option {args[i]}; there are --only PART, --positions N, --terminals N, --seconds N and --folder DIR."),
            };
        }

        return options;
    }
}
