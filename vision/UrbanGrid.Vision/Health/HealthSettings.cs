using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Health;

/// <summary>
/// Every threshold of the picture's health. Grey levels are 0..255 of the JPEG's brightness, times are seconds of the
/// frames' stamps. A cell is a sixteenth of the picture's width; a landmark is a cell whose edges stay.
/// </summary>
internal sealed record HealthSettings
{
    /// <summary>Time between two looks; faults last, so a faster stream need not be looked at more often.</summary>
    public double LookEverySeconds { get; init; } = 0.45;

    /// <summary>A longer gap between two looks counts as this much of seeing.</summary>
    public double LookSecondsMax { get; init; } = 2;

    /// <summary>After the last sign of a fault, detectors wait so long: exposure and focus settle first.</summary>
    public double SettleSeconds { get; init; } = 2;

    /// <summary>Pixels of the grid: defocus that a detector would feel shows on it, and a look costs about a millisecond.</summary>
    public int GridPixels { get; init; } = 320 * 180;

    /// <summary>Mean difference of a small cell that counts as change: a live sensor's noise flips that much even through JPEG.</summary>
    public double ChangedLevel { get; init; } = 0.05;

    /// <summary>Share of small cells that may go on changing in a frozen picture: the digits of a burnt-in clock.</summary>
    public double StillShare { get; init; } = 0.04;

    /// <summary>Stillness that is no accident any more; encoders send a picture of a quiet scene unchanged for some seconds.</summary>
    public double StillSeconds { get; init; } = 5;

    /// <summary>Black: 95 % of the pixels are at most this bright; a street at night with one lamp is brighter.</summary>
    public double BlackLevel { get; init; } = 24;

    /// <summary>No longer black from here.</summary>
    public double BlackEndLevel { get; init; } = 32;

    /// <summary>Over-exposed: share of clipped pixels. Snow and white walls leave some margin below white.</summary>
    public double BrightShare { get; init; } = 0.6;

    /// <summary>No longer over-exposed from here.</summary>
    public double BrightEndShare { get; init; } = 0.45;

    /// <summary>Over-exposed as well: 95 % of the pixels are at least this bright and no structure is left.</summary>
    public double BrightLevel { get; init; } = 215;

    /// <summary>Edge strength against brightness from which a cell has structure.</summary>
    public double StructureLevel { get; init; } = 0.03;

    /// <summary>How much of a cell's edges must stay while learning to make it a landmark; passers-by average out.</summary>
    public double SteadyShare { get; init; } = 0.5;

    /// <summary>Correlation of edges from which a landmark is where it was; light and contrast do not matter to it.</summary>
    public double MatchLikeness { get; init; } = 0.4;

    /// <summary>Edge strength against the reference below which a landmark that does not match has gone flat.</summary>
    public double FlatRatio { get; init; } = 0.35;

    /// <summary>Edge sharpness against the reference below which a landmark is soft; fog lowers contrast, not this.</summary>
    public double SoftRatio { get; init; } = 0.45;

    /// <summary>Grey levels per pixel that an edge needs for its sharpness to be judged; less is drowned in noise.</summary>
    public double SoftGradient { get; init; } = 3;

    /// <summary>Share of matching landmarks below which it is asked whether the view was shifted.</summary>
    public double SearchBelow { get; init; } = 0.7;

    /// <summary>References of one view in different lights.</summary>
    public int ReferencesMax { get; init; } = 6;

    /// <summary>Fewest landmarks that make a view one can recognise.</summary>
    public int LandmarksMin { get; init; } = 8;

    /// <summary>First look at the view; somebody who stands there meanwhile only costs a few landmarks.</summary>
    public double LearnSeconds { get; init; } = 10;

    /// <summary>Looks needed for a reference, however slow the stream.</summary>
    public int LearnLooks { get; init; } = 8;

    /// <summary>Another light is learned when so few landmarks match (but more than <see cref="LostMatch"/>) …</summary>
    public double AdaptBelow { get; init; } = 0.7;

    /// <summary>… in a view that is shifted by less than this, …</summary>
    public double AdaptShift { get; init; } = 0.007;

    /// <summary>… for so long without a break.</summary>
    public double AdaptSeconds { get; init; } = 60;

