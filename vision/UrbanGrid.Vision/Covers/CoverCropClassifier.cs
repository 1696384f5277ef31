using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>A cover in one picture, for the classifier.</summary>
/// <param name="Picture">JPEG or PNG of any size.</param>
/// <param name="Box">Box around the cover, in pixels of the picture: X, Y, Width, Height.</param>
public sealed record CoverCrop(ReadOnlyMemory<byte> Picture, PictureBox Box);

/// <summary>
/// Tells from one picture, without a reference, whether a cover is closed, or open or displaced. It is trained from pictures
/// that operators confirmed; none ships. A hint beside the watcher's own judgement, not an alarm: it is wrong about once in ten
/// times (once in twelve with a network), more often on covers under 60 pixels.
/// </summary>
public sealed class CoverCropClassifier : IDisposable
{
    /// <summary>How each crop is shown in training: small and blurred too, since most covers of a street camera are.</summary>
    private static readonly (CropVariant Variant, int Count)[] Trained =
    [
        (CropVariant.AsItIs, 1), (CropVariant.Gentle, 4), (CropVariant.Strong, 7), (CropVariant.FarGentle, 3), (CropVariant.FarStrong, 3),
    ];

    private static readonly (CropVariant Variant, int Count)[] Asked = [(CropVariant.AsItIs, 1), (CropVariant.Gentle, 6)];

    private readonly CropModelHandle _model;
    private readonly CoverCropFeatures _features;

    private CoverCropClassifier(CropModelHandle model, CoverCropFeatures features) => (_model, _features) = (model, features);

    /// <summary>Trains from labelled crops; each is also shown shifted, mirrored, turned, in other lights and from afar.</summary>
    /// <param name="crops">Crops and whether each is open or displaced; both kinds must be there.</param>
    /// <param name="features">What is measured of a crop; must live as long as the classifier.</param>
    /// <exception cref="ArgumentException">One of the two kinds is missing.</exception>
    public static CoverCropClassifier Train(IReadOnlyCollection<(CoverCrop Crop, bool IsOpen)> crops, CoverCropFeatures features)
    {
        if (crops.All(c => c.IsOpen) || crops.All(c => !c.IsOpen))
        {
            throw new ArgumentException("Training needs closed covers and open ones.", nameof(crops));
        }

        List<float> rows = [];
        List<int> labels = [];
        foreach (var (crop, isOpen) in crops)
        {
            foreach (var (variant, seed) in Shown(Trained))
            {
                rows.AddRange(features.Of(crop, variant, seed));
                labels.Add(isOpen ? 1 : 0);
            }
        }

        NativeMethods.Check(CropMethods.Train([.. rows], [.. labels], labels.Count, features.Count, features.IsByHand ? 1 : 0, out var model));
        return new CoverCropClassifier(model, features);
    }

    /// <summary>Loads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="VisionException">The file is missing or no classifier.</exception>
    public static CoverCropClassifier Load(string path, CoverCropFeatures features)
    {
        NativeMethods.Check(CropMethods.Load(path, out var model));
        return new CoverCropClassifier(model, features);
    }

    /// <summary>Writes the classifier to a file.</summary>
    /// <exception cref="VisionException">The file cannot be written.</exception>
    public void Save(string path) => NativeMethods.Check(CropMethods.Save(_model, path));

    /// <summary>Probability that the cover is open or displaced, 0..1: the mean over slightly shifted and mirrored crops.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public double ProbabilityOpen(CoverCrop crop) => Shown(Asked).Average(v =>
    {
        var features = _features.Of(crop, v.Variant, v.Seed);
        NativeMethods.Check(CropMethods.Predict(_model, features, features.Length, out var open));
        return (double)open;
    });

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private static IEnumerable<(CropVariant Variant, int Seed)> Shown((CropVariant Variant, int Count)[] plan) =>
        plan.SelectMany(p => Enumerable.Range(1, p.Count).Select(seed => (p.Variant, seed)));
}
