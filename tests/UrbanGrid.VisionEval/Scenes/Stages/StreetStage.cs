using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>A street seen from across: fronts, pavement, kerb, a road with two lanes.</summary>
internal static class StreetStage
{
    /// <summary>Paints one.</summary>
    /// <param name="dice">Its looks.</param>
    /// <param name="shops">Whether the fronts are shops rather than houses.</param>
    public static Stage Paint(Dice dice, bool shops)
    {
        var ground = new Ground(dice.Between(-20, 20), dice.Between(0.185, 0.215), dice.Between(200, 440));
        var front = dice.Between(86, 104);
        var kerb = dice.Between(226, 238);
        var c = new Canvas(Scene.Width, Scene.Height);
        var doors = shops ? Facade.Shops(c, dice.Between(-14, 4), front, dice) : Facade.Houses(c, dice.Between(-14, 4), front, dice);
        Paving.Slabs(dice).Lay(c, ground, (_, y) => y >= front && y < kerb, dice.Seed());
        Paving.Asphalt(dice).Lay(c, ground, (_, y) => y >= kerb, dice.Seed());
        Kerbstone(c, kerb, dice);
        Markings(c, ground, kerb, dice);
        Furniture(c, ground, front, dice);
        var sunny = dice.Chance(0.5);
        var (far, near) = (kerb + 26, kerb + 100);
        return new Stage
        {
            Name = shops ? "shops" : "houses",
            Picture = c,
            Ground = ground,
            Sun = new Sun(sunny ? dice.Between(0.22, 0.4) : 0, dice.Between(-0.9, 0.9), dice.Between(0.06, 0.16)),
            // People draw zones roughly: the feet of the fronts and their doors lie in it.
            Pavement = Stage.Outline(0, front - 36, Scene.Width, front - 36, Scene.Width, kerb - 30, 0, kerb - 30),
            // A vehicle at the kerb covers the pavement behind it, so that whoever draws the zone draws it higher than the kerb.
            Kerb = Stage.Outline(0, kerb - 28, Scene.Width, kerb - 28, Scene.Width, far + 12, 0, far + 12),
            WalkTop = front + 14,
            WalkBottom = kerb - 6,
            Spots = (front + 56, kerb - 34),
            Lanes = [new Lane(-140, near, Scene.Width + 140, near, true), new Lane(Scene.Width + 130, far, -130, far, true)],
            Parking = new Lane(Scene.Width + 130, far, -130, far, true),
            Stall = (dice.Between(200, 440), far - 6),
            Doors = doors,
            Trees = [(dice.Between(20, 110), kerb - 2), (dice.Between(520, 620), kerb - 2)],
            Cover = (dice.Between(180, 460), kerb + dice.Between(60, 74)),
            Lamps = [(dice.Between(60, 200), kerb - 10), (dice.Between(420, 580), kerb - 10)],
        };
    }

    private static void Kerbstone(Canvas c, double kerb, Dice dice)
    {
        c.Box(new Brush(new Ink(176, 174, 168), Grain: 7, Seed: dice.Seed()), 0, kerb - 4, Scene.Width, 4);
        c.Box(new Brush(new Ink(108, 106, 102), Grain: 7, Seed: dice.Seed()), 0, kerb, Scene.Width, 4);
        for (var x = dice.Between(0, 40); x < Scene.Width; x += 46)
        {
            c.Line(new Brush(new Ink(100, 98, 94), 0.7f), 1, (float)x, (float)(kerb - 4), (float)(x + 1), (float)(kerb + 3));
        }
    }

    private static void Markings(Canvas c, Ground ground, double kerb, Dice dice)
    {
        var middle = kerb + 64;
        var length = 1.6 * ground.ScaleAt(middle);
        for (var x = dice.Between(-100, 0); x < Scene.Width; x += 2.4 * length)
        {
            c.Box(new Brush(new Ink(206, 206, 200), 0.85f, Grain: 16, Seed: dice.Seed()), x, middle, length, 4);
        }

        c.Box(new Brush(new Ink(214, 180, 60), 0.7f, Grain: 16, Seed: dice.Seed()), 0, kerb + 12, Scene.Width, 3);
        for (var i = 0; i < 6; i++)
        {
            c.Ellipse(new Brush(new Ink(60, 60, 62), 0.35f, 2), dice.Between(0, Scene.Width), dice.Between(kerb + 20, Scene.Height), dice.Between(8, 40), dice.Between(2, 8));
        }
    }

    private static void Furniture(Canvas c, Ground ground, double front, Dice dice)
    {
        if (dice.Chance(0.6))
        {
            var (x, y) = (dice.Between(40, 600), front + 12);
            var s = ground.ScaleAt(y);
            c.Box(new Brush(new Ink(60, 96, 70), Shade: -0.3f, Grain: 6, Seed: dice.Seed()), x, y - (0.9 * s), 0.5 * s, 0.9 * s);
            c.Box(new Ink(40, 60, 46), x - 2, y - (0.95 * s), (0.5 * s) + 4, 0.1 * s);
        }

        if (dice.Chance(0.5))
        {
            var x = dice.Between(30, 610);
            c.Box(new Brush(new Ink(120, 122, 126), Shade: -0.2f), x, front - 70, 4, 90);
        }
    }
}
