using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>A picture of a thing, with the part of it that is not transparent.</summary>
internal sealed class Cutout
{
    private const byte Seen = 40;

    /// <summary>Looks for the visible part.</summary>
    public Cutout(Canvas picture, double width, double height)
    {
        (Picture, Width, Height) = (picture, width, height);
        var pixels = picture.Pixels;
        var (left, top, right, bottom, count) = (picture.Width, picture.Height, 0, 0, 0);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                if (pixels[(((y * picture.Width) + x) * 4) + 3] >= Seen)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
                    count++;
                }
            }
        }

        Visible = new PixelBox(
            left / (double)picture.Width, top / (double)picture.Height, right / (double)picture.Width, bottom / (double)picture.Height);
        Filled = count / (double)(picture.Width * picture.Height);
    }

    public Canvas Picture { get; }

    /// <summary>Width in the scene, pixels.</summary>
    public double Width { get; }

    /// <summary>Height in the scene, pixels.</summary>
    public double Height { get; }

    /// <summary>The visible part, relative to the picture.</summary>
    public PixelBox Visible { get; }

    /// <summary>Share of the picture that is visible.</summary>
    public double Filled { get; }

    /// <summary>Visible pixels in the scene.</summary>
    public double Area => Filled * Width * Height;

    /// <summary>Box of the visible part when it stands at a place.</summary>
    /// <param name="x">Column of its middle.</param>
    /// <param name="y">Row of its foot.</param>
    /// <param name="size">Against its own size.</param>
    public PixelBox BoxAt(double x, double y, double size = 1)
    {
        var (left, top) = (x - (Width * size / 2), y - (Height * size));
        return new PixelBox(
            left + (Visible.Left * Width * size), top + (Visible.Top * Height * size),
            left + (Visible.Right * Width * size), top + (Visible.Bottom * Height * size));
    }

    /// <summary>Draws it, its foot at a place.</summary>
    public void Draw(Canvas canvas, double x, double y, double size = 1) =>
        canvas.Sprite(Picture, x - (Width * size / 2), y - (Height * size), Width * size, Height * size);
}

/// <summary>A thing that stands at a place for some time.</summary>
internal sealed class Prop(Cutout cutout, double x, double y, double from, double? to = null) : Actor
{
    /// <summary>When it is there.</summary>
    public double From => from;

    /// <summary>When it is no longer there; null if it stays.</summary>
    public double? To => to;

    /// <summary>What it looks like, and its visible part.</summary>
    public Cutout Cutout => cutout;

    /// <summary>What it looks like after it fell over, and when.</summary>
    public (double At, Cutout Cutout)? Fallen { get; init; }

    /// <summary>Box while it stands there.</summary>
    public PixelBox Box => cutout.BoxAt(x, y);

    /// <inheritdoc/>
    public override double? FootAt(double t) => IsThere(t) ? y : null;

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t) => IsThere(t) ? Shown(t).BoxAt(x, y) : null;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
        if (IsThere(t))
        {
            Shown(t).Draw(canvas, x, y);
        }
    }

    /// <inheritdoc/>
    public override void DrawShadow(Canvas canvas, double t, Sun sun)
    {
        if (IsThere(t))
        {
            var box = Shown(t).BoxAt(x, y);
            sun.Cast(canvas, x, y, box.Width / 2, box.Height);
        }
    }

    private bool IsThere(double t) => t >= from && (to is not { } end || t < end);

    private Cutout Shown(double t) => Fallen is { } f && t >= f.At ? f.Cutout : cutout;
}

/// <summary>Something carried.</summary>
/// <param name="Cutout">What it looks like.</param>
/// <param name="From">When it is in the hand.</param>
/// <param name="To">When no longer.</param>
/// <param name="Behind">Whether the person hides it rather than the other way round.</param>
/// <param name="Hang">How far its top hangs below the hand, against its height; 0 hangs, 0.5 is held in both arms.</param>
internal sealed record Load(Cutout Cutout, double From, double To, bool Behind = false, double Hang = 0)
{
    public void Draw(Canvas canvas, (double X, double Y) hand) =>
        Cutout.Draw(canvas, hand.X, hand.Y + (Cutout.Height * (1 - Hang)));
}
