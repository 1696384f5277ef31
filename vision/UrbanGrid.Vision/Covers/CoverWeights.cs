namespace UrbanGrid.Vision.Covers;

/// <summary>
/// Weights of <see cref="CoverScore"/>, fitted as <c>./run eval covers --fit</c> does to composites of 12 photographed covers, 56
/// and 28 pixels wide, under 22 kinds of weather and six kinds of removal. The clip that the detector is measured on is not
/// among them. The three terms with weight 0 are measured and await the next fit.
/// </summary>
internal static class CoverWeights
{
    /// <summary>Constant term.</summary>
    public const double Bias = -0.688;

    /// <summary>One weight for each of <see cref="CoverScore.Names"/>.</summary>
    public static readonly double[] Of =
    [
        -1.122, 0.966, -0.091, 0.288, -0.168, 0.341, -0.940, 1.275, 5.528, -1.011,
        0.661, 0.958, 1.139, -1.831, -2.609, 0.859, -4.203, -0.319,
        -1.665, -2.967, -0.843, -0.422, -1.017, 0.630, 0.885,
        0, 0, 0,
    ];
}
