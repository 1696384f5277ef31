namespace UrbanGrid.Bench;

/// <summary>What counts as flat memory.</summary>
internal sealed record SoakLimits
{
    /// <summary>
    /// Growth that is not taken for a leak, MiB per hour of footage: a frame that kept 100 bytes would add 0.7. The resident set of a
    /// process moves by a few MiB from hour to hour, which over eighteen hours is a slope of up to 0.2.
    /// </summary>
    public double SlopeMiBPerHour { get; init; } = 0.25;

    /// <summary>Share of the run, from its beginning, in which caches and pools may still fill.</summary>
    public double WarmUpShare { get; init; } = 0.25;
}
