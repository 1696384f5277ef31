using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Draws what street vendors set up. Sizes are metres; each is drawn twice as fine as it will be shown.</summary>
internal static class StallShop
{
    private const double Fine = 2;

    private static readonly Ink[] Cloths = [new(190, 44, 46), new(40, 96, 170), new(226, 190, 60), new(44, 130, 84), new(230, 228, 220), new(220, 110, 40)];

    private static readonly Ink[] Fruits = [new(220, 60, 40), new(240, 160, 40), new(120, 170, 50), new(230, 210, 70), new(150, 50, 90)];

    /// <summary>A table with fruit under an umbrella.</summary>
    public static Cutout Umbrella(double scale, Dice dice, bool open = true)
    {
        var (c, w, h) = Sheet(2.2, 2.3, scale);
        var cloth = dice.Pick(Cloths);
        var other = dice.Pick(Cloths);
        c.Line(new Ink(120, 122, 126), 0.02 * w, 0.5f * w, open ? 0.1f * h : 0.2f * h, 0.5f * w, h);
        Table(c, w, h, dice);
        if (!open)
        {
            c.Polygon(cloth, 0.47f * w, 0.2f * h, 0.53f * w, 0.2f * h, 0.55f * w, 0.5f * h, 0.45f * w, 0.5f * h);
            return new Cutout(c, 2.2 * scale, 2.3 * scale);
        }

        for (var i = 0; i < 6; i++)
        {
            var (a, b) = (i / 6f, (i + 1) / 6f);
            c.Polygon(new Brush(i % 2 == 0 ? cloth : other, Shade: -0.3f, Grain: 5, Seed: 3), 0.5f * w, 0.01f * h, a * w, Rim(a) * h, b * w, Rim(b) * h);
        }

        return new Cutout(c, 2.2 * scale, 2.3 * scale);
    }

    /// <summary>A rack of clothes.</summary>
    public static Cutout Rack(double scale, Dice dice)
    {
        var (c, w, h) = Sheet(1.9, 1.6, scale);
        c.Line(new Ink(150, 152, 156), 0.02 * w, 0.03f * w, h, 0.03f * w, 0.05f * h, 0.97f * w, 0.05f * h, 0.97f * w, h);
        for (var x = 0.05; x < 0.9; x += 0.09)
        {
            c.Box(new Brush(dice.Pick(Cloths).Lit(dice.Between(0.6, 1)), Shade: -0.2f, Grain: 8, Seed: dice.Seed()), x * w, 0.08 * h, 0.1 * w, dice.Between(0.5, 0.75) * h);
        }

        return new Cutout(c, 1.9 * scale, 1.6 * scale);
    }

    /// <summary>A hand cart with a glass case.</summary>
    public static Cutout Cart(double scale, Dice dice)
    {
        var (c, w, h) = Sheet(1.7, 1.5, scale);
        c.Box(new Brush(dice.Pick(Cloths), Shade: -0.2f, Grain: 6, Seed: dice.Seed()), 0.04 * w, 0.45 * h, 0.8 * w, 0.35 * h);
        c.Box(new Brush(new Ink(170, 186, 190), Shade: 0.3f), 0.1 * w, 0.12 * h, 0.66 * w, 0.33 * h);
        c.Frame(new Ink(90, 92, 96), 0.012 * w, 0.1 * w, 0.12 * h, 0.66 * w, 0.33 * h);
        c.Box(new Brush(new Ink(196, 130, 60), Grain: 20, Seed: dice.Seed()), 0.14 * w, 0.3 * h, 0.56 * w, 0.14 * h);
        c.Line(new Ink(70, 70, 74), 0.025 * w, 0.84f * w, 0.5f * h, 0.99f * w, 0.46f * h);
        foreach (var x in new[] { 0.2, 0.68 })
        {
            c.Ellipse(new Ink(26, 26, 28), x * w, 0.86 * h, 0.08 * w, 0.135 * h);
            c.Ellipse(new Ink(150, 150, 150), x * w, 0.86 * h, 0.04 * w, 0.06 * h);
        }

        return new Cutout(c, 1.7 * scale, 1.5 * scale);
    }

    /// <summary>A crate of goods.</summary>
    public static Cutout Crate(double scale, Dice dice)
    {
        var (c, w, h) = Sheet(0.75, 0.6, scale);
        var fruit = dice.Pick(Fruits);
        for (var i = 0; i < 16; i++)
        {
            c.Ellipse(new Brush(fruit.Lit(dice.Between(0.7, 1.15)), Shade: -0.5f), dice.Between(0.1, 0.9) * w, dice.Between(0.15, 0.4) * h, 0.09 * w, 0.1 * h);
        }

        c.Box(new Brush(new Ink(176, 134, 84), Shade: -0.2f, Grain: 8, Seed: dice.Seed()), 0.02 * w, 0.38 * h, 0.96 * w, 0.6 * h);
        c.Box(new Ink(90, 64, 40), 0.02 * w, 0.56 * h, 0.96 * w, 0.05 * h);
        c.Box(new Ink(90, 64, 40), 0.02 * w, 0.76 * h, 0.96 * w, 0.05 * h);
        return new Cutout(c, 0.75 * scale, 0.6 * scale);
    }

    private static void Table(Canvas c, float w, float h, Dice dice)
    {
        c.Box(new Brush(dice.Pick(Cloths).Lit(0.8), Shade: -0.25f, Grain: 6, Seed: dice.Seed()), 0.12 * w, 0.68 * h, 0.76 * w, 0.26 * h);
        c.Line(new Ink(60, 60, 60), 0.02 * w, 0.16f * w, 0.92f * h, 0.16f * w, h);
        c.Line(new Ink(60, 60, 60), 0.02 * w, 0.84f * w, 0.92f * h, 0.84f * w, h);
        for (var pile = 0; pile < 4; pile++)
        {
            var fruit = dice.Pick(Fruits);
            for (var i = 0; i < 9; i++)
            {
                c.Ellipse(new Brush(fruit.Lit(dice.Between(0.75, 1.15)), Shade: -0.4f), (0.2 + (pile * 0.19) + dice.Between(-0.06, 0.06)) * w, dice.Between(0.61, 0.69) * h, 0.03 * w, 0.026 * h);
            }
        }
    }

    private static float Rim(float a) => 0.26f - (0.07f * MathF.Sin(a * MathF.PI));

    private static (Canvas Canvas, float Width, float Height) Sheet(double width, double height, double scale)
    {
        var (w, h) = ((int)Math.Ceiling(width * scale * Fine), (int)Math.Ceiling(height * scale * Fine));
        return (new Canvas(w, h, transparent: true), w, h);
    }
}
