using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>People and vehicles that have nothing to do with the matter.</summary>
internal static class Extras
{
    /// <summary>Column outside the picture at which people come or go.</summary>
    public static double Edge(Stage stage, Dice dice) => stage.EntersFromRightOnly || dice.Chance(0.5) ? Scene.Width + 40 : -40;

    /// <summary>Somebody who walks through.</summary>
    public static Walker Passer(Plot plot, double at, double? row = null)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var y = row ?? dice.Between(stage.WalkTop, stage.WalkBottom);
        var from = Edge(stage, dice);
        var route = new RouteWriter(stage.Ground, at, from, y);
        var speed = dice.Between(1.0, 1.7);
        if (stage.EntersFromRightOnly)
        {
            var turn = dice.Between(stage.Across(y).Left, stage.Across(y).Right);
            route.To(turn, y, speed).To(from, dice.Between(stage.WalkTop, stage.WalkBottom), speed);
        }
        else
        {
            route.To(Scene.Width - from, y + dice.Between(-8, 8), speed);
        }

        return plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice)));
    }

    /// <summary>People who walk through now and then.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="from">First moment.</param>
    /// <param name="to">Last moment.</param>
    /// <param name="every">Mean time between two, seconds.</param>
    public static void Passers(Plot plot, double from, double to, double every)
    {
        for (var t = from + (every * plot.Dice.Share()); t < to; t += every * plot.Dice.Between(0.4, 1.6))
        {
            Passer(plot, t);
        }
    }

    /// <summary>A vehicle that drives through on any lane.</summary>
    public static void Traffic(Plot plot, double from, double to, double every)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        if (stage.Lanes.Count == 0)
        {
            return;
        }

        // Vehicles of one lane keep their distance, so that none drives through another.
        foreach (var lane in stage.Lanes.Where(l => l != stage.Parking))
        {
            var free = from;
            for (var t = from + (every * dice.Share()); t < to; t += Math.Max(3, every * stage.Lanes.Count * dice.Between(0.4, 1.6)))
            {
                var start = Math.Max(t, free);
                Drive(plot, lane, start, (y, d) => new RouteWriter(stage.Ground, start, lane.FromX, lane.FromY).To(lane.ToX, lane.ToY, d.Between(6, 9)));
                free = start + 3;
            }
        }
    }

    /// <summary>A vehicle on a lane, its route written by the caller.</summary>
    public static Vehicle Drive(Plot plot, Lane lane, double at, Func<double, Dice, RouteWriter> route, string? kind = null)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        _ = at;
        kind ??= dice.Chance(0.75) ? "car" : "van";
        var row = lane.IsSideways ? lane.FromY : Math.Min(Scene.Height, Math.Max(lane.FromY, lane.ToY));
        var scale = stage.Ground.ScaleAt(row);
        var cutout = lane.IsSideways
            ? VehicleShop.Side(kind, scale, dice, facingLeft: lane.ToX < lane.FromX)
            : VehicleShop.End(kind, scale, dice, front: lane.ToY > lane.FromY);
        return plot.Add(new Vehicle(stage.Ground, route(row, dice).Done(), cutout, row) { IsSideways = lane.IsSideways });
    }
}
