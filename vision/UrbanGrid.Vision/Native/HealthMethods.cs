using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>The functions of <c>vision/native/health_api.h</c>; its comments say what they do.</summary>
internal static partial class HealthMethods
{
    private const string Library = "ugvision";

    [LibraryImport(Library, EntryPoint = "ugv_health_open")]
    public static partial int Open(in ProbeSettings settings, out ProbeHandle probe);

    [LibraryImport(Library, EntryPoint = "ugv_health_close")]
    public static partial void Close(nint probe);

    [LibraryImport(Library, EntryPoint = "ugv_health_ignore")]
    public static partial int Ignore(ProbeHandle probe, ReadOnlySpan<float> points, int count);

    [LibraryImport(Library, EntryPoint = "ugv_health_look_at")]
    public static partial int LookAt(ProbeHandle probe, ReadOnlySpan<byte> jpeg, int length, double seconds, out PictureLook look);

    [LibraryImport(Library, EntryPoint = "ugv_health_learn")]
    public static partial int Learn(ProbeHandle probe, out int looks);

    [LibraryImport(Library, EntryPoint = "ugv_health_end_learning")]
    public static partial int EndLearning(ProbeHandle probe, int keep);

    [LibraryImport(Library, EntryPoint = "ugv_health_forget")]
    public static partial int Forget(ProbeHandle probe);

    [LibraryImport(Library, EntryPoint = "ugv_health_save")]
    public static partial int Save(ProbeHandle probe, out NativeBuffer result);

    [LibraryImport(Library, EntryPoint = "ugv_health_load")]
    public static partial int Load(ProbeHandle probe, ReadOnlySpan<byte> bytes, int length, out int taken);
}

/// <summary>Owns one native probe.</summary>
internal sealed class ProbeHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        HealthMethods.Close(handle);
        return true;
    }
}
