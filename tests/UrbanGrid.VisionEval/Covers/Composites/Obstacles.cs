namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>Things that stand or lie over a cover.</summary>
internal sealed class Obstacles(IReadOnlyList<Raster> cars, Raster bag)
{
    public static readonly string[] All = ["car", "bag", "sheet"];

    public Raster Apply(string name, Raster frame, CoverBox box, int seed)
    {
        var random = new Random(seed);
        switch (name)
        {
            case "car":
                var car = cars[random.Next(cars.Count)];
                var width = box.Width * random.Between(2.8, 4.5);
                var height = width * car.Height / car.Width;
                return Paste(
                    frame, car, box.MiddleX - (width * random.Between(0.25, 0.75)), box.MiddleY - (height * random.Between(0.4, 0.85)), width);
            case "bag":
                var across = box.Width * random.Between(0.7, 1.1);
                return Paste(
                    frame, bag, box.MiddleX - (across / 2) + (random.Between(-0.2, 0.2) * box.Width),
                    box.Y + (box.Height * 0.75) - (across * bag.Height / bag.Width), across);
            default:
                var size = random.Between(0.85, 1.3);
                var turn = random.Between(-0.15, 0.15);
                var shade = random.Between(0.3, 1.3);
                float[] colour = [(float)(90 * shade), (float)(130 * shade), (float)(165 * shade)];
                var mask = Planes.Of(frame.Width, frame.Height, (x, y) =>
                {
                    var (u, v) = ((x - box.MiddleX) / box.Width, (y - box.MiddleY) / box.Height);
                    var (a, b) = (u + (turn * v), v - (turn * u));
                    return Math.Abs(a) < 0.65 * size && Math.Abs(b) < 0.72 * size ? 1 : 0;
                });
                return frame.Blend(frame.Map((_, _, c, _) => colour[c] + (float)(4 * random.Normal())), mask);
        }
    }

    private static Raster Paste(Raster frame, Raster thing, double left, double top, double width)
    {
        var scale = (float)(thing.Width / width);
        var back = new Affine(scale, 0, (float)(-left * scale), 0, scale, (float)(-top * scale));
        var source = scale > 1.5 ? thing.Blur(0.35 * scale) : thing;
        var mask = Planes.Of(frame.Width, frame.Height, (x, y) =>
            x > left && y > top && x < left + width - 1 && y < top + (thing.Height / scale) - 1 ? 1 : 0);
        return frame.Blend(source.Warp(frame.Width, frame.Height, back), Planes.Blur(mask, frame.Width, frame.Height, 1, 0.7));
    }
}
