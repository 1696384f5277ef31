using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Weather;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>Long stretches of ordinary street life, in which nothing may be reported.</summary>
internal static class QuietPlots
{
    /// <summary>Dwell of both zones: shorter than any city would set it, so that whoever waits tries the detectors hard.</summary>
    public const double Dwell = 20;

    /// <summary>Adds people, vehicles, waiting, doors and covers for a length of time.</summary>
    public static void Write(Plot plot, double seconds)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        Extras.Passers(plot, 0, seconds, dice.Between(6, 30));
        Extras.Traffic(plot, 0, seconds, dice.Between(5, 20));
        for (var t = dice.Between(10, 60); t < seconds - 90; t += dice.Between(50, 150))
        {
            Linger(plot, t);
        }

        if (stage.Parking is { } lane)
        {
            for (var t = dice.Between(15, 80); t < seconds - 40; t += dice.Between(40, 160))
            {
                StopShortly(plot, lane, t);
            }
        }

        for (var t = dice.Between(20, 100); stage.Doors.Count > 0 && t < seconds; t += dice.Between(60, 200))
        {
            plot.Add(new Door(dice.Pick(stage.Doors), t, t + dice.Between(4, 50), dice.Chance(0.5)));
        }

        plot.LastAtLeast(seconds);
    }

    /// <summary>Somebody comes, waits, perhaps with a bag on the ground beside him, and goes.</summary>
    private static void Linger(Plot plot, double at)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var row = dice.Between(stage.Spots.Top, stage.Spots.Bottom);
        var (left, right) = stage.Across(row);
        var x = dice.Between(left + 30, right - 30);
        var edge = Extras.Edge(stage, dice);
        var waits = dice.Between(8, 50);
        var route = new RouteWriter(stage.Ground, at, edge, row).To(x, row, 1.3);
        if (!dice.Chance(0.4))
        {
            plot.Add(new Walker(stage.Ground, route.Wait(waits).To(edge, row, 1.3).Done(), WalkerLook.Of(dice)));
            return;
        }

        var bag = ThingShop.Draw(dice.Pick(ThingShop.Carried), stage.Ground.ScaleAt(row), dice);
        var (put, taken) = (route.Now + 0.6, route.Now + 0.6 + waits);
        route.Wait(waits + 1.4).To(edge, row, 1.3);
        plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice))
        {
            Bends = [put, taken],
            Loads = [new Load(bag, 0, put), new Load(bag, taken, double.MaxValue)],
        });
        plot.Add(new Prop(bag, x + ((edge < x ? 1 : -1) * ((0.5 * bag.Width) + 8)), row + 1, put, taken));
    }

    private static void StopShortly(Plot plot, Stages.Lane lane, double at)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var (x, y) = lane.At(dice.Between(0.35, 0.6));
        var route = new RouteWriter(stage.Ground, at, lane.FromX, lane.FromY).Arrive(x, y, 6);
        route.Wait(dice.Between(2, Dwell - 5)).Leave(lane.ToX, lane.ToY, 6);
        Extras.Drive(plot, lane, at, (_, _) => route);
    }
}
