using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Draws vehicles from the side (driving right) and from behind or in front.</summary>
internal static class VehicleShop
{
    private static readonly Ink[] Paints =
    [
        new(222, 222, 224), new(178, 182, 188), new(70, 74, 82), new(32, 34, 38), new(160, 34, 36), new(36, 66, 128), new(120, 96, 60), new(206, 176, 60),
    ];

    private static readonly Ink Glass = new(46, 58, 68);
    private static readonly Ink Tyre = new(22, 22, 24);

    /// <summary>From the side, facing right or left.</summary>
    public static Cutout Side(string kind, double scale, Dice dice, bool facingLeft)
    {
        var paint = dice.Pick(Paints);
        var (length, height) = kind switch { "van" => (4.6, 1.95), "tricycle" => (2.6, 1.5), "bicycle" => (1.7, 1.05), _ => (4.3, 1.45) };
        var (w, h) = (length * scale * 2, height * scale * 2);
        var canvas = new Canvas((int)Math.Ceiling(w), (int)Math.Ceiling(h), transparent: true);
        var pen = new SidePen(canvas, w, h, facingLeft);
        switch (kind)
        {
            case "van":
                Van(pen, paint, dice);
                break;
            case "tricycle":
                Tricycle(pen, paint, dice);
                break;
            case "bicycle":
                Bicycle(pen, paint);
                break;
            default:
                Car(pen, paint, dice);
                break;
        }

        return new Cutout(canvas, length * scale, height * scale);
    }

    /// <summary>From behind or in front.</summary>
    public static Cutout End(string kind, double scale, Dice dice, bool front)
    {
        var paint = dice.Pick(Paints);
        var (width, height) = kind == "van" ? (1.9, 2.0) : (1.78, 1.45);
        var (w, h) = ((float)(width * scale * 2), (float)(height * scale * 2));
        var c = new Canvas((int)Math.Ceiling(w), (int)Math.Ceiling(h), transparent: true);
        var body = new Brush(paint, Shade: -0.3f, Grain: 5, Seed: dice.Seed());
        c.Box(Tyre, 0.06 * w, 0.8 * h, 0.16 * w, 0.2 * h);
        c.Box(Tyre, 0.78 * w, 0.8 * h, 0.16 * w, 0.2 * h);
        c.Polygon(body, 0.14f * w, 0.02f * h, 0.86f * w, 0.02f * h, 0.97f * w, 0.42f * h, 0.99f * w, 0.88f * h, 0.01f * w, 0.88f * h, 0.03f * w, 0.42f * h);
        c.Polygon(new Brush(Glass, Shade: 0.4f), 0.19f * w, 0.08f * h, 0.81f * w, 0.08f * h, 0.9f * w, 0.4f * h, 0.1f * w, 0.4f * h);
        c.Box(paint.Lit(0.65), 0.02 * w, 0.7 * h, 0.96 * w, 0.18 * h);
        c.Box(front ? new Ink(60, 130, 190) : new Ink(60, 110, 180), 0.38 * w, 0.6 * h, 0.24 * w, 0.09 * h);
        var lamp = front ? new Ink(240, 236, 214) : new Ink(190, 30, 30);
        c.Ellipse(lamp, 0.13 * w, 0.52 * h, 0.08 * w, 0.05 * h);
        c.Ellipse(lamp, 0.87 * w, 0.52 * h, 0.08 * w, 0.05 * h);
        return new Cutout(c, width * scale, height * scale);
    }

    private static void Car(SidePen p, Ink paint, Dice dice)
    {
        var body = new Brush(paint, Shade: -0.35f, Grain: 5, Seed: dice.Seed());
        p.Polygon(body, 0.01, 0.55, 0.06, 0.46, 0.24, 0.42, 0.36, 0.06, 0.66, 0.04, 0.79, 0.4, 0.96, 0.48, 0.99, 0.62, 0.99, 0.84, 0.01, 0.84);
        p.Polygon(new Brush(Glass, Shade: 0.5f), 0.3, 0.4, 0.385, 0.12, 0.5, 0.1, 0.5, 0.4);
        p.Polygon(new Brush(Glass, Shade: 0.5f), 0.52, 0.4, 0.52, 0.1, 0.64, 0.1, 0.74, 0.4);
        p.Line(paint.Lit(0.5), 0.006, 0.51, 0.42, 0.51, 0.8);
        p.Line(paint.Lit(0.6), 0.005, 0.08, 0.6, 0.96, 0.6);
        p.Box(paint.Lit(0.45), 0.02, 0.78, 0.96, 0.07);
        p.Ellipse(new Ink(240, 236, 210), 0.965, 0.55, 0.02, 0.05);
        p.Ellipse(new Ink(170, 30, 30), 0.03, 0.54, 0.018, 0.05);
        Wheels(p, 0.2, 0.8, 0.165);
    }

