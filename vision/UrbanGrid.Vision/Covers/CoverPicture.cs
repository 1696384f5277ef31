using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>A frame's brightness, decoded once for all covers of a camera, as small as they allow.</summary>
internal sealed class CoverPicture : IDisposable
{
    private readonly CoverPictureHandle _handle;

    public CoverPicture()
    {
        NativeMethods.Check(CoverMethods.PictureOpen(out _handle));
    }

    internal CoverPictureHandle Handle => _handle;

    /// <summary>Decodes a frame in place of the one before.</summary>
    /// <param name="jpeg">The frame.</param>
    /// <param name="wantedWidth">Pixels of width that are needed; it is decoded at the smallest of 1/1, 1/2, 1/4, 1/8 that has them.</param>
    /// <exception cref="FrameUnreadableException">The bytes are no complete JPEG.</exception>
    public void Read(ReadOnlySpan<byte> jpeg, int wantedWidth) =>
        NativeMethods.Check(CoverMethods.PictureRead(_handle, jpeg, jpeg.Length, wantedWidth));

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
