using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes.Stages;
using UrbanGrid.VisionEval.Scenes.Weather;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>One kind of scene.</summary>
/// <param name="Name">Its name in label files and tables.</param>
/// <param name="Class">What it tries.</param>
/// <param name="Weight">How often it comes, against the others.</param>
/// <param name="Write">Writes the plot.</param>
/// <param name="Stages">Stages on which it can take place.</param>
internal sealed record PlotKind(string Name, EventClass Class, double Weight, Action<Plot> Write, IReadOnlyList<string> Stages);

/// <summary>All kinds of scenes.</summary>
internal static class PlotTable
{
    private static readonly string[] Roads = ["shops", "houses", "road"];

    /// <summary>The table.</summary>
    public static IReadOnlyList<PlotKind> Kinds { get; } =
    [
        new("dropped", EventClass.Dumping, 3, DumpingPlots.Dropped, StageShop.Names),
        new("owner-stays", EventClass.Dumping, 1, DumpingPlots.OwnerStays, StageShop.Names),
        new("parks", EventClass.Occupancy, 3, OccupancyPlots.Parks, Roads),
    ];

    /// <summary>The scene of an index of a series; the same for the same seed, whatever else is asked for.</summary>
    public static Scene Scene(int seed, int index, IReadOnlyList<PlotKind> kinds)
    {
        var dice = Dice.Of(seed, index);
        var kind = Choose(kinds, dice);
        var stage = StageShop.Paint(dice.Pick(kind.Stages), dice.Fork());
        var plot = new Plot(kind.Name, stage, dice.Fork());
        kind.Write(plot);
        Climate.Add(plot, dice.Fork());
        return plot.Done();
    }

    private static PlotKind Choose(IReadOnlyList<PlotKind> kinds, Dice dice)
    {
        var at = dice.Share() * kinds.Sum(k => k.Weight);
        foreach (var kind in kinds)
        {
            at -= kind.Weight;
            if (at < 0)
            {
                return kind;
            }
        }

        return kinds[^1];
    }
}
