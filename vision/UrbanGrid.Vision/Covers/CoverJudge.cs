using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>What one second says of a cover.</summary>
/// <param name="State">Present, occluded, displaced, missing or uncertain.</param>
/// <param name="Score">How sure it has changed, 0..1.</param>
/// <param name="Clear">Present without doubt.</param>
internal readonly record struct CoverVerdict(CoverState State, double Score, bool Clear);

/// <summary>Decides over one second's measures.</summary>
internal sealed class CoverJudge(CoverSettings settings)
{
    public CoverVerdict Judge(in CoverFeatures f, CoverHabits habits)
    {
        var score = CoverScore.Of(f);
        var clear = score <= settings.PresentScore && f.ChangeInside < settings.ClearInside;
        return new CoverVerdict(clear ? CoverState.Present : StateOf(f, score, habits), score, clear);
    }

    private CoverState StateOf(in CoverFeatures f, double score, CoverHabits habits)
    {
        if (f.Quiet < settings.QuietShare * f.Looks || IsHiddenByALargeThing(f) || SomebodyStandsOnIt(f))
        {
            return CoverState.Occluded;
        }

        if (!IsReadable(f, score, habits))
        {
            return CoverState.Uncertain;
        }

        if (score >= settings.ChangedScore)
        {
            var open = f.Dark >= settings.MissingDark && f.ChangeOutside <= settings.MissingOutside;
            return open ? CoverState.Missing : CoverState.Displaced;
        }

        // Not changed for sure, and not like its reference either: snow, or a board that lies over all of it.
        return CoverState.Uncertain;
    }

    /// <summary>
    /// Fog, a blurred or a covered lens make the surroundings unlike their reference. Plain ground is hardly like itself from picture
    /// to picture; but nothing that hides it makes only the inside of the cover dark.
    /// </summary>
    private bool IsReadable(in CoverFeatures f, double score, CoverHabits habits) =>
        CoverHabits.RingOf(f) >= habits.RingReadable
        || (score >= settings.ChangedScore && f.Dark >= settings.MissingDark && f.LightLowRing >= -settings.HoleRingLight);

    private bool SomebodyStandsOnIt(in CoverFeatures f) => f.Standing > settings.StandingMin && f.Standing <= settings.StandingMax;

    private bool IsHiddenByALargeThing(in CoverFeatures f) =>
        (f.ChangeArea >= settings.OccludedArea && f.SectorsChanged >= settings.OccludedSectors) || f.ChangeBorder >= settings.OccludedBorder;
}
