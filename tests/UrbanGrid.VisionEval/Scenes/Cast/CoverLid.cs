using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>How a cover (井盖) lies.</summary>
internal enum LidState
{
    /// <summary>Where it belongs.</summary>
    Present,

    /// <summary>Gone; one looks into the shaft.</summary>
    Missing,

    /// <summary>Beside the shaft.</summary>
    Beside,

    /// <summary>Half over the shaft.</summary>
    HalfOpen,
}

/// <summary>A cover in the ground, which changes at a moment.</summary>
internal sealed class CoverLid(double x, double y, double radius, double flatness, Dice dice, double changesAt, LidState then) : Actor
{
    private readonly Ink _iron = dice.Pick<Ink>([new(84, 80, 76), new(104, 98, 92), new(70, 72, 76)]);
    private readonly bool _checkered = dice.Chance(0.5);
    private readonly int _seed = dice.Seed();

    /// <summary>The box around its ellipse.</summary>
    public PixelBox Box => new(x - radius, y - (radius * flatness), x + radius, y + (radius * flatness));

    /// <inheritdoc/>
    public override double? FootAt(double t) => double.NegativeInfinity; // in the ground: everything stands before it

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t) => Box;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
    }

    /// <summary>Drawn with the shadows, so that those of others fall on it.</summary>
    public override void DrawShadow(Canvas canvas, double t, Sun sun)
    {
        var state = t >= changesAt ? then : LidState.Present;
        canvas.Ellipse(new Brush(new Ink(150, 148, 142), Grain: 8, Seed: _seed), x, y, radius * 1.12, radius * 1.12 * flatness);
        if (state != LidState.Present)
        {
            Shaft(canvas);
        }

        switch (state)
        {
            case LidState.Present:
                Lid(canvas, x, y);
                break;
            case LidState.Beside:
                Lid(canvas, x + (radius * 1.7), y + (radius * 0.2 * flatness));
                break;
            case LidState.HalfOpen:
                Lid(canvas, x + (radius * 0.95), y + (radius * 0.15 * flatness));
                break;
        }
    }

    private void Shaft(Canvas canvas)
    {
        canvas.Ellipse(new Brush(new Ink(70, 66, 60), Grain: 6, Seed: _seed), x, y, radius, radius * flatness);
        canvas.Ellipse(new Brush(new Ink(16, 15, 14), 0.95f, 1.2f), x, y + (radius * flatness * 0.12), radius * 0.9, radius * flatness * 0.86);
    }

    private void Lid(Canvas canvas, double cx, double cy)
    {
        canvas.Ellipse(new Brush(_iron.Lit(0.55)), cx, cy + 1, radius, radius * flatness);
        canvas.Ellipse(new Brush(_iron, Shade: 0.15f, Grain: 7, Seed: _seed), cx, cy, radius * 0.96, radius * 0.94 * flatness);
        for (var i = -3; i <= 3; i++)
        {
            var reach = Math.Sqrt(Math.Max(0, 1 - (i * i / 14.0))) * 0.85 * radius;
            var at = i * 0.24 * radius;
            canvas.Line(new Brush(_iron.Lit(1.5), 0.7f), Math.Max(1, radius * 0.06), (float)(cx - reach), (float)(cy + (at * flatness)), (float)(cx + reach), (float)(cy + (at * flatness)));
            if (_checkered)
            {
                canvas.Line(new Brush(_iron.Lit(0.6), 0.7f), Math.Max(1, radius * 0.06), (float)(cx + at), (float)(cy - (reach * flatness)), (float)(cx + at), (float)(cy + (reach * flatness)));
            }
        }

        canvas.Ellipse(new Brush(_iron.Lit(0.4)), cx - (0.5 * radius), cy, 0.09 * radius, 0.09 * radius * flatness);
    }
}
