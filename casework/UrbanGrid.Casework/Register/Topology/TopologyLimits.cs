namespace UrbanGrid.Casework.Register.Topology;

/// <summary>
/// How much two borders that should be one may differ. Ours: coordinates with seven decimals are a centimetre wide, and a
/// centimetre along the hundred metres of a unit grid is one square metre; ten are a border drawn twice.
/// </summary>
internal static class TopologyLimits
{
    /// <summary>Below this, m², nothing is told: it is rounding.</summary>
    public const double NoticedM2 = 1;

    /// <summary>From this on, m², an overlap or a part outside is an error; below it is a warning.</summary>
    public const double ErrorM2 = 10;

    /// <summary>Most gaps that are told of one area.</summary>
    public const int GapsOfAnArea = 5;
}
