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
        Report(plot, [car], car.BoxAt(stands)!.Value, stands, "parked vehicle");
    }

    /// <summary>A vehicle stands there when the camera starts.</summary>
    public static void StoodBefore(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var lane = stage.Parking!;
        var (x, y) = lane.At(dice.Between(0.38, 0.6));
        var leaves = dice.Between(plot.OccupancyDwell + 14, plot.OccupancyDwell + 24);
        var route = new RouteWriter(stage.Ground, -1, x, y).Until(leaves).Leave(lane.ToX, lane.ToY, 5);
        var car = Extras.Drive(plot, lane, -1, (_, _) => route);
        Extras.Passers(plot, 1, 45, 12);
        Extras.Traffic(plot, 2, 60, 7);
        Report(plot, [car], car.BoxAt(0)!.Value, 0, "vehicle, there from the start", Math.Round(leaves, 1));
        plot.LastAtLeast(leaves + 14);
    }

    /// <summary>A vendor pushes a stall there and opens its umbrella.</summary>
    public static void StallComes(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var (x, y) = stage.Stall;
        var scale = stage.Ground.ScaleAt(y);
        var edge = Extras.Edge(stage, dice);
        var start = dice.Between(3, 6);
        var way = new RouteWriter(stage.Ground, start, edge, y).To(x, y, 1.1);
        var stands = way.Now;
        var look = dice.Seed();
        var (folded, open) = dice.Chance(0.6)
            ? (StallShop.Umbrella(scale, Dice.Of(look, 0), open: false), StallShop.Umbrella(scale, Dice.Of(look, 0)))
            : (StallShop.Cart(scale, Dice.Of(look, 0)), StallShop.Cart(scale, Dice.Of(look, 0)));
        var stall = plot.Add(new Pushed(way.Wait(200).Done(), folded, stands + 2.5, open));
        Vendor(plot, x, y, start, edge, open.Width);
        Extras.Passers(plot, stands, stands + 30, 9);
        Report(plot, [stall], stall.BoxAt(stands + plot.OccupancyDwell)!.Value, stands, "stall");
        plot.LastAtLeast(stands + plot.OccupancyDwell + 16);
    }

    /// <summary>A stall stands there when the camera starts, its vendor beside it.</summary>
    public static void StallStoodBefore(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var (x, y) = stage.Stall;
        var scale = stage.Ground.ScaleAt(y);
        var cutout = dice.Chance(0.5) ? StallShop.Umbrella(scale, dice) : StallShop.Rack(scale, dice);
        var stall = plot.Add(new Prop(cutout, x, y, -1));
        Vendor(plot, x, y, 6, Extras.Edge(stage, dice), cutout.Width);
        Extras.Passers(plot, 2, 40, 10);
        Report(plot, [stall], stall.Box, 0, "stall, there from the start");
        plot.LastAtLeast(plot.OccupancyDwell + 20);
    }

    /// <summary>A shopkeeper puts out one crate after the other.</summary>
    public static void Goods(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var (x, y) = stage.Stall;
        var scale = stage.Ground.ScaleAt(y);
        var at = dice.Between(3, 5);
        List<Prop> crates = [];
        var edge = Extras.Edge(stage, dice);
        for (var i = 0; i < 3; i++)
        {
            var cutout = StallShop.Crate(scale * 1.1, dice);
            var place = x + ((i - 1) * cutout.Width * 0.98);
            var way = new RouteWriter(stage.Ground, at, edge, y + 3).To(place + (edge < x ? -1 : 1) * ((0.5 * cutout.Width) + 8), y + 2, 1.5);
            var put = way.Now + 0.6;
            plot.Add(new Walker(stage.Ground, way.Wait(1.4).To(edge, y + 3, 1.5).Done(), WalkerLook.Of(Dice.Of(dice.Seed(), 1)))
            {
                Bends = [put],
                Loads = [new Load(cutout, 0, put, Hang: 0.5)],
            });
            crates.Add(plot.Add(new Prop(cutout, place, y, put)));
            at = put + 1;
        }

        var due = crates[0].From + plot.OccupancyDwell;
        var box = crates.Where(c => c.From <= due).Select(c => c.Box).Aggregate((a, b) => a.With(b));
        Report(plot, crates, box, crates[0].From, "goods put out");
        plot.LastAtLeast(crates[^1].From + plot.OccupancyDwell + 14);
    }

    private static void Vendor(Plot plot, double x, double y, double start, double edge, double width)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var behind = x + ((edge < x ? -1 : 1) * ((0.5 * width) + 10));
        var route = new RouteWriter(stage.Ground, start, edge + (edge < x ? -20 : 20), y + 1).To(behind, y + 1, 1.1);
        for (var i = 0; i < 5; i++)
        {
            route.Wait(dice.Between(3, 7)).To(behind + dice.Between(-18, 18), y + 1, 0.8);
        }

        plot.Add(new Walker(stage.Ground, route.Wait(60).Done(), WalkerLook.Of(dice)));
    }

    /// <summary>Labels a thing that stands from a moment on.</summary>
    private static void Report(Plot plot, IEnumerable<Actor> occupants, PixelBox box, double stands, string what, double? end = null)
    {
        plot.AddOccupants(occupants);
        plot.Add(new LabelledEvent
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
}
