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
    public const double Bias = 2.5656;

    /// <summary>One weight for each of <see cref="CoverScore.Names"/>.</summary>
    public static readonly double[] Of =
    [
        -2.1633, 1.4168, 0.1695, 0.3547, -0.4328, 0.406, -1.322, 1.7197, 3.1345, -0.8955,
        0.9469, 0.031, 0.906, -3.3225, -3.0688, 1.0246, -8.0623, -0.1024, -1.374, 0,
        -0.8652, -0.3523, -1.819, 0.3295, 1.1187, 5.3517, -4.5634, 1.2159,
    ];
}
