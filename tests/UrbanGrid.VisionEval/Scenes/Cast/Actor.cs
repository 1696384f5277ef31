using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Anything that is drawn in front of the backdrop.</summary>
internal abstract class Actor
{
    /// <summary>Whether it may go about by itself: a person or a vehicle, not a thing.</summary>
    public virtual bool IsMover => false;

    /// <summary>Row on which it stands; nearer ones hide farther ones. Null while absent.</summary>
    public abstract double? FootAt(double t);

    /// <summary>The pixels that it can cover; null while absent.</summary>
    public abstract PixelBox? BoxAt(double t);

    /// <summary>Draws it.</summary>
    public abstract void Draw(Canvas canvas, double t);

    /// <summary>Draws the shadow that it casts, before any actor is drawn.</summary>
    public virtual void DrawShadow(Canvas canvas, double t, Sun sun)
    {
    }
}

/// <summary>Where shadows fall.</summary>
/// <param name="Strength">How much darker they are, 0..1.</param>
/// <param name="Aside">Length to the right against the height of what casts it.</param>
/// <param name="Down">Length towards the camera against that height.</param>
internal readonly record struct Sun(double Strength, double Aside, double Down)
{
    /// <summary>The shadow of something upright.</summary>
    public void Cast(Canvas canvas, double x, double y, double halfWidth, double height)
    {
        canvas.Ellipse(new Brush(default, 0.3f, (float)Math.Max(0.8, halfWidth / 6)), x, y - (halfWidth * 0.06), halfWidth * 1.05, Math.Max(1.2, halfWidth * 0.22));
        if (Strength <= 0.02)
        {
            return;
        }

        var (dx, dy) = (Aside * height, Down * height);
        var brush = new Brush(default, (float)Strength, (float)Math.Max(0.8, height / 60));
        var w = halfWidth * 0.85;
        canvas.Polygon(
            brush, (float)(x - w), (float)(y - 1), (float)(x + w), (float)(y + 1),
            (float)(x + (w * 0.7) + dx), (float)(y + dy), (float)(x - (w * 0.7) + dx), (float)(y + dy - 1));
    }
}
