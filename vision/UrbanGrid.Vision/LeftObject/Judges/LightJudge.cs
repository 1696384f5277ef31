namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>Light, not a thing: the ground's own pattern still shows.</summary>
internal sealed class LightJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "light";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var likeness = hearing.Features.BackgroundLikeness;
        return likeness > settings.LightLikeness
            ? Opinion.Absorb
            : Opinion.Agree((settings.LightLikeness - likeness) / settings.LightLikeness);
    }
}