    private static void Van(SidePen p, Ink paint, Dice dice)
    {
        var body = new Brush(paint, Shade: -0.25f, Grain: 5, Seed: dice.Seed());
        p.Polygon(body, 0.01, 0.1, 0.04, 0.03, 0.7, 0.03, 0.83, 0.36, 0.97, 0.46, 0.99, 0.86, 0.01, 0.86);
        p.Polygon(new Brush(Glass, Shade: 0.5f), 0.58, 0.12, 0.68, 0.12, 0.79, 0.38, 0.58, 0.38);
        if (dice.Chance(0.5))
        {
            p.Box(new Brush(Glass, Shade: 0.5f), 0.08, 0.12, 0.44, 0.24);
        }

        p.Line(paint.Lit(0.5), 0.005, 0.55, 0.06, 0.55, 0.82);
        p.Box(paint.Lit(0.5), 0.01, 0.8, 0.97, 0.07);
        p.Box(new Brush(new Ink(40, 90, 150), 0.8f), 0.1, 0.52, 0.36, 0.1);
        p.Ellipse(new Ink(240, 236, 210), 0.965, 0.56, 0.02, 0.045);
        Wheels(p, 0.19, 0.81, 0.155);
    }

    private static void Tricycle(SidePen p, Ink paint, Dice dice)
    {
        p.Box(new Brush(paint, Shade: -0.2f, Grain: 8, Seed: dice.Seed()), 0.02, 0.36, 0.58, 0.36);
        p.Line(paint.Lit(0.6), 0.012, 0.02, 0.36, 0.6, 0.36);
        p.Line(new Ink(60, 60, 64), 0.02, 0.6, 0.68, 0.84, 0.68);
        p.Line(new Ink(60, 60, 64), 0.02, 0.84, 0.8, 0.78, 0.2);
        p.Line(new Ink(60, 60, 64), 0.02, 0.74, 0.2, 0.84, 0.18);
        p.Box(new Ink(30, 30, 32), 0.6, 0.4, 0.12, 0.06);
        Wheels(p, 0.2, 0.86, 0.19);
    }

    private static void Bicycle(SidePen p, Ink paint)
    {
        foreach (var x in new[] { 0.19, 0.81 })
        {
            p.Ring(Tyre, 0.022, x, 0.7, 0.17);
        }

        p.Line(paint, 0.022, 0.19, 0.7, 0.4, 0.34, 0.72, 0.34, 0.81, 0.7);
        p.Line(paint, 0.022, 0.4, 0.34, 0.48, 0.7, 0.72, 0.34);
        p.Line(new Ink(40, 40, 40), 0.02, 0.72, 0.34, 0.7, 0.12, 0.78, 0.1);
        p.Box(new Ink(30, 30, 32), 0.34, 0.2, 0.14, 0.08);
        p.Box(paint.Lit(0.8), 0.36, 0.44, 0.2, 0.18);
    }

    private static void Wheels(SidePen p, double back, double front, double radius)
    {
        foreach (var x in new[] { back, front })
        {
            p.Round(Tyre, x, radius);
            p.Round(new Ink(150, 152, 156), x, radius * 0.55, radius);
        }
    }

    /// <summary>Draws in shares of the sheet, mirrored for vehicles that face left.</summary>
    private sealed class SidePen(Canvas canvas, double w, double h, bool mirrored)
    {
        public void Polygon(in Brush brush, params double[] at) => canvas.Polygon(brush, Place(at));

        public void Line(in Brush brush, double thickness, params double[] at) => canvas.Line(brush, Math.Max(1, thickness * w), Place(at));

        public void Box(in Brush brush, double x, double y, double width, double height) =>
            Polygon(brush, x, y, x + width, y, x + width, y + height, x, y + height);

        public void Ellipse(in Brush brush, double x, double y, double halfWidth, double halfHeight) =>
            canvas.Ellipse(brush, X(x), y * h, halfWidth * w, halfHeight * h);

        /// <summary>A wheel that stands on the ground; the radius is a share of the height.</summary>
        public void Round(in Brush brush, double x, double radius, double? stands = null) =>
            canvas.Ellipse(brush, X(x), h * (1 - (stands ?? radius)) - 1, radius * h, radius * h);

        public void Ring(in Brush brush, double thickness, double x, double y, double radius)
        {
            var points = new float[34];
            for (var i = 0; i < 17; i++)
            {
                points[2 * i] = (float)(X(x) + (Math.Cos(i * Math.PI / 8) * radius * w));
                points[(2 * i) + 1] = (float)((y * h) + (Math.Sin(i * Math.PI / 8) * radius * w));
            }

            canvas.Line(brush, Math.Max(1, thickness * w), points);
        }

        private double X(double share) => (mirrored ? 1 - share : share) * w;

        private float[] Place(double[] at)
        {
            var points = new float[at.Length];
            for (var i = 0; i < at.Length; i += 2)
            {
                points[i] = (float)X(at[i]);
                points[i + 1] = (float)(at[i + 1] * h);
            }

            return points;
        }
    }
}
