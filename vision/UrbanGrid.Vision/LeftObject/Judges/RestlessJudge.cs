namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>A thing looks the same all the time; people who wait, flags and screens do not.</summary>
internal sealed class RestlessJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "restless";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var likeness = hearing.Region.Appearance.LowLikeness();
        return likeness < settings.RestLikeness || hearing.Region.Appearance.MeanCovered > settings.RestCovered
            ? Opinion.Wait
            : Opinion.Agree((likeness - settings.RestLikeness) / (1 - settings.RestLikeness));
    }
}
