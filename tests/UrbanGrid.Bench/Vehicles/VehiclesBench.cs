namespace UrbanGrid.Bench.Vehicles;

/// <summary>What vehicles ask of the hub, each part by itself (<c>--only PART</c>) or one after the other.</summary>
internal static class VehiclesBench
{
    private static readonly Dictionary<string, Func<VehiclesBenchOptions, CancellationToken, Task>> Parts = new(StringComparer.Ordinal)
    {
        ["live"] = LiveBench.RunAsync,
        ["tracks"] = TrackBench.RunAsync,
    };

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = VehiclesBenchOptions.Parse(args, [.. Parts.Keys]);
        foreach (var part in Parts.Where(p => options.Only is null || options.Only == p.Key))
        {
            await part.Value(options, cancellationToken);
        }
    }
}
