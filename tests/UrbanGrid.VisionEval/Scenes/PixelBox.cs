using UrbanGrid.Contracts;

namespace UrbanGrid.VisionEval.Scenes;

/// <summary>A box in the drawn picture, pixels.</summary>
internal readonly record struct PixelBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool IsEmpty => Right <= Left || Bottom <= Top;

    /// <summary>Whether a place lies in it.</summary>
    public bool Has(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    /// <summary>The smallest box around both.</summary>
    public PixelBox With(PixelBox other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>The part inside the picture.</summary>
    public PixelBox Clipped() => new(
        Math.Clamp(Left, 0, Scene.Width), Math.Clamp(Top, 0, Scene.Height), Math.Clamp(Right, 0, Scene.Width), Math.Clamp(Bottom, 0, Scene.Height));

    /// <summary>Empty space between two boxes, pixels; 0 where they touch.</summary>
    public double GapTo(PixelBox other)
    {
        var dx = Math.Max(0, Math.Max(Left - other.Right, other.Left - Right));
        var dy = Math.Max(0, Math.Max(Top - other.Bottom, other.Top - Bottom));
        return Math.Max(dx, dy);
    }

    /// <summary>Relative to the picture, rounded as label files have it.</summary>
    public PictureBox Relative()
    {
        var box = Clipped();
        return new PictureBox(
            Math.Round(box.Left / Scene.Width, 4),
            Math.Round(box.Top / Scene.Height, 4),
            Math.Round(box.Width / Scene.Width, 4),
            Math.Round(box.Height / Scene.Height, 4));
    }
}
