namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>What light, weather and the camera do to a picture in which the cover is where it belongs.</summary>
internal static class Nuisances
{
    /// <summary>Names; a number in a name is the strength.</summary>
    public static readonly string[] All =
    [
        "none", "bright 0.4", "bright 0.6", "bright 1.3", "bright 1.6", "gamma", "colour cast", "shadow edge", "shadow bars", "dapple", "rain",
        "wet", "jpeg 30", "shake 2", "drift", "snow 0.2", "snow 0.4", "glare", "night", "fog", "blur", "leaves",
    ];

    /// <summary>Changes frame number <paramref name="index"/>; what stays in the world stays from frame to frame, noise does not.</summary>
    public static Raster Apply(string name, Raster frame, CoverBox box, int seed, int index)
    {
        var still = new Random(seed);
        var moving = new Random(HashCode.Combine(seed, index));
        var parts = name.Split(' ');
        var strength = parts.Length > 1 && double.TryParse(parts[^1], System.Globalization.CultureInfo.InvariantCulture, out var s) ? (float)s : 0;
        return parts[0] switch
        {
            "none" => frame,
            "bright" => frame.Map((_, _, _, v) => v * strength),
            "gamma" => Gamma(frame, still.Next(2) == 0 ? 0.5 : 1.8),
            "colour" => Cast(frame, still),
            "shadow" => parts[1] == "edge" ? ShadowEdge(frame, box, still) : ShadowBars(frame, box, still),
            "dapple" => Dapple(frame, box, still),
            "rain" => Rain(frame, moving),
            "wet" => Wet(frame, box, still),
            "jpeg" => Raster.Decode(frame.Encode((int)strength)),
            "shake" => frame.Warp(frame.Width, frame.Height, Affine.Shift((float)moving.Between(-2, 2), (float)moving.Between(-2, 2))),
            "drift" => Drift(frame, box, still),
            "snow" => Snow(frame, box, still, strength),
            "glare" => Glare(frame, box, still),
            "night" => Night(frame, still, moving),
            "fog" => Fog(frame, still),
            "blur" => frame.Blur(still.Between(1, 1.8)),
            "leaves" => Leaves(frame, box, still),
            _ => throw new ArgumentException(name, nameof(name)),
        };
    }

    private static Raster Gamma(Raster f, double power) => f.Map((_, _, _, v) => (float)(255 * Math.Pow(Math.Max(v, 0) / 255, power)));

    private static Raster Cast(Raster f, Random random)
    {
        float[] gain = [.. Enumerable.Range(0, 3).Select(_ => (float)random.Between(0.65, 1.35))];
        return f.Map((_, _, c, v) => v * gain[c]);
    }

    private static Raster Shade(Raster f, float[] mask, double darkest) =>
        f.Map((x, y, _, v) => v * (float)(1 - (mask[(y * f.Width) + x] * (1 - darkest))));

    private static Raster ShadowEdge(Raster f, CoverBox box, Random random)
    {
        var angle = random.Between(0, 2 * Math.PI);
        var (offset, soft) = (random.Between(-0.4, 0.4) * box.Width, random.Between(0.3, 3));
        var mask = Planes.Of(f.Width, f.Height, (x, y) =>
            Planes.Sigmoid((((x - box.MiddleX) * Math.Cos(angle)) + ((y - box.MiddleY) * Math.Sin(angle)) - offset) / soft));
        return Shade(f, mask, random.Between(0.35, 0.65));
    }

