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
        var edges = hearing.EdgeRatio;
        if (features.SurroundGain < settings.RemovedSurroundGain || edges < settings.RemovedEdgeRatio)
        {
            return Opinion.Absorb;
        }

        var left = features.SurroundGain + (0.25 * Math.Log(edges)) + (0.1 * features.OutlineGain);
        return left < settings.LeftEvidence ? Opinion.Wait : Opinion.Agree((left - settings.LeftEvidence) / 0.5);
    }
}
