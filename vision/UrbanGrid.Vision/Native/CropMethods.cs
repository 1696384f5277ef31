using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Mirrors <c>ugv_crop_box</c>: pixels of the picture.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CropBox(float X, float Y, float Width, float Height);

/// <summary>Mirrors <c>ugv_crop_variant</c>: how a crop is shown.</summary>
internal enum CropVariant
{
    /// <summary>As it is.</summary>
    AsItIs = 0,

    /// <summary>Shifted and turned a little, mirrored half of the time.</summary>
    Gentle = 1,

    /// <summary>More of it, and stretched, in another light, blurred, noisy.</summary>
    Strong = 2,

    /// <summary>Shrunk to few pixels, then as <see cref="Gentle"/>.</summary>
    FarGentle = 3,

    /// <summary>Shrunk to few pixels, then as <see cref="Strong"/>.</summary>
    FarStrong = 4,
}

/// <summary>The functions of <c>vision/native/crop_api.h</c>; its comments say what they do.</summary>
internal static partial class CropMethods
{
    private const string Library = "ugvision";

    [LibraryImport(Library, EntryPoint = "ugv_picture_pixels")]
    public static partial int Pixels(ReadOnlySpan<byte> picture, int length, out NativeBuffer bgr, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "ugv_crop_net_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NetOpen(string file, string layers, out CropNetHandle net);

    [LibraryImport(Library, EntryPoint = "ugv_crop_net_close")]
    public static partial void NetClose(nint net);

    [LibraryImport(Library, EntryPoint = "ugv_crop_feature_count")]
    public static partial int FeatureCount(CropNetHandle net, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_crop_features")]
    public static partial int Features(
        ReadOnlySpan<byte> picture, int length, in CropBox box, CropVariant variant, int seed, CropNetHandle net, Span<float> features,
        int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "ugv_crop_model_train")]
    public static partial int Train(
        ReadOnlySpan<float> features, ReadOnlySpan<int> open, int rows, int columns, int byHand,
        out CropModelHandle model);

    [LibraryImport(Library, EntryPoint = "ugv_crop_model_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Load(string file, out CropModelHandle model);

    [LibraryImport(Library, EntryPoint = "ugv_crop_model_save", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Save(CropModelHandle model, string file);

    [LibraryImport(Library, EntryPoint = "ugv_crop_model_predict")]
    public static partial int Predict(CropModelHandle model, ReadOnlySpan<float> features, int columns, out float open);

    [LibraryImport(Library, EntryPoint = "ugv_crop_model_close")]
    public static partial void ModelClose(nint model);
}

/// <summary>Owns the early layers of a network.</summary>
internal sealed class CropNetHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <summary>No network.</summary>
    public static readonly CropNetHandle None = new();

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        CropMethods.NetClose(handle);
        return true;
    }
}

/// <summary>Owns a trained classifier.</summary>
internal sealed class CropModelHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        CropMethods.ModelClose(handle);
        return true;
    }
}