    private static Raster ShadowBars(Raster f, CoverBox box, Random random)
    {
        var bars = Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            (Angle: random.Between(0, Math.PI), Offset: random.Between(-0.5, 0.5) * box.Width, Half: random.Between(0.06, 0.25) * box.Width)).ToList();
        var mask = Planes.Of(f.Width, f.Height, (x, y) => bars.Max(b =>
            Planes.Sigmoid((b.Half - Math.Abs(((x - box.MiddleX) * Math.Cos(b.Angle)) + ((y - box.MiddleY) * Math.Sin(b.Angle)) - b.Offset)) / 0.8)));
        return Shade(f, mask, random.Between(0.4, 0.65));
    }

    private static Raster Dapple(Raster f, CoverBox box, Random random)
    {
        var clouds = Planes.Clouds(f.Width, f.Height, box.Width * 0.12, random);
        return Shade(f, Array.ConvertAll(clouds, c => (float)Planes.Sigmoid(4 * c)), random.Between(0.4, 0.65));
    }

    private static Raster Rain(Raster f, Random random)
    {
        var drops = Planes.Of(f.Width, f.Height, (_, _) => random.NextDouble() > 0.985 ? random.Between(60, 200) / 4 : 0);
        var noise = new float[f.Pixels.Length];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (float)(6 * random.Normal());
        }

        return f.Map((x, y, c, v) =>
        {
            var streak = 0f;
            for (var k = -4; k <= 4; k++)
            {
                var (sx, sy) = (x - (k / 4), y - k);
                streak += sy >= 0 && sy < f.Height && sx >= 0 && sx < f.Width ? drops[(sy * f.Width) + sx] : 0;
            }

            return (v * 0.92f) + 8 + streak + noise[(((y * f.Width) + x) * Raster.Channels) + c];
        });
    }

    private static Raster Wet(Raster f, CoverBox box, Random random)
    {
        var puddles = Array.ConvertAll(Planes.Clouds(f.Width, f.Height, box.Width * 0.5, random), c => (float)Planes.Sigmoid(3 * (c + 0.8)));
        var sparkle = Planes.Clouds(f.Width, f.Height, 2, random);
        var (darkest, bright) = (random.Between(0.5, 0.75), random.Between(0, 90));
        return Shade(f, puddles, darkest).Map((x, y, _, v) =>
        {
            var at = (y * f.Width) + x;
            return v + (float)(Math.Clamp(sparkle[at] - 2, 0, 1) * puddles[at] * bright);
        });
    }

    private static Raster Drift(Raster f, CoverBox box, Random random)
    {
        var angle = random.Between(-1, 1) * Math.PI / 180;
        var scale = random.Between(0.99, 1.01);
        var (cos, sin) = ((float)(Math.Cos(angle) * scale), (float)(Math.Sin(angle) * scale));
        var to = (box.MiddleX + (float)random.Between(-3, 3), box.MiddleY + (float)random.Between(-3, 3));
        return f.Warp(f.Width, f.Height, Affine.About(to, (box.MiddleX, box.MiddleY), cos, sin, -sin, cos));
    }

    private static Raster Snow(Raster f, CoverBox box, Random random, double share)
    {
        var clouds = Planes.Clouds(f.Width, f.Height, box.Width * 0.15, random);
        var sorted = clouds.Order().ToArray();
        var level = sorted[(int)((1 - share) * sorted.Length)];
        var white = random.Between(190, 240);
        var grain = Planes.Of(f.Width, f.Height, (_, _) => 1 + (0.03 * random.Normal()));
        return f.Map((x, y, _, v) =>
        {
            var at = (y * f.Width) + x;
            var a = (float)Planes.Sigmoid((clouds[at] - level) * 6);
            return (v * (1 - a)) + (float)(white * a * grain[at]);
        });
    }

    private static Raster Glare(Raster f, CoverBox box, Random random)
    {
        var (x0, y0) = (box.MiddleX + (random.Between(-0.6, 0.6) * box.Width), box.MiddleY + (random.Between(-0.6, 0.6) * box.Height));
        var (sx, sy) = (random.Between(0.5, 1.5) * box.Width, random.Between(0.6, 2) * box.Height);
        var bright = random.Between(90, 230);
        return f.Map((x, y, c, v) =>
            (v * 0.8f) + (float)(Math.Exp(-Math.Pow((x - x0) / sx, 2) - Math.Pow((y - y0) / sy, 2)) * bright * (c == 0 ? 0.9 : 1)));
    }

    private static Raster Night(Raster f, Random still, Random moving)
    {
        var gain = (float)still.Between(0.12, 0.25);
        return f.Map((_, _, _, v) => (v * gain) + (float)(5 * moving.Normal()));
    }

    private static Raster Fog(Raster f, Random random)
    {
        var (gain, veil) = ((float)random.Between(0.3, 0.55), (float)random.Between(90, 130));
        return f.Map((_, _, _, v) => (v * gain) + veil);
    }

    private static Raster Leaves(Raster f, CoverBox box, Random random)
    {
        var result = f.Clone();
        var count = random.Next(4, 14);
        for (var i = 0; i < count; i++)
        {
            var (x0, y0) = (box.MiddleX + (random.Normal() * box.Width * 0.5), box.MiddleY + (random.Normal() * box.Height * 0.5));
            var tint = random.Between(0.5, 1.3);
            float[] colour = [(float)(30 * tint), (float)(80 * tint), (float)(120 * tint)];
            var (a, b, t) = (Math.Max(1, box.Width * random.Between(0.03, 0.07)), Math.Max(1, box.Width * 0.03), random.Between(0, Math.PI));
            result = result.Map((x, y, c, v) =>
            {
                var (dx, dy) = (x - x0, y - y0);
                var (u, w) = (((dx * Math.Cos(t)) + (dy * Math.Sin(t))) / a, ((dy * Math.Cos(t)) - (dx * Math.Sin(t))) / b);
                return (u * u) + (w * w) < 1 ? colour[c] : v;
            });
        }

        return result;
    }
}
