using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>
/// What is measured of a crop: darkness, rim, texture and shape; or, if a detector network is at hand, its early layers instead,
/// averaged over the cover's core, its inside and the ground around it. Crops that were measured are remembered, since training and asking measure them again and again. Not thread-safe.
/// </summary>
public sealed class CoverCropFeatures : IDisposable
{
    private const int RememberedMax = 4096;
    private readonly CropNetHandle _net = CropNetHandle.None;
    private readonly Dictionary<(CoverCrop Crop, CropVariant Variant, int Seed), float[]> _known = [];

    /// <summary>Without a network.</summary>
    public CoverCropFeatures()
        : this(network: null, layers: "")
    {
    }

    /// <summary>With the early layers of a network.</summary>
    /// <param name="network">ONNX or Darknet file that OpenCV can load; null for none.</param>
    /// <param name="layers">Names of the layers, separated by commas.</param>
    /// <exception cref="VisionException">The network cannot be loaded, or has no such layers.</exception>
    public CoverCropFeatures(string? network, string layers)
    {
        if (network is not null)
        {
            NativeMethods.Check(CropMethods.NetOpen(network, layers, out _net));
        }

        NativeMethods.Check(CropMethods.FeatureCount(_net, out var count));
        Count = count;
        IsByHand = network is null;
    }

    /// <summary>Numbers per crop.</summary>
    public int Count { get; }

    /// <summary>Measures made by hand; otherwise the layers of a network.</summary>
    internal bool IsByHand { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_net.IsInvalid)
        {
            _net.Dispose();
        }
    }

    internal float[] Of(CoverCrop crop, CropVariant variant, int seed)
    {
        if (_known.TryGetValue((crop, variant, seed), out var known))
        {
            return known;
        }

        var box = new CropBox((float)crop.Box.X, (float)crop.Box.Y, (float)crop.Box.Width, (float)crop.Box.Height);
        var features = new float[Count];
        NativeMethods.Check(CropMethods.Features(
            crop.Picture.Span, crop.Picture.Length, box, variant, seed, _net, features, features.Length, out _));
        if (_known.Count >= RememberedMax)
        {
            _known.Clear();
        }

        return _known[(crop, variant, seed)] = features;
    }
}
