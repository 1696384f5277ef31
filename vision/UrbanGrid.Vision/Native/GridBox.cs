using System.Runtime.InteropServices;
using UrbanGrid.Contracts;

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

    /// <summary>The box with a margin all around.</summary>
    public readonly GridBox Grown(int by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));

    /// <summary>The smallest box around both.</summary>
    public readonly GridBox With(GridBox other)
    {
        var (left, top) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new GridBox(
            left, top, Math.Max(X + Width, other.X + other.Width) - left, Math.Max(Y + Height, other.Y + other.Height) - top);
    }

    /// <summary>Pixels that both cover.</summary>
    public readonly int SharedWith(GridBox other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /// <summary>Columns that both cover.</summary>
    public readonly int ColumnsSharedWith(GridBox other) => Math.Max(0, Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X));

    /// <summary>The box as a part of the picture.</summary>
    public readonly PictureBox InPicture(in SceneFrame frame) => new(
        X / (double)frame.GridWidth, Y / (double)frame.GridHeight, Width / (double)frame.GridWidth, Height / (double)frame.GridHeight);

    /// <summary>The smallest grid box that covers a box of the picture.</summary>
    public static GridBox Around(PictureBox box, in SceneFrame frame)
    {
        var left = (int)Math.Floor(box.X * frame.GridWidth);
        var top = (int)Math.Floor(box.Y * frame.GridHeight);
        return new GridBox(
            left,
            top,
            Math.Max(1, (int)Math.Ceiling((box.X + box.Width) * frame.GridWidth) - left),
            Math.Max(1, (int)Math.Ceiling((box.Y + box.Height) * frame.GridHeight) - top));
    }
}
