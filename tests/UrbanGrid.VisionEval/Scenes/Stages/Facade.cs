using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>Fronts of buildings: walls, shop windows, signs, shutters, doors.</summary>
internal static class Facade
{
    private static readonly Ink[] Walls =
    [
        new(176, 166, 150), new(150, 122, 104), new(190, 186, 178), new(136, 142, 146), new(168, 140, 110), new(120, 104, 96),
    ];

    private static readonly Ink[] Signs =
    [
        new(176, 34, 38), new(30, 84, 150), new(230, 226, 214), new(26, 110, 70), new(220, 150, 30), new(70, 40, 90),
    ];

    /// <summary>A row of shops between two rows of the picture; returns their doors.</summary>
    public static List<PixelBox> Shops(Canvas c, double top, double bottom, Dice dice)
    {
        List<PixelBox> doors = [];
        var height = bottom - top;
        for (var x = -dice.Between(0, 60); x < Scene.Width;)
        {
            var width = dice.Between(0.9, 1.5) * height;
            Wall(c, x, top, width, height, dice);
            Sign(c, x + 4, top + (0.18 * height), width - 8, 0.17 * height, dice);
            var front = new PixelBox(x + (0.06 * width), top + (0.4 * height), x + (0.66 * width), bottom - (0.06 * height));
            if (dice.Chance(0.25))
            {
                Shutter(c, front, dice);
            }
            else
            {
                Window(c, front, dice);
            }

            var door = new PixelBox(x + (0.72 * width), top + (0.42 * height), x + (0.92 * width), bottom);
            Door(c, door, dice);
            doors.Add(door);
            x += width;
        }

        c.Box(new Brush(default, 0.25f, 2), 0, bottom - 3, Scene.Width, 4);
        return [.. doors.Where(d => d.Left > 20 && d.Right < Scene.Width - 20)];
    }

    /// <summary>Walls with windows and house doors.</summary>
    public static List<PixelBox> Houses(Canvas c, double top, double bottom, Dice dice)
    {
        List<PixelBox> doors = [];
        var height = bottom - top;
        for (var x = -dice.Between(0, 60); x < Scene.Width;)
        {
            var width = dice.Between(1.1, 1.9) * height;
            Wall(c, x, top, width, height, dice);
            for (var i = 0; i < 3; i++)
            {
                var pane = new PixelBox(x + ((0.08 + (i * 0.2)) * width), top + (0.2 * height), x + ((0.22 + (i * 0.2)) * width), top + (0.6 * height));
                c.Box(new Ink(206, 204, 198), pane.Left - 2, pane.Top - 2, pane.Width + 4, pane.Height + 4);
                Window(c, pane, dice);
            }

            var door = new PixelBox(x + (0.74 * width), top + (0.4 * height), x + (0.9 * width), bottom);
            Door(c, door, dice);
            doors.Add(door);
            x += width;
        }

        c.Box(new Brush(default, 0.25f, 2), 0, bottom - 3, Scene.Width, 4);
        return [.. doors.Where(d => d.Left > 20 && d.Right < Scene.Width - 20)];
    }

    /// <summary>A hedge or low wall along the back of a square.</summary>
    public static void Hedge(Canvas c, double top, double bottom, Dice dice)
    {
        for (var i = 0; i < 260; i++)
        {
            var ink = new Ink(48, 84, 44).Lit(dice.Between(0.55, 1.35));
            c.Ellipse(new Brush(ink, Grain: 14, Seed: dice.Seed()), dice.Between(-10, Scene.Width + 10), dice.Between(top, bottom), dice.Between(8, 18), dice.Between(5, 10));
        }

        c.Box(new Brush(new Ink(150, 146, 138), Shade: -0.3f, Grain: 8, Seed: dice.Seed()), 0, bottom, Scene.Width, 7);
    }

