using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Mirrors <c>ugv_stroke_kind</c>.</summary>
internal enum StrokeKind
{
    Polygon = 0,
    Ellipse = 1,
    Line = 2,
}

/// <summary>Mirrors <c>ugv_stroke</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeStroke
{
    public StrokeKind Kind;
    public int First;
    public int Count;
    public float Blue;
    public float Green;
    public float Red;
    public float Opacity;
    public float Thickness;
    public float Blur;
    public float Shade;
    public float Grain;
    public int Seed;
}

/// <summary>Mirrors <c>ugv_canvas</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCanvas
{
    public nint Pixels;
    public int Width;
    public int Height;
    public int Channels;
}
