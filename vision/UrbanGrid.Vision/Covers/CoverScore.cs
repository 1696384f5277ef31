using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>
/// How sure a cover has changed, 0..1: a logistic function of what was measured. Its terms set the cover against its
/// surroundings, since rain, fog or a shaking camera change both and a thief only one.
/// </summary>
internal static class CoverScore
{
    /// <summary>Names of the terms, in the order of <see cref="Terms"/>; they are the alarm's features too.</summary>
    public static readonly string[] Names =
    [
        "detail", "detail_gap", "orientation", "orientation_gap", "gradient", "gradient_gap", "structure", "structure_gap", "dark", "low",
        "texture", "texture_gap", "change_inside", "structure_rim", "lighter", "darker", "lighter_inside", "change_outside",
        "sectors_changed", "change_border", "structure_deep", "gradient_deep", "detail_deep", "gradient_gap_deep", "detail_gap_deep",
        "light_low_ring", "light_high_ring", "dark_beside_ring",
    ];

    /// <summary>What was measured, as numbers for the logistic function.</summary>
    public static double[] Terms(in CoverFeatures f)
    {
        var level = Math.Clamp(f.Level, -1.5, 1.5);
        var (lighter, darker) = (Math.Max(level, 0), Math.Max(-level, 0));
        var detailAround = Math.Max(f.DetailRing, 0);
        return
        [
            f.Detail, detailAround - f.Detail, f.Orientation, f.OrientationRing - f.Orientation, f.Gradient, f.GradientRing - f.Gradient,
            f.Structure, f.StructureRing - f.Structure, Math.Clamp(f.Dark, 0, 0.6), Math.Clamp(f.Low, -2.5, 1), f.Texture,
            f.Texture - f.TextureRing, f.ChangeInside, f.StructureRim, lighter, darker, lighter * f.ChangeInside,
            Math.Min(f.ChangeOutside, 2), f.SectorsChanged, f.ChangeBorder, f.StructureDeep, f.GradientDeep, f.DetailDeep,
            f.GradientRing - f.GradientDeep, detailAround - f.DetailDeep, Math.Clamp(f.LightLowRing, -1.5, 0),
            Math.Clamp(f.LightHighRing, 0, 1.5), Math.Max(darker + Math.Clamp(f.LightLowRing, -1.5, 0), 0),
        ];
    }

    /// <summary>How sure it has changed, 0..1.</summary>
    public static double Of(in CoverFeatures features)
    {
        var terms = Terms(features);
        var sum = CoverWeights.Bias;
        for (var i = 0; i < terms.Length; i++)
        {
            sum += CoverWeights.Of[i] * terms[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>The terms by name.</summary>
    public static Dictionary<string, double> Named(in CoverFeatures features)
    {
        var terms = Terms(features);
        var named = new Dictionary<string, double>(terms.Length);
        for (var i = 0; i < terms.Length; i++)
        {
            named[Names[i]] = Math.Round(terms[i], 4);
        }

        return named;
    }
}
