using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>A paved square seen from above: hedge at the back, a marked forecourt in which nothing may stand.</summary>
internal static class SquareStage
{
    /// <summary>Paints one.</summary>
    public static Stage Paint(Dice dice)
    {
        var ground = new Ground(dice.Between(-90, -40), dice.Between(0.15, 0.18), dice.Between(200, 440));
        var back = dice.Between(50, 70);
        var c = new Canvas(Scene.Width, Scene.Height);
        c.Box(new Brush(new Ink(150, 140, 126), Shade: -0.2f, Grain: 8, Seed: dice.Seed()), 0, 0, Scene.Width, back);
        Facade.Houses(c, -40, 24, dice);
        Paving.Slabs(dice).Lay(c, ground, (_, y) => y >= back - 4, dice.Seed());
        Facade.Hedge(c, 20, back - 8, dice);
        Bands(c, ground, back, dice);
        var (left, right) = (dice.Between(330, 350), dice.Between(580, 615));
        var (top, bottom) = (dice.Between(236, 244), dice.Between(338, 348));
        c.Frame(new Brush(new Ink(216, 186, 70), 0.8f), 3, left, top, right - left, bottom - top);
        for (var x = left + 16; x < right; x += 26)
        {
            c.Line(new Brush(new Ink(216, 186, 70), 0.35f), 2, (float)x, (float)bottom, (float)Math.Min(right, x + 30), (float)top);
        }

        return new Stage
        {
            Name = "square",
            Picture = c,
            Ground = ground,
            Sun = new Sun(dice.Chance(0.5) ? dice.Between(0.2, 0.36) : 0, dice.Between(-0.7, 0.7), dice.Between(0.1, 0.3)),
            Pavement = Stage.Outline(0, back + 6, Scene.Width, back + 6, Scene.Width, top - 12, left - 14, top - 12, left - 14, Scene.Height, 0, Scene.Height),
            Kerb = Stage.Outline(left, top, right, top, right, bottom, left, bottom),
            WalkTop = back + 30,
            WalkBottom = Scene.Height - 12,
            Spots = (back + 70, Scene.Height - 16),
            Across = y => y > top - 20 ? (30, left - 50) : (30, Scene.Width - 30),
            Stall = ((left + right) / 2, bottom - 16),
            Trees = [(dice.Between(24, 90), back + 24), (dice.Between(540, 620), back + 24)],
            Cover = (dice.Between(90, 260), dice.Between(250, 300)),
            Lamps = [(160, 180), (480, 240)],
        };
    }

    private static void Bands(Canvas c, Ground ground, double back, Dice dice)
    {
        if (dice.Chance(0.5))
        {
            var x = dice.Between(-200, 200);
            var half = dice.Between(0.3, 0.5);
            float At(double y, double metres) => (float)(ground.VanishX + ((x / 50) + metres) * ground.ScaleAt(y));
            c.Polygon(
                new Brush(new Ink(110, 96, 88), 0.45f, Grain: 6, Seed: dice.Seed()), At(back, -half), (float)back, At(back, half), (float)back,
                At(Scene.Height, half), Scene.Height, At(Scene.Height, -half), Scene.Height);
        }

        for (var i = 0; i < 5; i++)
        {
            c.Ellipse(new Brush(new Ink(70, 68, 66), 0.2f, 3), dice.Between(0, Scene.Width), dice.Between(back + 30, Scene.Height), dice.Between(10, 34), dice.Between(4, 12));
        }
    }
}
