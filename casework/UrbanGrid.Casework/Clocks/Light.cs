namespace UrbanGrid.Casework.Clocks;

/// <summary>Keys of the three lights (三色灯, docs/domain-sources.md §3.4).</summary>
public static class Light
{
    /// <summary>At most 80 % of the limit used.</summary>
    public const string Green = "green";

    /// <summary>80 to 100 % used.</summary>
    public const string Yellow = "yellow";

    /// <summary>More than the whole limit used: overdue.</summary>
    public const string Red = "red";

    /// <summary>Share of the limit after which the light turns yellow.</summary>
    public const double YellowShare = 0.8;

    /// <summary>The light of a clock at a moment; green while the clock has not started.</summary>
    /// <param name="yellowAt">Unix ms at which 80 % are used, or null.</param>
    /// <param name="deadline">Unix ms at which the whole limit is used, or null.</param>
    /// <param name="at">Unix ms: now, or when the clock ended.</param>
    public static string At(long? yellowAt, long? deadline, long at) =>
        at > deadline ? Red : at > yellowAt ? Yellow : Green;
}
