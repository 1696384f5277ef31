using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>The functions of <c>vision/native/canvas_api.h</c>; its comments say what they do.</summary>
internal static partial class CanvasMethods
{
    private const string Library = "ugvision";

    [LibraryImport(Library, EntryPoint = "ugv_canvas_paint")]
    public static partial int Paint(in NativeCanvas canvas, ReadOnlySpan<NativeStroke> strokes, int count, ReadOnlySpan<float> points);

    [LibraryImport(Library, EntryPoint = "ugv_canvas_sprite")]
    public static partial int Sprite(
        in NativeCanvas canvas, in NativeCanvas sprite, float x, float y, float width, float height, float opacity, float light);

    [LibraryImport(Library, EntryPoint = "ugv_canvas_warp")]
    public static partial int Warp(in NativeCanvas canvas, float dx, float dy, float degrees, float zoom);

    [LibraryImport(Library, EntryPoint = "ugv_canvas_blur")]
    public static partial int Blur(in NativeCanvas canvas, float sigma);

    [LibraryImport(Library, EntryPoint = "ugv_canvas_text", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Text(in NativeCanvas canvas, string text, float x, float y, float size, float blue, float green, float red);

    [LibraryImport(Library, EntryPoint = "ugv_canvas_jpeg")]
    public static partial int Jpeg(in NativeCanvas canvas, ReadOnlySpan<byte> jpeg, int length, int x, int y, int width, int height);

    [LibraryImport(Library, EntryPoint = "ugv_canvas_grade")]
    public static partial int Grade(
        in NativeCanvas canvas,
        ReadOnlySpan<float> gain,
        ReadOnlySpan<float> veil,
        int columns,
        int rows,
        float veilBlue,
        float veilGreen,
        float veilRed,
        float noise,
        int seed);
}
