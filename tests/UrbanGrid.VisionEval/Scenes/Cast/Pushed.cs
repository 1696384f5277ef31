using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>A thing on wheels that is pushed along a route and looks different once it has been set up.</summary>
internal sealed class Pushed(Route route, Cutout folded, double setUpAt, Cutout setUp) : Actor
{
    /// <inheritdoc/>
    public override double? FootAt(double t) => route.At(t)?.Y;

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t) => route.At(t) is { } s ? Shown(t).BoxAt(s.X, s.Y) : null;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
        if (route.At(t) is { } s)
        {
            Shown(t).Draw(canvas, s.X, s.Y);
        }
    }

    /// <inheritdoc/>
    public override void DrawShadow(Canvas canvas, double t, Sun sun)
    {
        if (BoxAt(t) is { } box)
        {
            sun.Cast(canvas, (box.Left + box.Right) / 2, box.Bottom, box.Width * 0.4, box.Height);
        }
    }

    private Cutout Shown(double t) => t >= setUpAt ? setUp : folded;
}