    private static void Wall(Canvas c, double x, double top, double width, double height, Dice dice)
    {
        var ink = dice.Pick(Walls);
        c.Box(new Brush(ink, Shade: -0.12f, Grain: 9, Seed: dice.Seed()), x, top, width, height + 1);
        if (dice.Chance(0.4))
        {
            for (var y = top + 5; y < top + height; y += 6)
            {
                c.Line(new Brush(ink.Lit(0.8), 0.5f), 1, (float)x, (float)y, (float)(x + width), (float)y);
            }
        }

        c.Line(ink.Lit(0.6), 2, (float)(x + width), (float)top, (float)(x + width), (float)(top + height));
    }

    private static void Sign(Canvas c, double x, double y, double width, double height, Dice dice)
    {
        var ink = dice.Pick(Signs);
        c.Box(new Brush(ink, Shade: -0.1f, Grain: 4, Seed: dice.Seed()), x, y, width, height);
        var letters = ink.Red + ink.Green + ink.Blue > 500 ? new Ink(150, 20, 24) : new Ink(240, 232, 200);
        var size = height * 0.56;
        for (var at = x + size; at < x + width - (1.4 * size); at += size * 1.35)
        {
            for (var i = 0; i < 4; i++)
            {
                var (a, b) = (dice.Between(0, size), dice.Between(0, size));
                var flat = dice.Chance(0.5);
                c.Line(letters, Math.Max(1, size * 0.12), (float)(at + (flat ? 0 : a)), (float)(y + (height * 0.22) + (flat ? b : 0)), (float)(at + (flat ? size : a)), (float)(y + (height * 0.22) + (flat ? b : size)));
            }
        }
    }

    private static void Window(Canvas c, PixelBox box, Dice dice)
    {
        c.Box(new Brush(new Ink(60, 72, 80).Lit(dice.Between(0.7, 1.4)), Shade: -0.4f), box.Left, box.Top, box.Width, box.Height);
        for (var i = 0; i < 7; i++)
        {
            var (x, y) = (dice.Between(box.Left, box.Right - 8), dice.Between(box.Top + (0.3 * box.Height), box.Bottom - 6));
            c.Box(new Brush(dice.Pick(Signs).Lit(0.8), 0.7f), x, y, dice.Between(3, 9), dice.Between(3, box.Bottom - y));
        }

        c.Polygon(
            new Brush(new Ink(220, 230, 236), 0.16f), (float)(box.Left + (0.1 * box.Width)), (float)box.Top, (float)(box.Left + (0.4 * box.Width)), (float)box.Top,
            (float)(box.Left + (0.2 * box.Width)), (float)box.Bottom, (float)box.Left, (float)box.Bottom);
        c.Frame(new Ink(190, 190, 188), 1, box.Left, box.Top, box.Width, box.Height);
    }

    private static void Shutter(Canvas c, PixelBox box, Dice dice)
    {
        c.Box(new Brush(new Ink(160, 162, 164), Shade: -0.15f, Grain: 5, Seed: dice.Seed()), box.Left, box.Top, box.Width, box.Height);
        for (var y = box.Top + 3; y < box.Bottom; y += 4)
        {
            c.Line(new Brush(new Ink(120, 122, 126), 0.7f), 1, (float)box.Left, (float)y, (float)box.Right, (float)y);
        }
    }

    private static void Door(Canvas c, PixelBox box, Dice dice)
    {
        var ink = dice.Pick<Ink>([new(92, 66, 46), new(120, 126, 132), new(66, 84, 70), new(150, 60, 48)]);
        c.Box(new Brush(ink, Shade: -0.2f, Grain: 6, Seed: dice.Seed()), box.Left, box.Top, box.Width, box.Height);
        c.Frame(ink.Lit(0.55), 1, box.Left, box.Top, box.Width, box.Height);
        c.Box(new Brush(new Ink(90, 104, 112), 0.8f), box.Left + (0.2 * box.Width), box.Top + (0.1 * box.Height), 0.6 * box.Width, 0.35 * box.Height);
        c.Ellipse(new Ink(210, 200, 160), box.Right - (0.16 * box.Width), box.Top + (0.6 * box.Height), 1.6, 1.6);
    }
}
