using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>A vehicle on its way; its size follows the row on which it is.</summary>
/// <param name="ground">The ground.</param>
/// <param name="route">The way.</param>
/// <param name="cutout">What it looks like at the row <paramref name="drawnAt"/>.</param>
/// <param name="drawnAt">Row for which it was drawn.</param>
internal sealed class Vehicle(Ground ground, Route route, Cutout cutout, double drawnAt) : Actor
{
    /// <summary>Whether its headlights burn; set by the night.</summary>
    public Route Route => route;

    /// <summary>Whether it drives aside rather than along the view.</summary>
    public bool IsSideways { get; init; } = true;

    /// <inheritdoc/>
    public override bool IsMover => true;

    /// <inheritdoc/>
    public override double? FootAt(double t) => route.At(t)?.Y;

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t) => route.At(t) is { } s ? cutout.BoxAt(s.X, s.Y, SizeAt(s.Y)) : null;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
        if (route.At(t) is { } s)
        {
            cutout.Draw(canvas, s.X, s.Y, SizeAt(s.Y));
        }
    }

    /// <inheritdoc/>
    public override void DrawShadow(Canvas canvas, double t, Sun sun)
    {
        if (BoxAt(t) is { } box)
        {
            var x = (box.Left + box.Right) / 2;
            sun.Cast(canvas, x, box.Bottom, box.Width * 0.47, box.Height * 0.7);
        }
    }

    private double SizeAt(double y) => ground.ScaleAt(y) / ground.ScaleAt(drawnAt);
}
