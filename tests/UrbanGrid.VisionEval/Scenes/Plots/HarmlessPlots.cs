using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>Nothing is left: whoever reports something here is wrong.</summary>
internal static class HarmlessPlots
{
    /// <summary>Somebody puts a thing down, waits beside it and takes it along.</summary>
    public static void Waits(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var spot = Spot.Find(plot, ThingShop.Carried);
        var edge = Extras.Edge(stage, dice);
        var route = DumpingPlots.Approach(plot, spot, dice.Between(3, 6), edge);
        var put = route.Now + 0.6;
        route.Wait(dice.Between(18, 30));
        Take(plot, spot, route, put, edge);
        Extras.Traffic(plot, 0, 60, 8);
    }

    /// <summary>Somebody leaves a thing and comes back for it before the dwell is over.</summary>
    public static void ComesBack(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var spot = Spot.Find(plot, ThingShop.Carried);
        var edge = Extras.Edge(stage, dice);
        var route = DumpingPlots.Approach(plot, spot, dice.Between(3, 6), edge);
        var put = route.Now + 0.6;
        var away = Math.Clamp(spot.X < Scene.Width / 2.0 ? spot.X + 170 : spot.X - 170, 40, Scene.Width - 40);
        var side = edge < spot.X ? -1 : 1;
        route.Wait(1.5).To(away, spot.Y + 2, 1.5).Wait(Math.Max(0, plot.DumpingDwell - 7))
            .To(spot.X + (side * ((spot.Cutout.Width / 2) + 8)), spot.Y + 1, 1.5);
        Take(plot, spot, route, put, edge);
    }

    /// <summary>A thing that stood there from the start is taken away.</summary>
    public static void TakenAway(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var spot = Spot.Find(plot, [.. ThingShop.Carried, .. ThingShop.Bulky]);
        var edge = Extras.Edge(stage, dice);
        var route = DumpingPlots.Approach(plot, spot, dice.Between(5, 8), edge);
        Take(plot, spot, route, -1, edge);
        Extras.Passers(plot, 20, 50, 12);
        plot.LastAtLeast(route.Now + plot.DumpingDwell + 14);
    }

    /// <summary>A vehicle that stood there from the start drives off.</summary>
    public static void CarLeaves(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var lane = stage.Parking!;
        var (x, y) = lane.At(dice.Between(0.4, 0.6));
        var route = new RouteWriter(stage.Ground, -1, x, y).Until(plot.OccupancyDwell - 3).Leave(lane.ToX, lane.ToY, 6);
        Extras.Drive(plot, lane, -1, (_, _) => route);
        Extras.Passers(plot, 10, 45, 12);
        Extras.Traffic(plot, 5, 50, 8);
        plot.LastAtLeast(route.Now + plot.OccupancyDwell + 16);
    }

    /// <summary>A door opens and stays open.</summary>
    public static void DoorOpens(Plot plot)
    {
        var dice = plot.Dice;
        var box = dice.Pick(plot.Stage.Doors);
        plot.Add(new Door(box, dice.Between(6, 10), dice.Chance(0.4) ? dice.Between(35, 45) : 1000, dice.Chance(0.5)));
        Extras.Passers(plot, 0, 45, 10);
        Extras.Traffic(plot, 0, 50, 8);
        plot.LastAtLeast(52);
    }

    /// <summary>People stand about for a long time.</summary>
    public static void Loiters(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        for (var i = 0; i < dice.Whole(1, 4); i++)
        {
            var row = dice.Between(stage.Spots.Top, stage.Spots.Bottom);
            var (left, right) = stage.Across(row);
            var edge = Extras.Edge(stage, dice);
            var route = new RouteWriter(stage.Ground, dice.Between(2, 8), edge, row).To(dice.Between(left + 20, right - 20), row, 1.3)
                .Wait(dice.Between(25, 45)).To(edge, row, 1.3);
            plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice)));
        }

        Extras.Traffic(plot, 0, 60, 9);
        plot.LastAtLeast(62);
    }

    /// <summary>Vehicles stop in the watched lane, shorter than its limit.</summary>
    public static void StopsShortly(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var lane = stage.Parking!;
        var start = dice.Between(3, 6);
        for (var i = 0; i < 2; i++)
        {
            var (x, y) = lane.At(dice.Between(0.35, 0.6));
            var route = new RouteWriter(stage.Ground, start, lane.FromX, lane.FromY).Arrive(x, y, 6)
                .Wait(dice.Between(3, plot.OccupancyDwell - 4)).Leave(lane.ToX, lane.ToY, 6);
            Extras.Drive(plot, lane, start, (_, _) => route);
            start = route.Now + 2;
        }

        Extras.Passers(plot, 0, 50, 12);
        Extras.Traffic(plot, 0, start, 7);
        plot.LastAtLeast(start + 8);
    }

    /// <summary>People stand and talk where nothing may stand.</summary>
    public static void Talks(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var (x, y) = stage.Stall;
        for (var i = -1; i <= 1; i += 2)
        {
            var edge = Extras.Edge(stage, dice);
            var route = new RouteWriter(stage.Ground, dice.Between(3, 6), edge, y).To(x + (i * 24), y + (2 * i), 1.3)
                .Wait(plot.OccupancyDwell + dice.Between(8, 20)).To(edge, y, 1.3);
            plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice)));
            plot.LastAtLeast(route.Now);
        }

        Extras.Passers(plot, 0, 40, 14);
    }

    private static void Take(Plot plot, Spot spot, RouteWriter route, double put, double edge)
    {
        var taken = route.Now + 0.6;
        route.Wait(1.4).To(edge, spot.Y, plot.Dice.Between(1.2, 1.5));
        Load[] loads = [new Load(spot.Cutout, taken, double.MaxValue), .. put > 0 ? new[] { new Load(spot.Cutout, 0, put) } : []];
        plot.Add(new Walker(plot.Stage.Ground, route.Done(), WalkerLook.Of(plot.Dice)) { Bends = put > 0 ? [put, taken] : [taken], Loads = loads });
        plot.Add(new Prop(spot.Cutout, spot.X, spot.Y, put, taken));
        plot.LastAtLeast(route.Now + 12);
    }
}
