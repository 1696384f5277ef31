using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>Trees sway; the trees themselves are actors, since people walk behind and before them.</summary>
internal sealed class Wind : Nuisance
{
    /// <inheritdoc/>
    public override string Name => "wind";
}

/// <summary>A tree whose leaves sway, more in gusts.</summary>
internal sealed class Tree(double x, double y, double scale, Dice dice, double sway) : Actor
{
    /// <summary>Height of the tallest trunk to the middle of its crown, metres.</summary>
    public const double MetresMax = 3.4;

    private const int Tufts = 34;
    private readonly int _seed = dice.Seed();
    private readonly double _height = dice.Between(2.6, MetresMax) * scale;
    private readonly (double X, double Y, double Size, double Tone, double Phase)[] _tufts =
    [
        .. Enumerable.Range(0, Tufts).Select(_ =>
        {
            var (a, r) = (dice.Between(0, 2 * Math.PI), Math.Sqrt(dice.Share()));
            return (Math.Cos(a) * r * 0.42, Math.Sin(a) * r * 0.36, dice.Between(0.08, 0.15), dice.Between(0.6, 1.35), dice.Between(0, 6.3));
        }),
    ];

    /// <inheritdoc/>
    public override double? FootAt(double t) => y;

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t) => new PixelBox(x - (0.6 * _height), y - (1.5 * _height), x + (0.6 * _height), y);

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
        canvas.Line(new Brush(new Ink(86, 70, 56), Grain: 8, Seed: _seed), Math.Max(2, 0.06 * _height), (float)x, (float)y, (float)x, (float)(y - (0.7 * _height)));
        var gust = sway * (0.4 + (0.6 * Math.Sin(t * 0.5) * Math.Sin(t * 0.23)));
        foreach (var tuft in _tufts)
        {
            var dx = gust * 0.05 * _height * (Math.Sin((t * 2.3) + tuft.Phase) + (0.5 * Math.Sin((t * 5.1) + (2 * tuft.Phase))));
            var dy = gust * 0.02 * _height * Math.Sin((t * 3.1) + tuft.Phase);
            canvas.Ellipse(
                new Brush(new Ink(62, 96, 46).Lit(tuft.Tone), 0.95f, Grain: 16, Seed: _seed),
                x + (tuft.X * _height) + dx, y - (1.0 * _height) + (tuft.Y * _height) + dy, tuft.Size * _height, tuft.Size * 0.75 * _height);
        }
    }

    /// <inheritdoc/>
    public override void DrawShadow(Canvas canvas, double t, Sun sun)
    {
        if (sun.Strength > 0.02)
        {
            canvas.Ellipse(new Brush(default, (float)(sun.Strength * 0.7), 5), x + (sun.Aside * _height), y + (sun.Down * _height), 0.4 * _height, 0.12 * _height);
        }
    }
}
