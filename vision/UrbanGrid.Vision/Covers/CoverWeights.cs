namespace UrbanGrid.Vision.Covers;

/// <summary>
/// Weights of <see cref="CoverScore"/>, fitted by <c>./run eval covers --fit</c> to 1,344 seconds of composites of 12 covers on 11 photographs, 56
/// and 28 pixels wide, under 22 kinds of weather and six kinds of removal. The clip that the detector is measured on is not
/// among them. The weight of change_border is left out: it spoke against a cover that lies beside its hole, and the
/// judge knows it anyway.
/// </summary>
internal static class CoverWeights
{
    /// <summary>Constant term.</summary>
    public const double Bias = 1.6333;

    /// <summary>One weight for each of <see cref="CoverScore.Names"/>.</summary>
    public static readonly double[] Of =
    [
        -1.7544, 1.0843, -0.123, 0.4725, -0.0238, 0.1736, -1.3906, 1.5866, 4.6897, -1.8121,
        0.5209, 0.3207, 1.3683, -3.1233, -2.1847, 1.1096, -5.6648, -0.6187, -1.7271, 0,
        -0.8393, -0.2471, -1.6945, 0.4176, 1.0836, 1.3589, -2.8879, 1.2086,
    ];
}
