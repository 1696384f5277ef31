using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Mirrors <c>ugv_object_settings</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetworkSettings
{
    public nint Model;
    public nint Weights;
    public int Width;
    public int Height;
    public float Scale;
    public float MeanBlue;
    public float MeanGreen;
    public float MeanRed;
    public int RedFirst;
    public int Fit;
    public int Pad;
    public int Layout;
    public int Classes;
    public float ScoreMin;
    public float OverlapMax;
    public int Batch;
}

/// <summary>Mirrors <c>ugv_object</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FoundObject
{
    public int ClassNumber;
    public float Score;
    public float X;
    public float Y;
    public float Width;
    public float Height;
}

/// <summary>The functions of <c>vision/native/objects_api.h</c>; its comments say what they do.</summary>
internal static partial class ObjectMethods
{
    private const string Library = "ugvision";

    [LibraryImport(Library, EntryPoint = "ugv_objects_open")]
    public static partial int Open(in NetworkSettings settings, out NetworkHandle network);

    [LibraryImport(Library, EntryPoint = "ugv_objects_close")]
    public static partial void Close(nint network);

    [LibraryImport(Library, EntryPoint = "ugv_objects_detect")]
    public static partial int Detect(
        NetworkHandle network, ReadOnlySpan<byte> jpeg, int length, float x, float y, float width, float height, Span<FoundObject> found, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_objects_detect_all")]
    public static partial int DetectAll(
        NetworkHandle network, ReadOnlySpan<byte> jpegs, ReadOnlySpan<int> lengths, int pictures, Span<FoundObject> found, int capacity, Span<int> counts);

    [LibraryImport(Library, EntryPoint = "ugv_objects_batches")]
    public static partial int Batches(NetworkHandle network);

    [LibraryImport(Library, EntryPoint = "ugv_objects_output")]
    public static partial nint Output(NetworkHandle network);
}

/// <summary>Owns one native network.</summary>
internal sealed class NetworkHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        ObjectMethods.Close(handle);
        return true;
    }
}
