using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>Things are put down and left.</summary>
internal static class DumpingPlots
{
    /// <summary>Somebody brings a thing and goes.</summary>
    public static void Dropped(Plot plot)
    {
        var spot = Spot.Find(plot, ThingShop.Carried);
        Extras.Passers(plot, 0, 45, 14);
        Extras.Traffic(plot, 0, 60, 7);
        Report(plot, Bring(plot, spot, plot.Dice.Between(4, 8)));
    }

    /// <summary>Somebody brings it, steps aside and stays in the picture for a while.</summary>
    public static void OwnerStays(Plot plot)
    {
        var dice = plot.Dice;
        var spot = Spot.Find(plot, ThingShop.Carried);
        Extras.Traffic(plot, 0, 60, 9);
        var bringing = Bring(plot, spot, dice.Between(3, 5), leave: route =>
        {
            var away = Math.Clamp(spot.X < Scene.Width / 2.0 ? spot.X + 190 : spot.X - 190, 60, Scene.Width - 60);
            route.Wait(dice.Between(2, 5)).To(away, spot.Y + 2, 1.2).Wait(dice.Between(4, 9));
        });
        Report(plot, bringing);
    }

    /// <summary>A vehicle stops, somebody unloads something bulky, both go.</summary>
    public static void FromVehicle(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var spot = Spot.Find(plot, ThingShop.Bulky);
        var lane = stage.Parking!;
        var share = Math.Clamp(lane.IsSideways ? (spot.X - lane.FromX) / (lane.ToX - lane.FromX) : (spot.Y + 25 - lane.FromY) / (lane.ToY - lane.FromY), 0.3, 0.7);
        var (x, y) = lane.At(share);
        var start = dice.Between(3, 6);
        var arriving = new RouteWriter(stage.Ground, start, lane.FromX, lane.FromY).Arrive(x, y, 6);
        var out1 = new RouteWriter(stage.Ground, arriving.Now + 0.8, x + 10, lane.IsSideways ? spot.Y + 24 : y - 2)
            .To(spot.X + (0.5 * spot.Cutout.Width) + 8, spot.Y + 1, 1.2);
        var put = out1.Now + 0.6;
        out1.Wait(1.5).To(x + 10, lane.IsSideways ? spot.Y + 24 : y - 2, 1.4);
        // Unloading is allowed here: the vehicle itself is no matter.
        plot.OccupancyDwell = Math.Max(plot.OccupancyDwell, Math.Ceiling(out1.Now + 8 - start));
        var leaves = arriving.Until(out1.Now + 0.8).Leave(lane.ToX, lane.ToY, 6);
        var car = Extras.Drive(plot, lane, start, (_, _) => leaves, "van");
        var walker = plot.Add(new Walker(stage.Ground, out1.Done(), WalkerLook.Of(dice))
        {
            Bends = [put],
            Loads = [new Load(spot.Cutout, 0, put, Hang: 0.5)],
        });
        Extras.Passers(plot, leaves.Now, leaves.Now + 30, 12);
        Report(plot, new Bringing(walker, plot.Add(new Prop(spot.Cutout, spot.X, spot.Y, put)), spot.What), car);
    }

    /// <summary>One bag comes after the other to the same place.</summary>
    public static void Grows(Plot plot)
    {
        var dice = plot.Dice;
        var first = Spot.Find(plot, ThingShop.Carried);
        List<Bringing> all = [Bring(plot, first, dice.Between(3, 5))];
        var at = all[0].Thing.From + dice.Between(5, 9);
        var x = first.X;
        for (var i = 0; i < 2; i++)
        {
            var cutout = ThingShop.Draw(dice.Pick(ThingShop.Carried), plot.Stage.Ground.ScaleAt(first.Y), dice);
            x += (i == 0 ? 1 : -1.9) * (0.42 * (first.Cutout.Width + cutout.Width));
            all.Add(Bring(plot, new Spot(x, first.Y + 2 + i, cutout, first.What), at));
            at += dice.Between(12, 20);
        }

        PixelBox Pile(double t) => all.Where(b => b.Thing.From <= t).Select(b => b.Thing.Box).Aggregate((a, b) => a.With(b));
        Report(plot, Pile, all[0].Thing.From, null, "growing pile", [.. all.Select(b => b.Owner)]);
        plot.LastAtLeast(at + 6);
    }

    /// <summary>A thing that hardly differs from the ground.</summary>
    public static void Faint(Plot plot)
    {
        var spot = Spot.Find(plot, ["sack", "carton", "bag"], (18, 34), like: plot.Dice.Chance(0.5) ? 0.8 : 1.2);
        Extras.Traffic(plot, 0, 60, 9);
        Report(plot, Bring(plot, spot, plot.Dice.Between(4, 8)));
    }

