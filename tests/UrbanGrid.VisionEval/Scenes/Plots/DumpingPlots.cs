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
        var (stage, dice) = (plot.Stage, plot.Dice);
        var spot = Spot.Find(plot, ThingShop.Carried);
        Extras.Traffic(plot, 0, 60, 9);
        var bringing = Bring(plot, spot, dice.Between(3, 5), leave: route =>
        {
            var away = Math.Clamp(spot.X < Scene.Width / 2.0 ? spot.X + 190 : spot.X - 190, 60, Scene.Width - 60);
            route.Wait(dice.Between(2, 5)).To(away, spot.Y + 2, 1.2).Wait(dice.Between(4, 9));
        });
        Report(plot, bringing);
        _ = stage;
    }

    /// <summary>A thing put down before; who, when and where.</summary>
    public static Bringing Bring(Plot plot, Spot spot, double at, Action<RouteWriter>? leave = null, double? takenAt = null)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var scale = stage.Ground.ScaleAt(spot.Y);
        var edge = Extras.Edge(stage, dice);
        var side = edge < spot.X ? -1 : 1;
        var beside = spot.X + (side * ((spot.Cutout.Width / 2) + (0.18 * scale)));
        var route = new RouteWriter(stage.Ground, at, edge, spot.Y + dice.Between(-4, 10)).To(beside, spot.Y + 1, dice.Between(1.1, 1.5));
        var put = route.Now + 0.6;
        route.Wait(1.5);
        leave?.Invoke(route);
        route.To(stage.EntersFromRightOnly || dice.Chance(0.5) ? edge : Scene.Width - edge, spot.Y + dice.Between(-6, 10), dice.Between(1.2, 1.6));
        var walker = plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice))
        {
            Bends = [put],
            Loads = [new Load(spot.Cutout, 0, put, Behind: dice.Chance(0.3))],
        });
        return new Bringing(walker, plot.Add(new Prop(spot.Cutout, spot.X, spot.Y, put, takenAt)), spot.What);
    }

    /// <summary>Labels what was brought.</summary>
    public static void Report(Plot plot, Bringing bringing)
    {
        var clock = new OwnerClock(plot.Stage.Pavement, plot.Actors);
        var due = clock.Due(_ => bringing.Thing.Box, bringing.Thing.From, plot.DumpingDwell, bringing.Thing.To ?? 200, bringing.Owner);
        if (due is { } moment)
        {
            plot.Add(new LabelledEvent
            {
                Class = EventClass.Dumping,
                Start = Math.Round(bringing.Thing.From, 1),
                Due = moment,
                End = bringing.Thing.To,
                Box = bringing.Thing.Box.Relative(),
                Zone = Plot.PavementZone,
                What = bringing.What,
            });
        }
    }
}

/// <summary>Who brought what.</summary>
internal sealed record Bringing(Actor Owner, Prop Thing, string What);
