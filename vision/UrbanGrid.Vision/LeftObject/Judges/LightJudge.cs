namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>Light, not a thing: the ground's own pattern still shows.</summary>
internal sealed class LightJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "light";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var features = hearing.Features;
        var likeness = features.BackgroundLikeness;
        var showsThrough = features.Texture < settings.TellingTexture || features.TextureLikeness > settings.LightTextureLikeness;
        return likeness > settings.LightLikeness && showsThrough
            ? Opinion.Absorb
            : Opinion.Agree(Math.Max(0, settings.LightLikeness - likeness) / settings.LightLikeness);
    }
}