    /// <summary>It falls over after its owner has gone.</summary>
    public static void FallsOver(Plot plot)
    {
        var dice = plot.Dice;
        var spot = Spot.Find(plot, ["suitcase", "sack"]);
        var bringing = Bring(plot, spot, dice.Between(4, 7), fallen: (dice.Between(4, 8), new Cutout(spot.Cutout.Picture.Turned(), spot.Cutout.Height, spot.Cutout.Width)));
        Extras.Passers(plot, 0, 40, 15);
        Report(plot, bringing);
    }

    /// <summary>So many people pass that it is hardly ever alone.</summary>
    public static void Crowd(Plot plot)
    {
        var spot = Spot.Find(plot, ThingShop.Carried);
        var bringing = Bring(plot, spot, plot.Dice.Between(4, 6));
        Extras.Passers(plot, 0, 70, 4);
        Report(plot, bringing);
    }

    /// <summary>Somebody stops in front of it for a while.</summary>
    public static void Hidden(Plot plot)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var spot = Spot.Find(plot, ThingShop.Carried);
        var bringing = Bring(plot, spot, dice.Between(3, 6));
        var edge = Extras.Edge(stage, dice);
        var row = Math.Min(spot.Y + 10, stage.WalkBottom + 6);
        var route = new RouteWriter(stage.Ground, bringing.Thing.From + dice.Between(6, 10), edge, row)
            .To(spot.X + dice.Between(-6, 6), row, 1.3).Wait(dice.Between(4, 8)).To(edge, row, 1.3);
        plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice)));
        Report(plot, bringing);
    }

    /// <summary>A thing put down; who, when and where.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="spot">What and where.</param>
    /// <param name="at">When its bringer appears.</param>
    /// <param name="leave">What he does between putting it down and going.</param>
    /// <param name="fallen">How long after that it falls over, and what it looks like then.</param>
    public static Bringing Bring(Plot plot, Spot spot, double at, Action<RouteWriter>? leave = null, (double After, Cutout Cutout)? fallen = null)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var edge = Extras.Edge(stage, dice);
        var route = Approach(plot, spot, at, edge);
        var put = route.Now + 0.6;
        route.Wait(1.5);
        leave?.Invoke(route);
        route.To(stage.EntersFromRightOnly || dice.Chance(0.5) ? edge : Scene.Width - edge, spot.Y + dice.Between(-6, 10), dice.Between(1.2, 1.6));
        var walker = plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice))
        {
            Bends = [put],
            Loads = [new Load(spot.Cutout, 0, put, Behind: dice.Chance(0.3))],
        });
        var thing = new Prop(spot.Cutout, spot.X, spot.Y, put) { Fallen = fallen is { } f ? (put + f.After, f.Cutout) : null };
        return new Bringing(walker, plot.Add(thing), spot.What);
    }

    /// <summary>The way from the edge of the picture to beside a spot.</summary>
    public static RouteWriter Approach(Plot plot, Spot spot, double at, double edge)
    {
        var side = edge < spot.X ? -1 : 1;
        var beside = spot.X + (side * ((spot.Cutout.Width / 2) + (0.18 * plot.Stage.Ground.ScaleAt(spot.Y))));
        return new RouteWriter(plot.Stage.Ground, at, edge, spot.Y + plot.Dice.Between(-4, 10)).To(beside, spot.Y + 1, plot.Dice.Between(1.1, 1.5));
    }

    /// <summary>Labels what was brought.</summary>
    public static void Report(Plot plot, Bringing bringing, params Actor[] alsoOwners) =>
        Report(plot, t => bringing.Thing.BoxAt(t) ?? bringing.Thing.Box, bringing.Thing.From, null, bringing.What, [bringing.Owner, .. alsoOwners]);

    private static void Report(Plot plot, Func<double, PixelBox> box, double put, double? end, string what, params Actor[] owners)
    {
        const double Patience = 150;
        var clock = new OwnerClock(plot.Stage.Pavement, plot.Actors);
        var due = clock.Due(box, put, plot.DumpingDwell, put + Patience, owners)
            ?? throw new InvalidOperationException($"the {what} is never alone for {plot.DumpingDwell} s");
        plot.Add(new LabelledEvent
        {
            Class = EventClass.Dumping,
            Start = Math.Round(put, 1),
            Due = due,
            End = end,
            Box = box(due).Relative(),
            Zone = Plot.PavementZone,
            What = what,
        });
    }
}

/// <summary>Who brought what.</summary>
internal sealed record Bringing(Actor Owner, Prop Thing, string What);
