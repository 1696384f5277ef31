using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>A box on the work grid, in its pixels.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct GridBox(int X, int Y, int Width, int Height)
{
    public readonly int Size => Width * Height;

    /// <summary>Intersection over union, 0..1.</summary>
    public readonly double OverlapWith(GridBox other)
    {
        var shared = SharedWith(other);
        return shared / (double)(Size + other.Size - shared);
    }

    /// <summary>Intersection over the smaller of the two, 0..1.</summary>
    public readonly double CoverWith(GridBox other) => SharedWith(other) / (double)Math.Min(Size, other.Size);

    private readonly int SharedWith(GridBox other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }
}
