using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Draws things that people leave behind. Sizes are metres; each is drawn twice as fine as it will be shown.</summary>
internal static class ThingShop
{
    private const double Fine = 2;

    private static readonly Ink[] Colours =
    [
        new(30, 30, 34), new(40, 42, 46), new(190, 40, 44), new(34, 84, 160), new(226, 226, 220), new(46, 110, 70), new(214, 150, 44), new(120, 60, 120),
    ];

    private static readonly Ink[] Woods = [new(150, 104, 62), new(176, 132, 84), new(112, 78, 52)];

    /// <summary>Single things that one person carries.</summary>
    public static IReadOnlyList<string> Carried { get; } = ["bag", "carton", "suitcase", "sack", "bucket"];

    /// <summary>Larger ones that come from a vehicle or are carried by two trips.</summary>
    public static IReadOnlyList<string> Bulky { get; } = ["sofa", "mattress", "rubble", "bags", "cabinet"];

    /// <summary>Draws a thing by name.</summary>
    /// <param name="name">One of <see cref="Carried"/> or <see cref="Bulky"/>.</param>
    /// <param name="scale">Pixels of a metre where it will stand.</param>
    /// <param name="dice">Its looks.</param>
    /// <param name="ink">Its colour, where that matters.</param>
    public static Cutout Draw(string name, double scale, Dice dice, Ink? ink = null)
    {
        var colour = ink ?? dice.Pick(Colours);
        return name switch
        {
            "bag" => Bag(dice.Between(0.5, 0.75), dice.Between(0.5, 0.7), scale, dice, colour),
            "sack" => Bag(dice.Between(0.55, 0.8), dice.Between(0.65, 0.9), scale, dice, ink ?? new Ink(206, 202, 186)),
            "carton" => Carton(dice.Between(0.55, 0.85), dice.Between(0.4, 0.65), scale, dice, ink ?? dice.Pick(Woods).Lit(1.15)),
            "suitcase" => Suitcase(0.5, 0.78, scale, dice, colour),
            "bucket" => Bucket(0.5, 0.55, scale, dice, colour),
            "sofa" => Sofa(dice.Between(1.5, 1.9), 0.85, scale, dice, colour),
            "mattress" => Mattress(dice.Between(1.3, 1.8), dice.Between(1.0, 1.3), scale, dice),
            "cabinet" => Carton(dice.Between(0.8, 1.0), dice.Between(1.0, 1.4), scale, dice, ink ?? dice.Pick(Woods)),
            "rubble" => Rubble(dice.Between(1.4, 2.0), dice.Between(0.55, 0.8), scale, dice),
            "bags" => Heap(dice.Between(1.3, 1.8), dice.Between(0.8, 1.0), scale, dice),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such thing"),
        };
    }

