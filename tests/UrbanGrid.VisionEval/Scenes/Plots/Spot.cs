using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;
using UrbanGrid.VisionEval.Scenes.Weather;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>A place to put something, and something that can be seen there.</summary>
internal sealed record Spot(double X, double Y, Cutout Cutout, string What)
{
    /// <summary>A thing must differ from the ground by so many grey levels at most of its pixels, or nobody could see it.</summary>
    private const double ContrastMin = 34;

    /// <summary>Visible pixels from which a thing is not too small.</summary>
    private const double AreaMin = 420;

    private const int Attempts = 60;

    /// <summary>Looks for one on the pavement.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="things">Names of things to choose among.</param>
    /// <param name="contrast">Least and largest contrast, grey levels; usually none is too large.</param>
    /// <param name="like">Colour of the thing relative to the ground; null means any.</param>
    public static Spot Find(Plot plot, IReadOnlyList<string> things, (double Min, double Max)? contrast = null, double? like = null)
    {
        var (stage, dice) = (plot.Stage, plot.Dice);
        var (least, most) = contrast ?? (ContrastMin, 255);
        Spot? best = null;
        var bestMiss = double.MaxValue;
        for (var i = 0; i < Attempts; i++)
        {
            var y = dice.Between(stage.Spots.Top, stage.Spots.Bottom);
            var (left, right) = stage.Across(y);
            var x = dice.Between(left + 30, right - 20);
            var name = dice.Pick(things);
            var ink = like is { } lit ? ColourAt(stage.Picture, x, y).Lit(lit) : (Ink?)null;
            var cutout = ThingShop.Draw(name, stage.Ground.ScaleAt(y), dice, ink);
            if (cutout.Area < AreaMin)
            {
                // A large one of its kind.
                cutout = ThingShop.Draw(name, stage.Ground.ScaleAt(y) * Math.Sqrt(AreaMin * 1.05 / cutout.Area), dice, ink);
            }

            var box = cutout.BoxAt(x, y);
            if (box.Right > Scene.Width - 4 || box.Left < 4 || IsBehindTree(stage, box))
            {
                continue;
            }

            var seen = Contrast(stage.Picture, cutout, x, y);
            var miss = seen < least ? least - seen : Math.Max(0, seen - most);
            if (miss < bestMiss)
            {
                (best, bestMiss) = (new Spot(x, y, cutout, name), miss);
            }

            if (miss == 0)
            {
                break;
            }
        }

        return best ?? throw new InvalidOperationException($"stage {stage.Name} has no place for {string.Join(", ", things)}");
    }

    private static bool IsBehindTree(Stage stage, PixelBox box) => stage.Trees.Any(tree =>
    {
        var height = Tree.MetresMax * stage.Ground.ScaleAt(tree.Y);
        return box.GapTo(new PixelBox(tree.X - (0.6 * height), tree.Y - (1.5 * height), tree.X + (0.6 * height), tree.Y)) <= 0;
    });

    /// <summary>Largest channel's mean difference between a thing and what it hides, grey levels.</summary>
    public static double Contrast(Canvas ground, Cutout cutout, double x, double y)
    {
        var box = cutout.BoxAt(x, y).Clipped();
        var with = new Canvas(ground.Width, ground.Height);
        with.CopyFrom(ground);
        cutout.Draw(with, x, y);
        ReadOnlySpan<byte> before = ground.Pixels;
        ReadOnlySpan<byte> after = with.Pixels;
        var (sum, count) = (0.0, 0);
        for (var row = (int)box.Top; row < (int)box.Bottom; row++)
        {
            for (var column = (int)box.Left; column < (int)box.Right; column++)
            {
                var at = ((row * ground.Width) + column) * 3;
                var most = 0;
                for (var c = 0; c < 3; c++)
                {
                    most = Math.Max(most, Math.Abs(before[at + c] - after[at + c]));
                }

                sum += most;
                count++;
            }
        }

        // Corners of the box are ground; the thing itself differs more than the mean of its box.
        return count == 0 ? 0 : sum / count / Math.Max(0.3, cutout.Area / count);
    }

    private static Ink ColourAt(Canvas canvas, double x, double y)
    {
        ReadOnlySpan<byte> pixels = canvas.Pixels;
        var (b, g, r, n) = (0, 0, 0, 0);
        for (var row = (int)y - 12; row < y; row++)
        {
            for (var column = (int)x - 8; column < x + 8; column++, n++)
            {
                var at = ((row * canvas.Width) + column) * 3;
                (b, g, r) = (b + pixels[at], g + pixels[at + 1], r + pixels[at + 2]);
            }
        }

        return new Ink(r / n, g / n, b / n);
    }
}
