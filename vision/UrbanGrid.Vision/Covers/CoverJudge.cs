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
    public CoverVerdict Judge(in CoverFeatures f)
    {
        var score = CoverScore.Of(f);
        var clear = score <= settings.PresentScore && f.ChangeInside < settings.ClearInside;
        return new CoverVerdict(clear ? CoverState.Present : StateOf(f, score), score, clear);
    }

    private CoverState StateOf(in CoverFeatures f, double score)
    {
        if (f.Quiet < settings.QuietShare * f.Looks || IsHiddenByALargeThing(f))
        {
            return CoverState.Occluded;
        }

        if ((f.OrientationRing + f.DetailRing) / 2 < settings.RingReadable)
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

    private bool IsHiddenByALargeThing(in CoverFeatures f) =>
        (f.ChangeArea >= settings.OccludedArea && f.SectorsChanged >= settings.OccludedSectors) || f.ChangeBorder >= settings.OccludedBorder;
}
