using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>The functions of <c>vision/native/ugvision.h</c>; its comments say what they do.</summary>
internal static partial class NativeMethods
{
    private const string Library = "ugvision";
    private const int Unreadable = -2;

    /// <summary>Turns a status into the exception it stands for.</summary>
    /// <exception cref="FrameUnreadableException">The bytes were no complete JPEG.</exception>
    /// <exception cref="VisionException">Anything else that OpenCV refused.</exception>
    public static void Check(int status)
    {
        if (status == 0)
        {
            return;
        }

        var message = Marshal.PtrToStringUTF8(LastError()) ?? "unknown failure";
        throw status == Unreadable ? new FrameUnreadableException(message) : new VisionException(message);
    }

    [LibraryImport(Library, EntryPoint = "ugv_last_error")]
    public static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "ugv_opencv_version")]
    public static partial nint OpenCvVersion();

    [LibraryImport(Library, EntryPoint = "ugv_scene_open")]
    public static partial int SceneOpen(in SceneSettings settings, out SceneHandle scene);

    [LibraryImport(Library, EntryPoint = "ugv_scene_close")]
    public static partial void SceneClose(nint scene);

    [LibraryImport(Library, EntryPoint = "ugv_scene_zone")]
    public static partial int SceneZone(SceneHandle scene, int zone, ReadOnlySpan<float> points, int count);

    [LibraryImport(Library, EntryPoint = "ugv_scene_feed")]
    public static partial int SceneFeed(SceneHandle scene, ReadOnlySpan<byte> jpeg, int length, double seconds, out SceneFrame frame);

    [LibraryImport(Library, EntryPoint = "ugv_scene_blobs")]
    public static partial int SceneBlobs(SceneHandle scene, Span<Blob> blobs, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_scene_cells")]
    public static partial int SceneCells(SceneHandle scene, Span<byte> cells, int columns, int rows);

    [LibraryImport(Library, EntryPoint = "ugv_scene_movers")]
    public static partial int SceneMovers(SceneHandle scene, Span<Mover> movers, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_scene_occupied")]
    public static partial int SceneOccupied(SceneHandle scene, int zone, out float share);

    [LibraryImport(Library, EntryPoint = "ugv_scene_reference")]
    public static partial int SceneReference(
        SceneHandle scene, ReadOnlySpan<byte> jpeg, int length, ReadOnlySpan<int> zones, int count);

    [LibraryImport(Library, EntryPoint = "ugv_scene_reference_use")]
    public static partial int SceneReferenceUse(SceneHandle scene, out ReferenceUse use);

    [LibraryImport(Library, EntryPoint = "ugv_scene_signature")]
    public static partial int SceneSignature(SceneHandle scene, int x, int y, int width, int height, Span<byte> pixels);

    [LibraryImport(Library, EntryPoint = "ugv_scene_background")]
    public static partial int SceneBackground(SceneHandle scene, int quality, out NativeBuffer result);

    [LibraryImport(Library, EntryPoint = "ugv_scene_absorb_box")]
    public static partial int SceneAbsorbBox(SceneHandle scene, int x, int y, int width, int height);

    [LibraryImport(Library, EntryPoint = "ugv_scene_relearn")]
    public static partial int SceneRelearn(SceneHandle scene);

    [LibraryImport(Library, EntryPoint = "ugv_region_take")]
    public static partial int RegionTake(SceneHandle scene, int label, out int region);

    [LibraryImport(Library, EntryPoint = "ugv_region_drop")]
    public static partial int RegionDrop(SceneHandle scene, int region);

    [LibraryImport(Library, EntryPoint = "ugv_region_look")]
    public static partial int RegionLook(SceneHandle scene, int region, out RegionLook look);

    [LibraryImport(Library, EntryPoint = "ugv_region_features")]
    public static partial int RegionFeatures(SceneHandle scene, int region, out RegionFeatures features);

    [LibraryImport(Library, EntryPoint = "ugv_region_place")]
    public static partial int RegionPlace(SceneHandle scene, int region, int zone, out RegionPlace place);

    [LibraryImport(Library, EntryPoint = "ugv_region_same_colours")]
    public static partial int RegionSameColours(SceneHandle scene, int region, int other, out float likeness);

    [LibraryImport(Library, EntryPoint = "ugv_region_moved")]
    public static partial int RegionMoved(
        SceneHandle scene, int region, int zone, int reach, double since, int aroundOnly, out int pixels);

    [LibraryImport(Library, EntryPoint = "ugv_region_figure")]
    public static partial int RegionFigure(SceneHandle scene, int region, int reach, out int x, out int y, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "ugv_region_company")]
    public static partial int RegionCompany(
        SceneHandle scene, int region, int zone, int reach, Span<Piece> pieces, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_region_others")]
    public static partial int RegionOthers(SceneHandle scene, int region, int zone, int reach, out int pixels);

    [LibraryImport(Library, EntryPoint = "ugv_region_absorb")]
    public static partial int RegionAbsorb(SceneHandle scene, int region);

    [LibraryImport(Library, EntryPoint = "ugv_person_score")]
    public static partial int PersonScore(
        ReadOnlySpan<byte> jpeg, int length, float x, float y, float width, float height, out float score);

    [LibraryImport(Library, EntryPoint = "ugv_jpeg_annotate")]
    public static partial int JpegAnnotate(ReadOnlySpan<byte> jpeg, int length, in NativeDrawing drawing, out NativeBuffer result);

    [LibraryImport(Library, EntryPoint = "ugv_jpeg_encode")]
    public static partial int JpegEncode(ReadOnlySpan<byte> bgr, int width, int height, int quality, out NativeBuffer result);

    [LibraryImport(Library, EntryPoint = "ugv_buffer_free")]
    public static partial void BufferFree(ref NativeBuffer buffer);

    [LibraryImport(Library, EntryPoint = "ugv_mog2_open")]
    public static partial int Mog2Open(int gridPixels, out Mog2Handle peer);

    [LibraryImport(Library, EntryPoint = "ugv_mog2_close")]
    public static partial void Mog2Close(nint peer);

    [LibraryImport(Library, EntryPoint = "ugv_mog2_feed")]
    public static partial int Mog2Feed(Mog2Handle peer, ReadOnlySpan<byte> jpeg, int length, out int components);
}
