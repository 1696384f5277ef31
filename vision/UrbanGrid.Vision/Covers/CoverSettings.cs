using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>
/// Every threshold of the cover watcher. Pixels are those of the cover's patch (the picture's own unless the cover is wider
/// than <see cref="PatchWidth"/>), grey levels 0..255, times seconds.
/// </summary>
internal sealed record CoverSettings
{
    /// <summary>A wider cover is shrunk to this: more pixels cost time and tell nothing new.</summary>
    public double PatchWidth { get; init; } = 64;

    /// <summary>How far the picture may have moved against the reference; a camera that moved more is a fault of its own.</summary>
    public double ShiftMax { get; init; } = 4;

    /// <summary>Time between two looks that are compared, so that 30 frames a second cost no more than five.</summary>
    public double LookSpacing { get; init; } = 0.19;

    /// <summary>Time between two looks of a self-taught lesson, so that somebody who stands for a moment is not learned.</summary>
    public double LessonSpacing { get; init; } = 0.45;

    /// <summary>Time between two decisions; slightly under a second, for frames that come a little early.</summary>
    public double DecisionSpacing { get; init; } = 0.95;

    /// <summary>Longest time that a decision stands for, where frames are missing.</summary>
    public double DecisionMax { get; init; } = 2;

    /// <summary>Grey levels that a pixel must differ from the look before to have moved.</summary>
    public double MotionLevels { get; init; } = 16;

    /// <summary>Share of the cover that may move in a quiet look: camera noise stays below, a foot does not.</summary>
    public double MotionMax { get; init; } = 0.06;

    /// <summary>Where more than that moves at usual looks, so many times the usual counts as quiet (snow) …</summary>
    public double MotionUsual { get; init; } = 2;

    /// <summary>… up to this share.</summary>
    public double MotionMost { get; init; } = 0.15;

    /// <summary>Weight of a look in what is usual, of one: a change of weather is usual after half a minute.</summary>
    public double HabitShare { get; init; } = 0.1;

    /// <summary>Share of a second's looks that must be quiet; fewer, and something passes in front. Of two a snowflake may spoil one.</summary>
    public double QuietShare { get; init; } = 0.5;

    /// <summary>Quiet looks that a self-taught reference needs.</summary>
    public int LessonLooks { get; init; } = 10;

    /// <summary>Share of the cover that may differ between two pictures given as references of one light, brightness aside.</summary>
    public double SameLightMotion { get; init; } = 0.2;

    /// <summary>Kinds of light kept; a further one takes the place of the one that matched longest ago.</summary>
    public int ReferencesMax { get; init; } = 6;

    /// <summary>Share of the surroundings' brightness below which the inside counts as dark; open shafts are under a third.</summary>
    public double DarkLevel { get; init; } = 0.3;

    /// <summary>Local likeness (0..1) below which a place of the patch counts as changed.</summary>
    public double StructureLow { get; init; } = 0.45;

    /// <summary>Natural logarithm of the brightness ratio beyond which a place counts as changed: about twice, or half.</summary>
    public double LightRatio { get; init; } = 0.75;

    /// <summary>Change of this many cover areas is a thing in front of the cover …</summary>
    public double OccludedArea { get; init; } = 2;

    /// <summary>… if it also changed this share of the surroundings' sectors …</summary>
    public double OccludedSectors { get; init; } = 0.5;

    /// <summary>… or touches this share of the patch's border.</summary>
    public double OccludedBorder { get; init; } = 0.25;

    /// <summary>Mean of the surroundings' likenesses below which nothing can be said …</summary>
    public double RingReadable { get; init; } = 0.3;

    /// <summary>… or below this share of what is usual, where the ground is plain; a cover that lies on it takes some of it.</summary>
    public double RingUsual { get; init; } = 0.5;

    /// <summary>
    /// Natural logarithm of how much darker the surroundings may have become on both sides of the cover while a dark inside is taken for a
    /// hole, whatever else they look like.
    /// </summary>
    public double HoleRingLight { get; init; } = 0.2;

    /// <summary>Somebody who stands on the cover is seen above it at least so wide, in widths of the cover …</summary>
    public double StandingMin { get; init; } = 0.06;

    /// <summary>… and at most so wide; a cover that lies behind its hole is wider.</summary>
    public double StandingMax { get; init; } = 0.65;

    /// <summary>Score from which the cover counts as changed: above every composed nuisance, the hardest being snow on half of the cover.</summary>
    public double ChangedScore { get; init; } = 0.5;

    /// <summary>Score up to which it counts as present for sure: one look is enough, and references may be added.</summary>
    public double PresentScore { get; init; } = 0.15;

    /// <summary>Share of the inside that may look changed while the cover counts as clearly present.</summary>
    public double ClearInside { get; init; } = 0.5;

    /// <summary>Evidence gained per second while it looks changed.</summary>
    public double EvidenceGain { get; init; } = 1;

    /// <summary>Evidence lost per second while it looks present.</summary>
    public double EvidenceLoss { get; init; } = 2;

    /// <summary>Evidence at which the alarm rings.</summary>
    public double EvidenceAlarm { get; init; } = 5;

    /// <summary>Evidence never exceeds this, so that a cover put back is seen within seconds.</summary>
    public double EvidenceMax { get; init; } = 10;

    /// <summary>Share of the inside, dark now and not in the reference, from which a changed cover counts as missing.</summary>
    public double MissingDark { get; init; } = 0.25;

    /// <summary>Change outside the cover, in its areas, up to which a change counts as contained in it.</summary>
    public double MissingOutside { get; init; } = 0.12;

    /// <summary>Likeness of a clearly present cover below which it is worth a further reference …</summary>
    public double NewLightStructure { get; init; } = 0.8;

    /// <summary>… after this time of presence without doubt.</summary>
    public double NewLightSeconds { get; init; } = 60;

    /// <summary>Width in the picture as sent under which the watcher is often wrong.</summary>
    public double WidthMin { get; init; } = 50;

    /// <summary>Share of the inside that must have structure above the camera's noise.</summary>
    public double TextureMin { get; init; } = 0.35;

    /// <summary>Share of the surroundings that must have structure, or the picture cannot be aligned.</summary>
    public double SurroundingsMin { get; init; } = 0.15;

    public NativeCoverSettings ToNative() => new()
    {
        PatchWidth = (float)PatchWidth,
        ShiftMax = (float)ShiftMax,
        MotionLevels = (float)MotionLevels,
        DarkLevel = (float)DarkLevel,
        StructureLow = (float)StructureLow,
        LightRatio = (float)LightRatio,
    };
}