    /// <summary>A bag with a knot and folds.</summary>
    public static Cutout Bag(double width, double height, double scale, Dice dice, Ink ink)
    {
        var (c, w, h) = Sheet(width, height, scale);
        var brush = new Brush(ink, Shade: -0.35f, Grain: 10, Seed: dice.Seed());
        List<float> rim = [];
        for (var i = 0; i < 18; i++)
        {
            var a = i * Math.PI * 2 / 18;
            var r = dice.Between(0.86, 1.0);
            rim.Add((float)((0.5 + (0.48 * Math.Cos(a) * r)) * w));
            rim.Add((float)((0.6 + (0.39 * Math.Sin(a) * (Math.Sin(a) > 0.75 ? 0.97 : r))) * h));
        }

        c.Polygon(brush, [.. rim]);
        c.Polygon(brush with { Ink = ink.Lit(0.9) }, (float)(0.38 * w), (float)(0.28 * h), (float)(0.62 * w), (float)(0.28 * h), (float)(0.58 * w), (float)(0.02 * h), (float)(0.44 * w), (float)(0.04 * h));
        for (var i = 0; i < 5; i++)
        {
            var x = dice.Between(0.2, 0.8);
            c.Line(
                new Brush(ink.Lit(1.5), 0.5f, 1), w * 0.025, (float)(((0.5 * 0.4) + (x * 0.6)) * w), (float)(0.32 * h),
                (float)((x + dice.Between(-0.08, 0.08)) * w), (float)(dice.Between(0.5, 0.88) * h));
        }

        c.Ellipse(new Brush(ink.Lit(2.2), 0.35f, (float)(w * 0.04)), 0.36 * w, 0.48 * h, 0.09 * w, 0.12 * h);
        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Carton(double width, double height, double scale, Dice dice, Ink ink)
    {
        var (c, w, h) = Sheet(width, height, scale);
        var seed = dice.Seed();
        c.Polygon(new Brush(ink.Lit(1.2), Grain: 7, Seed: seed), 0, (float)(0.2 * h), (float)(0.22 * w), 0, w, 0, (float)(0.78 * w), (float)(0.2 * h));
        c.Polygon(new Brush(ink.Lit(0.62), Grain: 7, Seed: seed), (float)(0.78 * w), (float)(0.2 * h), w, 0, w, (float)(0.78 * h), (float)(0.78 * w), h);
        c.Polygon(new Brush(ink, Shade: -0.15f, Grain: 8, Seed: seed), 0, (float)(0.2 * h), (float)(0.78 * w), (float)(0.2 * h), (float)(0.78 * w), h, 0, h);
        c.Box(new Brush(ink.Lit(1.45), 0.7f), 0.33 * w, 0.2 * h, 0.1 * w, 0.78 * h);
        c.Box(new Brush(ink.Lit(0.5), 0.8f), 0.08 * w, 0.62 * h, 0.18 * w, 0.14 * h);
        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Suitcase(double width, double height, double scale, Dice dice, Ink ink)
    {
        var (c, w, h) = Sheet(width, height, scale);
        var seed = dice.Seed();
        c.Frame(new Brush(new Ink(70, 70, 74)), Math.Max(2, w * 0.05), 0.36 * w, 0.03 * h, 0.28 * w, 0.2 * h);
        c.Box(new Brush(ink, Shade: -0.25f, Grain: 8, Seed: seed), 0.04 * w, 0.2 * h, 0.92 * w, 0.74 * h);
        c.Box(new Brush(ink.Lit(0.7), 0.9f), 0.04 * w, 0.42 * h, 0.92 * w, 0.03 * h);
        c.Box(new Brush(ink.Lit(1.4), 0.6f), 0.14 * w, 0.26 * h, 0.1 * w, 0.6 * h);
        c.Ellipse(new Ink(20, 20, 20), 0.16 * w, 0.96 * h, 0.07 * w, 0.04 * h);
        c.Ellipse(new Ink(20, 20, 20), 0.84 * w, 0.96 * h, 0.07 * w, 0.04 * h);
        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Bucket(double width, double height, double scale, Dice dice, Ink ink)
    {
        var (c, w, h) = Sheet(width, height, scale);
        c.Polygon(new Brush(ink, Shade: -0.3f, Grain: 8, Seed: dice.Seed()), (float)(0.04 * w), (float)(0.14 * h), (float)(0.96 * w), (float)(0.14 * h), (float)(0.8 * w), (float)(0.98 * h), (float)(0.2 * w), (float)(0.98 * h));
        c.Ellipse(ink.Lit(0.5), 0.5 * w, 0.14 * h, 0.46 * w, 0.12 * h);
        c.Box(new Brush(ink.Lit(1.6), 0.4f, 1), 0.24 * w, 0.3 * h, 0.08 * w, 0.5 * h);
        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Sofa(double width, double height, double scale, Dice dice, Ink ink)
    {
        var (c, w, h) = Sheet(width, height, scale);
        var brush = new Brush(ink, Shade: -0.2f, Grain: 9, Seed: dice.Seed());
        c.Box(brush, 0.06 * w, 0.02 * h, 0.88 * w, 0.6 * h);
        c.Box(brush with { Ink = ink.Lit(1.2) }, 0.1 * w, 0.45 * h, 0.8 * w, 0.28 * h);
        c.Box(brush with { Ink = ink.Lit(0.75) }, 0.02 * w, 0.65 * h, 0.96 * w, 0.28 * h);
        c.Box(brush with { Ink = ink.Lit(0.9) }, 0, 0.3 * h, 0.13 * w, 0.62 * h);
        c.Box(brush with { Ink = ink.Lit(0.9) }, 0.87 * w, 0.3 * h, 0.13 * w, 0.62 * h);
        c.Line(ink.Lit(0.45), w * 0.01, (float)(0.5 * w), (float)(0.04 * h), (float)(0.5 * w), (float)(0.72 * h));
        c.Box(new Ink(30, 24, 20), 0.06 * w, 0.92 * h, 0.05 * w, 0.08 * h);
        c.Box(new Ink(30, 24, 20), 0.89 * w, 0.92 * h, 0.05 * w, 0.08 * h);
        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Mattress(double width, double height, double scale, Dice dice)
    {
        var (c, w, h) = Sheet(width, height, scale);
        var ink = dice.Pick<Ink>([new(222, 214, 196), new(176, 190, 206), new(206, 176, 170)]);
        c.Polygon(new Brush(ink, Shade: -0.15f, Grain: 8, Seed: dice.Seed()), (float)(0.06 * w), (float)(0.06 * h), (float)(0.98 * w), 0, (float)(0.94 * w), (float)(0.97 * h), 0, h);
        for (var i = 1; i < 5; i++)
        {
            c.Line(new Brush(ink.Lit(0.72), 0.8f), w * 0.012, (float)(0.05 * w), (float)(i * 0.2 * h), (float)(0.95 * w), (float)(((i * 0.2) - 0.03) * h));
        }

        c.Polygon(ink.Lit(0.55), 0, h, (float)(0.94 * w), (float)(0.97 * h), (float)(0.94 * w), (float)(0.88 * h), 0, (float)(0.9 * h));
        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Rubble(double width, double height, double scale, Dice dice)
    {
        var (c, w, h) = Sheet(width, height, scale);
        var ink = dice.Pick<Ink>([new(168, 150, 128), new(150, 146, 140), new(140, 92, 70)]);
        List<float> rim = [0, h];
        for (var i = 0; i <= 10; i++)
        {
            var u = i / 10.0;
            rim.AddRange([(float)(u * w), (float)(h * (1 - (Math.Sin(u * Math.PI) * dice.Between(0.75, 0.95))))]);
        }

        rim.AddRange([w, h]);
        c.Polygon(new Brush(ink, Shade: -0.3f, Grain: 30, Seed: dice.Seed()), [.. rim]);
        for (var i = 0; i < 26; i++)
        {
            var u = dice.Between(0.08, 0.92);
            var top = 1 - (Math.Sin(u * Math.PI) * 0.75);
            var (x, y, r) = (u * w, dice.Between(top, 0.95) * h, dice.Between(0.02, 0.06) * w);
            c.Ellipse(new Brush(ink.Lit(dice.Between(0.5, 1.5)), Shade: -0.5f, Grain: 10, Seed: dice.Seed()), x, y, r, r * 0.7);
        }

        return new Cutout(c, width * scale, height * scale);
    }

    private static Cutout Heap(double width, double height, double scale, Dice dice)
    {
        var (c, w, h) = Sheet(width, height, scale);
        (double X, double Size)[] rows = [(0.3, 0.5), (0.72, 0.46), (0.5, 0.52)];
        foreach (var (x, size) in rows)
        {
            var bag = dice.Chance(0.6)
                ? Bag(size * width, size * width * 0.95, scale, dice, dice.Pick(Colours))
                : Carton(size * width, size * width * 0.75, scale, dice, dice.Pick(Woods));
            c.Sprite(bag.Picture, (x - (size / 2)) * w, x == 0.5 ? 0.06 * h : h - (size * w * 0.95), size * w, size * w * 0.95);
        }

        return new Cutout(c, width * scale, height * scale);
    }

    private static (Canvas Canvas, float Width, float Height) Sheet(double width, double height, double scale)
    {
        var (w, h) = ((int)Math.Ceiling(width * scale * Fine), (int)Math.Ceiling(height * scale * Fine));
        return (new Canvas(Math.Max(6, w), Math.Max(6, h), transparent: true), Math.Max(6, w), Math.Max(6, h));
    }
}
