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

    private static readonly string[] Fronts = ["shops", "houses"];

    /// <summary>The table.</summary>
    public static IReadOnlyList<PlotKind> Kinds { get; } =
    [
        new("dropped", EventClass.Dumping, 4, DumpingPlots.Dropped, StageShop.Names),
        new("owner-stays", EventClass.Dumping, 2, DumpingPlots.OwnerStays, StageShop.Names),
        new("from-vehicle", EventClass.Dumping, 2, DumpingPlots.FromVehicle, Roads),
        new("grows", EventClass.Dumping, 2, DumpingPlots.Grows, StageShop.Names),
        new("faint", EventClass.Dumping, 1, DumpingPlots.Faint, StageShop.Names),
        new("falls-over", EventClass.Dumping, 1, DumpingPlots.FallsOver, StageShop.Names),
        new("crowd", EventClass.Dumping, 1, DumpingPlots.Crowd, StageShop.Names),
        new("hidden", EventClass.Dumping, 1, DumpingPlots.Hidden, StageShop.Names),
        new("waits", EventClass.Dumping, 1, HarmlessPlots.Waits, StageShop.Names),
        new("comes-back", EventClass.Dumping, 1, HarmlessPlots.ComesBack, StageShop.Names),
        new("taken-away", EventClass.Dumping, 1.5, HarmlessPlots.TakenAway, StageShop.Names),
        new("door-opens", EventClass.Dumping, 1, HarmlessPlots.DoorOpens, Fronts),
        new("loiters", EventClass.Dumping, 1, HarmlessPlots.Loiters, StageShop.Names),
        new("parks", EventClass.Occupancy, 4, OccupancyPlots.Parks, Roads),
        new("stood-before", EventClass.Occupancy, 2, OccupancyPlots.StoodBefore, Roads),
        new("stall-comes", EventClass.Occupancy, 2, OccupancyPlots.StallComes, StageShop.Names),
        new("stall-stood-before", EventClass.Occupancy, 1.5, OccupancyPlots.StallStoodBefore, StageShop.Names),
        new("goods", EventClass.Occupancy, 2, OccupancyPlots.Goods, StageShop.Names),
        new("car-leaves", EventClass.Occupancy, 1.5, HarmlessPlots.CarLeaves, Roads),
        new("stops-shortly", EventClass.Occupancy, 1, HarmlessPlots.StopsShortly, Roads),
        new("cover-stolen", EventClass.Cover, 2, CoverPlots.Stolen, StageShop.Names),
        new("cover-driven-away", EventClass.Cover, 2, CoverPlots.DrivenAway, StageShop.Names),
        new("cover-walked-over", EventClass.Cover, 2, CoverPlots.WalkedOver, StageShop.Names),
        new("talks", EventClass.Occupancy, 1, HarmlessPlots.Talks, StageShop.Names),
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

    /// <summary>A scene of an index in which nothing happens that must be reported.</summary>
    public static Scene Quiet(int seed, int index, double seconds)
    {
        var dice = Dice.Of(seed ^ 0x5A17, index);
        var stage = StageShop.Paint(dice.Pick(StageShop.Names), dice.Fork());
        var plot = new Plot("empty", stage, dice.Fork()) { DumpingDwell = QuietPlots.Dwell, OccupancyDwell = QuietPlots.Dwell };
        QuietPlots.Write(plot, seconds);
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
