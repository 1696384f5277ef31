using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>How sure a cover has changed, 0..1: a logistic function of what was measured.</summary>
internal static class CoverScore
{
    /// <summary>Names of the measures, in the order of <see cref="Measures"/>; they are the alarm's features too.</summary>
    public static readonly string[] Names =
    [
        "structure", "structure_share", "structure_rim", "structure_ring", "gradient", "gradient_rim", "gradient_ring", "orientation",
        "orientation_rim", "orientation_ring", "detail", "detail_ring", "dark", "low", "level", "texture", "texture_ring", "change_inside",
        "change_area", "change_outside", "change_border", "sectors_changed", "gain",
    ];

    /// <summary>What was measured as numbers.</summary>
    public static double[] Measures(in CoverFeatures f) =>
    [
        f.Structure, f.StructureShare, f.StructureRim, f.StructureRing, f.Gradient, f.GradientRim, f.GradientRing, f.Orientation,
        f.OrientationRim, f.OrientationRing, f.Detail, f.DetailRing, f.Dark, f.Low, f.Level, f.Texture, f.TextureRing, f.ChangeInside,
        f.ChangeArea, f.ChangeOutside, f.ChangeBorder, f.SectorsChanged, Math.Log(Math.Max(f.Gain, 0.01)),
    ];
}
