namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>
/// A ghost: something that belonged to the background was taken away. Then the place now looks like its surroundings,
/// and the edges along its outline were in the old picture.
/// </summary>
internal sealed class RemovedJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "removed";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var features = hearing.Features;
        var left = (settings.LeftSurroundWeight * features.SurroundGain)
            + (settings.LeftEdgeWeight * Math.Log(hearing.EdgeRatio))
            + (settings.LeftOutlineWeight * features.OutlineGain)
            + (settings.LeftContrastWeight * features.ContrastGain);
        if (left < settings.RemovedEvidence)
        {
            return Opinion.Absorb;
        }

        // Against a picture of the empty street there is no doubt: what differs stands there.
        var needed = hearing.Region.WasThere ? 0 : hearing.Zone.IsDumping ? settings.LeftEvidence : settings.OccupancyLeftEvidence;
        return left < needed ? Opinion.Wait : Opinion.Agree((left - needed) / 0.5);
    }
}
