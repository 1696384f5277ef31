using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>Manhole covers: taken, pushed aside, or only walked and driven over.</summary>
internal static class CoverPlots
{
    private const string Name = "cover";

    /// <summary>A detector needs this long of a free view before it may be sure, seconds.</summary>
    private const double ConfirmSeconds = 5;

    private const double Metres = 0.42;

    /// <summary>Moments before anybody is in the picture.</summary>
    private static readonly double[] Teach = [0.5, 1, 1.5, 2, 2.5, 3];

    /// <summary>Somebody bends over it, and it is gone or pushed aside.</summary>
    public static void Stolen(Plot plot)
    {
        var dice = plot.Dice;
        var then = dice.Pick<LidState>([LidState.Missing, LidState.Missing, LidState.Beside, LidState.HalfOpen]);
        var (stage, (x, y)) = (plot.Stage, plot.Stage.Cover);
        var edge = Extras.Edge(stage, dice);
        var scale = stage.Ground.ScaleAt(y);
        var route = new RouteWriter(stage.Ground, dice.Between(4.5, 8), edge, y + 4).To(x + ((edge < x ? -1 : 1) * 0.3 * scale), y + 4, 1.3);
        var changes = route.Now + 1.5;
        route.Wait(3).To(edge, y + 4, 1.2);
        plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice)) { Bends = [route.Now > 0 ? changes : 0] });
        var lid = Lay(plot, changes, then);
        Extras.Passers(plot, 6, 45, 12);
        Extras.Traffic(plot, 6, 50, 9);
        Report(plot, lid, changes, then);
    }

    /// <summary>A vehicle drives over it, and it is displaced.</summary>
    public static void DrivenAway(Plot plot)
    {
        var dice = plot.Dice;
        var changes = dice.Between(9, 16);
        var then = dice.Pick<LidState>([LidState.Beside, LidState.HalfOpen, LidState.Missing]);
        Extras.Traffic(plot, 5, 50, 6);
        Extras.Passers(plot, 5, 40, 14);
        Report(plot, Lay(plot, changes, then), changes, then);
    }

    /// <summary>People walk over it, stand on it; vehicles drive over it.</summary>
    public static void WalkedOver(Plot plot)
    {
        var (stage, dice, (x, y)) = (plot.Stage, plot.Dice, plot.Stage.Cover);
        Lay(plot, double.MaxValue, LidState.Present);
        for (var i = 0; i < 3; i++)
        {
            var edge = Extras.Edge(stage, dice);
            var route = new RouteWriter(stage.Ground, 5 + (i * 11), edge, y + 3).To(x, y + 3, 1.3).Wait(dice.Chance(0.5) ? 6 : 0).To(edge, y + 3, 1.3);
            plot.Add(new Walker(stage.Ground, route.Done(), WalkerLook.Of(dice)));
            plot.LastAtLeast(route.Now);
        }

        Extras.Traffic(plot, 5, 50, 6);
        plot.LastAtLeast(52);
    }

    private static CoverLid Lay(Plot plot, double changes, LidState then)
    {
        var (x, y) = plot.Stage.Cover;
        var lid = plot.Add(new CoverLid(x, y, Metres * plot.Stage.Ground.ScaleAt(y), 0.45, plot.Dice, changes, then));
        plot.Add(new LabelledCover { Name = Name, Box = lid.Box.Relative(), Teach = Teach });
        return lid;
    }

    private static void Report(Plot plot, CoverLid lid, double changes, LidState then) => plot.Add(new LabelledEvent
    {
        Class = EventClass.Cover,
        Start = Math.Round(changes, 1),
        Due = Due(plot, lid.Box, changes),
        Box = lid.Box.Relative(),
        Zone = Name,
        What = then switch { LidState.Missing => "cover missing", LidState.Beside => "cover beside its shaft", _ => "cover half open" },
    });

    /// <summary>
    /// When the changed cover has been seen for so long, the time in which something hid its middle not counted. A box is wider than the
    /// legs in it: where it only touches the cover, the open shaft is in plain view, and an alarm would be right.
    /// </summary>
    private static double Due(Plot plot, PixelBox box, double changes)
    {
        const double Step = 0.1;
        var (x, y) = ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
        var seen = 0.0;
        for (var t = changes; ; t += Step)
        {
            var hidden = plot.Actors.Any(a => a.IsMover && a.BoxAt(t) is { } b && b.Has(x, y));
            seen += hidden ? 0 : Step;
            if (seen >= ConfirmSeconds || t > changes + 120)
            {
                return Math.Round(t, 1);
            }
        }
    }
}
