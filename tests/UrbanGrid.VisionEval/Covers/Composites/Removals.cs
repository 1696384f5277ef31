namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>How a cover may be gone or out of place.</summary>
internal enum Removal
{
    MissingReal,
    MissingDrawn,
    Beside,
    HalfOpen,
    Slid,
    Tilted,
    Rotated,
}

/// <summary>Composes pictures in which the cover is gone or out of place: pasted photographs of open holes, drawn holes, the cover moved.</summary>
internal sealed class Removals(HoleBank bank)
{
    /// <summary>A way to change any frame of a scene; the same seed changes every frame in the same way.</summary>
    public Func<Raster, Raster> Make(Removal kind, CoverBox box, int seed) => frame =>
    {
        var random = new Random(seed);
        var real = kind == Removal.MissingReal || (kind != Removal.MissingDrawn && random.NextDouble() < 0.6);
        Raster Hole() => real ? bank.Paste(frame, box, random) : Drawn(frame, box, random);
        switch (kind)
        {
            case Removal.MissingReal or Removal.MissingDrawn:
                return Hole();
            case Removal.Rotated:
                return PasteCover(frame, frame, box, random, 0, 0, (random.Next(2) == 0 ? -1 : 1) * random.Between(25, 150), 1, shadow: false);
            case Removal.Tilted:
                var open = Hole();
                var squeezed = random.Between(0.45, 0.8);
                var up = random.NextDouble() < 0.7 ? -1 : 1;
                return PasteCover(open, frame, box, random, 0, up * (1 - squeezed) / 2, random.Between(-10, 10), squeezed, shadow: true);
            default:
                var angle = random.Between(0, 2 * Math.PI);
                var distance = kind switch
                {
                    Removal.Beside => random.Between(0.75, 1.15),
                    Removal.HalfOpen => random.Between(0.35, 0.6),
                    _ => random.Between(0.18, 0.32),
                };
                var hole = Hole();
                return PasteCover(
                    hole, frame, box, random, distance * Math.Cos(angle), distance * Math.Sin(angle), random.Between(-60, 60), 1, shadow: true);
        }
    };

    private static Raster Drawn(Raster frame, CoverBox box, Random random)
    {
        var (w, h) = (frame.Width, frame.Height);
        var ring = HoleBank.RingMedian(frame, box);
        var dark = random.Between(0.06, 0.3);
        var (wall, slope, depth) = (random.Between(0.3, 0.6), random.Between(-0.3, 0.3), random.Between(0.1, 0.3));
        var clouds = Planes.Clouds(w, h, 2, random);
        var rough = random.Between(5, 25) * 0.15;
        var inside = frame.Map((x, y, c, _) =>
        {
            var (u, v) = ((x - box.X) / box.Width, (y - box.Y) / box.Height);
            var lit = dark + (wall * Math.Exp(-Math.Clamp(v + (slope * (u - 0.5)), 0, 2) / depth));
            return (float)((lit * ring[c]) + (clouds[(y * w) + x] * rough * lit));
        });
        var rim = (float)random.Between(0.5, 1.05);
        var edged = frame.Blend(frame.Map((_, _, c, _) => ring[c] * rim), box.Mask(w, h, random.Between(1, 1.08)));
        return edged.Blend(inside, box.Mask(w, h, random.Between(0.88, 0.97)));
    }

    /// <summary>The cover of <paramref name="source"/> laid down shifted (in widths and heights), turned on the ground (degrees), squeezed.</summary>
    private static Raster PasteCover(
        Raster onto, Raster source, CoverBox box, Random random, double dx, double dy, double turn, double squeeze, bool shadow)
    {
        var (w, h) = (onto.Width, onto.Height);
        var aspect = box.Width / box.Height;
        var t = turn * Math.PI / 180;
        var (a, b) = ((float)Math.Cos(t), (float)(Math.Sin(t) * aspect));
        var (d, e) = ((float)(-Math.Sin(t) / aspect / squeeze), (float)(Math.Cos(t) / squeeze));
        var to = ((float)(box.MiddleX + (dx * box.Width)), (float)(box.MiddleY + (dy * box.Height)));
        var back = Affine.About(to, (box.MiddleX, box.MiddleY), a, b, d, e);
        var gain = (float)random.Between(0.85, 1.15);
        var mask = box.Mask(w, h, 1);
        var moved = MovePlane(mask, w, h, back);
        if (shadow)
        {
            var shade = Planes.Blur(MovePlane(moved, w, h, Affine.Shift(0.03f * box.Width, 0.08f * box.Height)), w, h, 1, 1.5);
            onto = onto.Map((x, y, _, v) => v * (1 - (0.5f * shade[(y * w) + x])));
        }

        return onto.Blend(source.Warp(w, h, back).Map((_, _, _, v) => Math.Clamp(v * gain, 0, 255)), moved);
    }

    private static float[] MovePlane(float[] plane, int width, int height, Affine back) => Planes.Of(width, height, (x, y) =>
    {
        var (sx, sy) = back.Of(x, y);
        var (left, top) = ((int)MathF.Floor(sx), (int)MathF.Floor(sy));
        float At(int px, int py) => px < 0 || py < 0 || px >= width || py >= height ? 0 : plane[(py * width) + px];
        var (u, v) = (sx - left, sy - top);
        return ((1 - v) * (((1 - u) * At(left, top)) + (u * At(left + 1, top)))) + (v * (((1 - u) * At(left, top + 1)) + (u * At(left + 1, top + 1))));
    });
}
