using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>The functions of <c>vision/native/cover_api.h</c>; its comments say what they do.</summary>
internal static partial class CoverMethods
{
    private const string Library = "ugvision";

    [LibraryImport(Library, EntryPoint = "ugv_cover_picture_open")]
    public static partial int PictureOpen(out CoverPictureHandle picture);

    [LibraryImport(Library, EntryPoint = "ugv_cover_picture_close")]
    public static partial void PictureClose(nint picture);

    [LibraryImport(Library, EntryPoint = "ugv_cover_picture_read")]
    public static partial int PictureRead(CoverPictureHandle picture, ReadOnlySpan<byte> jpeg, int length, int wantedWidth);

    [LibraryImport(Library, EntryPoint = "ugv_cover_open")]
    public static partial int Open(in NativeCoverSettings settings, float x, float y, float width, float height, out CoverHandle cover);

    [LibraryImport(Library, EntryPoint = "ugv_cover_close")]
    public static partial void Close(nint cover);

    [LibraryImport(Library, EntryPoint = "ugv_cover_look_at")]
    public static partial int LookAt(CoverHandle cover, CoverPictureHandle picture, out CoverLook look);

    [LibraryImport(Library, EntryPoint = "ugv_cover_next")]
    public static partial int Next(CoverHandle cover);

    [LibraryImport(Library, EntryPoint = "ugv_cover_teach")]
    public static partial int Teach(CoverHandle cover, out CoverLesson lesson);

    [LibraryImport(Library, EntryPoint = "ugv_cover_forget")]
    public static partial int Forget(CoverHandle cover, int reference);

    [LibraryImport(Library, EntryPoint = "ugv_cover_compare")]
    public static partial int Compare(CoverHandle cover, float motionMax, out CoverFeatures features);
}

/// <summary>Owns one decoded frame.</summary>
internal sealed class CoverPictureHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        CoverMethods.PictureClose(handle);
        return true;
    }
}

/// <summary>Owns one taught cover.</summary>
internal sealed class CoverHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        CoverMethods.Close(handle);
        return true;
    }
}
