using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Owns one native scene.</summary>
internal sealed class SceneHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.SceneClose(handle);
        return true;
    }
}

/// <summary>Owns one native MOG2 model.</summary>
internal sealed class Mog2Handle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.Mog2Close(handle);
        return true;
    }
}
