namespace UrbanGrid.Vision.Native;

/// <summary>OpenCV's MOG2 with morphology and components: what the detector is measured against.</summary>
internal sealed class Mog2 : IDisposable
{
    private readonly Mog2Handle _handle;

    public Mog2(int gridPixels)
    {
        NativeMethods.Check(NativeMethods.Mog2Open(gridPixels, out _handle));
    }

    /// <summary>Takes a frame; returns how many components are in front.</summary>
    public int Feed(ReadOnlySpan<byte> jpeg)
    {
        NativeMethods.Check(NativeMethods.Mog2Feed(_handle, jpeg, jpeg.Length, out var components));
        return components;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
