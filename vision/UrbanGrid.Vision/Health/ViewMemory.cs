using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Health;

/// <summary>
/// Learns what the camera usually shows: a first reference as soon as the picture is good, and another for each light in
/// which the same view looks different. References are never changed afterwards, so a view that creeps away is noticed.
/// </summary>
internal sealed class ViewMemory(PictureProbe probe, HealthSettings settings)
{
    private double? _learningSince;

    /// <summary>Counts what was learned or forgotten: while it stays, so do the references.</summary>
    public int Version { get; private set; }

    /// <summary>Learns from the last look, if it is good for that.</summary>
    /// <param name="look">The look.</param>
    /// <param name="isGood">No fault shows.</param>
    /// <param name="now">Seconds of the scene's clock.</param>
    public void Learn(in PictureLook look, bool isGood, double now)
    {
        var isFirst = look.References == 0;
        var wanted = isGood && (isFirst || IsAnotherLight(look));
        if (!wanted)
        {
            Drop();
            return;
        }

        _learningSince ??= now;
        var looks = probe.Learn();
        if (now - _learningSince >= (isFirst ? settings.LearnSeconds : settings.AdaptSeconds) && looks >= settings.LearnLooks)
        {
            probe.EndLearning(keep: true);
            _learningSince = null;
            Version++;
        }
    }

    /// <summary>Begins anew with the next good look.</summary>
    public void Forget()
    {
        probe.Forget();
        _learningSince = null;
        Version++;
    }

    private bool IsAnotherLight(in PictureLook look) =>
        look.Landmarks >= settings.LandmarksMin
        && look.Match < settings.AdaptBelow && look.Match >= settings.LostEndMatch && look.Shift < settings.AdaptShift;

    private void Drop()
    {
        if (_learningSince is not null)
        {
            probe.EndLearning(keep: false);
            _learningSince = null;
        }
    }
}
