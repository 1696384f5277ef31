namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>A person who walks through the generated street from one side to the other.</summary>
/// <param name="Enter">Second at which the first step into the picture is made.</param>
/// <param name="FromX">Where the walk begins, pixels.</param>
/// <param name="Speed">Pixels a second; negative walks to the left.</param>
/// <param name="FeetY">Row of the feet; people further up are further away.</param>
/// <param name="Height">Pixels from feet to head.</param>
/// <param name="Coat">Colour of the coat.</param>
/// <param name="Legs">Colour of the trousers.</param>
internal sealed record Walker(double Enter, double FromX, double Speed, double FeetY, double Height, Colour Coat, Colour Legs)
{
    private static readonly Colour Skin = new(196, 150, 125);
    private static readonly Colour Hair = new(40, 32, 28);

    /// <summary>When the person stands still: second and length.</summary>
    public (double At, double For) Pause { get; init; } = (double.PositiveInfinity, 0);

    public double XAt(double seconds)
    {
        var walked = seconds - Enter;
        var standing = Math.Clamp(seconds - Pause.At, 0, Pause.For);
        return FromX + (Speed * (walked - standing));
    }

    public void Draw(Canvas canvas, double seconds)
    {
        var x = XAt(seconds);
        if (seconds < Enter || x < -Height || x > canvas.Width + Height)
        {
            return;
        }

        var standing = seconds >= Pause.At && seconds < Pause.At + Pause.For;
        var swing = standing ? 0.05 : Math.Sin(seconds * 2 * Math.PI * 0.9);
        var h = Height;
        canvas.Ellipse(x + (0.06 * h), FeetY, 0.22 * h, 0.04 * h, new Colour(30, 30, 34), 0.35);
        canvas.Limb(x, FeetY - (0.48 * h), x + (0.17 * h * swing), FeetY, 0.1 * h, Legs);
        canvas.Limb(x, FeetY - (0.48 * h), x - (0.17 * h * swing), FeetY, 0.1 * h, Legs.Lit(0.85));
        canvas.Limb(x, FeetY - (0.76 * h), x, FeetY - (0.48 * h), 0.2 * h, Coat);
        canvas.Limb(x, FeetY - (0.78 * h), x - (0.13 * h * swing), FeetY - (0.45 * h), 0.07 * h, Coat.Lit(0.8));
        canvas.Limb(x, FeetY - (0.78 * h), x + (0.13 * h * swing), FeetY - (0.45 * h), 0.07 * h, Coat.Lit(1.15));
        canvas.Ellipse(x, FeetY - (0.92 * h), 0.065 * h, 0.085 * h, Skin);
        canvas.Ellipse(x, FeetY - (0.96 * h), 0.07 * h, 0.055 * h, Hair);
    }
}