    /// <summary>Covered: share of landmarks that have gone flat. Half a picture of lorry has edges of its own.</summary>
    public double CoveredFlat { get; init; } = 0.35;

    /// <summary>No longer covered from here.</summary>
    public double CoveredEndFlat { get; init; } = 0.2;

    /// <summary>Covered needs the structure of the whole picture to be less than this share of the landmarks'.</summary>
    public double CoveredStructure { get; init; } = 0.45;

    /// <summary>Moved: shift against the reference, relative to the picture.</summary>
    public double MovedShift { get; init; } = 0.012;

    /// <summary>Share of landmarks that must match at that shift …</summary>
    public double MovedMatch { get; init; } = 0.6;

    /// <summary>… and how many more than without it.</summary>
    public double MovedGain { get; init; } = 0.15;

    /// <summary>Moved as well: so few landmarks match, while there is structure: turned away, zoomed, rotated.</summary>
    public double LostMatch { get; init; } = 0.3;

    /// <summary>No longer lost from here; a lorry that fills half of the picture leaves more.</summary>
    public double LostEndMatch { get; init; } = 0.42;

    /// <summary>A lost view counts this much of a shifted one: headlights and a lorry before the lens also hide landmarks.</summary>
    public double LostWeight { get; init; } = 0.4;

    /// <summary>A zone still fits while it and itself after the shift overlap so much (IoU of its outline's box).</summary>
    public double ZoneFits { get; init; } = 0.8;

    /// <summary>Blurred: share of landmarks that are soft.</summary>
    public double BlurredShare { get; init; } = 0.6;

    /// <summary>No longer blurred from here.</summary>
    public double BlurredEndShare { get; init; } = 0.4;

    /// <summary>Fewest landmarks with edges strong enough to speak of focus.</summary>
    public int BlurredLandmarks { get; init; } = 8;

    /// <summary>Focus is judged on a view that is recognised so far.</summary>
    public double BlurredMatch { get; init; } = 0.5;

    /// <summary>Signs of a black picture add up to this before it is told; light that fails is back sooner.</summary>
    public double BlackHoldSeconds { get; init; } = 10;

    /// <summary>The same for over-exposure; headlights pass sooner.</summary>
    public double BrightHoldSeconds { get; init; } = 20;

    /// <summary>The same for stillness, counted from when it is no accident any more.</summary>
    public double FrozenHoldSeconds { get; init; } = 25;

    /// <summary>The same for a covered lens; a lorry that waits before it drives on sooner.</summary>
    public double CoveredHoldSeconds { get; init; } = 30;

    /// <summary>The same for a moved view; a pole that a gust shakes comes back sooner.</summary>
    public double MovedHoldSeconds { get; init; } = 20;

    /// <summary>The same for blur; a lens that searches its focus finds it sooner.</summary>
    public double BlurredHoldSeconds { get; init; } = 30;

    /// <summary>How long a sign must hold before the fault is told.</summary>
    public double HoldSeconds(PictureFault fault) => fault switch
    {
        PictureFault.Black => BlackHoldSeconds,
        PictureFault.Bright => BrightHoldSeconds,
        PictureFault.Frozen => FrozenHoldSeconds,
        PictureFault.Covered => CoveredHoldSeconds,
        PictureFault.Moved => MovedHoldSeconds,
        _ => BlurredHoldSeconds,
    };

    /// <summary>How long the picture must be good again before the end is told.</summary>
    public double ClearSeconds { get; init; } = 8;

    /// <summary>A sign that went away again after less than its hold but more than this is a blip.</summary>
    public double BlipSeconds { get; init; } = 1;

    /// <summary>The part that the native probe needs.</summary>
    public ProbeSettings ToProbeSettings() => new()
    {
        GridPixels = GridPixels,
        ChangedLevel = (float)ChangedLevel,
        StillShare = (float)StillShare,
        StructureLevel = (float)StructureLevel,
        SteadyShare = (float)SteadyShare,
        MatchLikeness = (float)MatchLikeness,
        FlatRatio = (float)FlatRatio,
        SoftRatio = (float)SoftRatio,
        SoftGradient = (float)SoftGradient,
        SearchBelow = (float)SearchBelow,
        ReferencesMax = ReferencesMax,
    };
}
