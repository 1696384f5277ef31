using System.Runtime.InteropServices;
using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Native;

/// <summary>What OpenCV does to single pictures.</summary>
internal static class Pictures
{
    /// <summary>Version of the OpenCV that was loaded.</summary>
    public static string OpenCvVersion => Marshal.PtrToStringUTF8(NativeMethods.OpenCvVersion())!;

    /// <summary>Score of the best upright person that covers the box; null where there is none.</summary>
    public static double? PersonScore(ReadOnlySpan<byte> jpeg, PictureBox box)
    {
        NativeMethods.Check(NativeMethods.PersonScore(
            jpeg, jpeg.Length, (float)box.X, (float)box.Y, (float)box.Width, (float)box.Height, out var score));
        return score < 0 ? null : score;
    }

    /// <summary>A copy with outline, box and two lines of ASCII drawn in.</summary>
    public static unsafe byte[] Annotate(
        ReadOnlySpan<byte> jpeg, IReadOnlyList<PicturePoint> outline, PictureBox box, string title, string subtitle)
    {
        float[] points = [.. outline.SelectMany(p => new[] { (float)p.X, (float)p.Y })];
        var titleText = Marshal.StringToCoTaskMemUTF8(title);
        var subtitleText = Marshal.StringToCoTaskMemUTF8(subtitle);
        try
        {
            fixed (float* pinned = points)
            {
                var drawing = new NativeDrawing
                {
                    Outline = (nint)pinned,
                    OutlineCount = outline.Count,
                    X = (float)box.X,
                    Y = (float)box.Y,
                    Width = (float)box.Width,
                    Height = (float)box.Height,
                    Title = titleText,
                    Subtitle = subtitleText,
                };
                NativeMethods.Check(NativeMethods.JpegAnnotate(jpeg, jpeg.Length, drawing, out var result));
                return Take(ref result);
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(titleText);
            Marshal.FreeCoTaskMem(subtitleText);
        }
    }

    /// <summary>Encodes blue-green-red pixels, row by row.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bgr, int width, int height, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bgr.Length, width * height * 3, nameof(bgr));
        NativeMethods.Check(NativeMethods.JpegEncode(bgr, width, height, quality, out var result));
        return Take(ref result);
    }

    /// <summary>Copies a native buffer and frees it.</summary>
    public static byte[] Take(ref NativeBuffer buffer)
    {
        try
        {
            var bytes = new byte[buffer.Length];
            Marshal.Copy(buffer.Data, bytes, 0, buffer.Length);
            return bytes;
        }
        finally
        {
            NativeMethods.BufferFree(ref buffer);
        }
    }
}
