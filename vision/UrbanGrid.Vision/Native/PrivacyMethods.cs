using System.Runtime.InteropServices;
using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Native;

/// <summary>Mirrors <c>ugv_box</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeBox(float X, float Y, float Width, float Height)
{
    public static NativeBox Of(PictureBox box) => new((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height);

    public PictureBox ToBox() => new(X, Y, Width, Height);
}

/// <summary>Mirrors <c>ugv_people_settings</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePeopleSettings
{
    public float HitThreshold;
    public float ScaleStep;
    public float Enlarge;
    public int EnlargedWidth;
    public nint Faces;
}

/// <summary>The functions of <c>privacy_api.h</c>.</summary>
internal static partial class PrivacyMethods
{
    private const string Library = "ugvision";

    [LibraryImport(Library, EntryPoint = "ugv_jpeg_mask")]
    public static partial int JpegMask(
        ReadOnlySpan<byte> jpeg, int length, ReadOnlySpan<float> points, ReadOnlySpan<int> corners, int polygons, int quality, out NativeBuffer result);

    [LibraryImport(Library, EntryPoint = "ugv_people_find")]
    public static partial int PeopleFind(
        ReadOnlySpan<byte> jpeg, int length, in NativePeopleSettings settings, Span<NativeBox> boxes, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_jpeg_blur")]
    public static partial int JpegBlur(
        ReadOnlySpan<byte> jpeg, int length, ReadOnlySpan<NativeBox> boxes, int count, int cells, int quality, out NativeBuffer result);
}
