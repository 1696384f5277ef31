using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Decoded pictures for measurement.</summary>
internal static class CropPictures
{
    /// <summary>Blue-green-red pixels of a JPEG or PNG, row by row.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public static byte[] Pixels(ReadOnlySpan<byte> picture, out int width, out int height)
    {
        NativeMethods.Check(CropMethods.Pixels(picture, picture.Length, out var buffer, out width, out height));
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
