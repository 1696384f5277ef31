using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>Vehicles, stalls and goods stand where nothing may stand.</summary>
internal static class OccupancyPlots
{
    /// <summary>A vehicle stops in the watched lane and stays.</summary>
    public static void Parks(Plot plot)
    {
        Extras.Passers(plot, 0, 45, 12);
        Extras.Traffic(plot, 0, 60, 6);
        var (stage, dice) = (plot.Stage, plot.Dice);
        var lane = stage.Parking!;
        var (x, y) = lane.At(dice.Between(0.38, 0.6));
        var start = dice.Between(4, 9);
        var stands = 0.0;
        var car = Extras.Drive(plot, lane, start, (_, d) =>
        {
            var route = new RouteWriter(stage.Ground, start, lane.FromX, lane.FromY).Arrive(x, y, d.Between(5, 7));
            stands = route.Now;
            return route.Wait(plot.OccupancyDwell + d.Between(15, 30)).Leave(lane.ToX, lane.ToY, 5);
        });
        Report(plot, car.BoxAt(stands)!.Value, stands, "parked vehicle");
    }

    /// <summary>Labels a thing that stands from a moment on.</summary>
    public static void Report(Plot plot, PixelBox box, double stands, string what, double? end = null) => plot.Add(new LabelledEvent
    {
        Class = EventClass.Occupancy,
        Start = Math.Round(stands, 1),
        Due = Math.Round(stands + plot.OccupancyDwell, 1),
        End = end,
        Box = box.Relative(),
        Zone = Plot.KerbZone,
        What = what,
    });
}
