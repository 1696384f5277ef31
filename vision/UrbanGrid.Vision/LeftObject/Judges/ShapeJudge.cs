namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>Streaks and scattered shapes are wires, edges and reflections.</summary>
internal sealed class ShapeJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "shape";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var box = hearing.Region.Box;
        var aspect = box.Width / (double)box.Height;
        var solidity = hearing.Features.Solidity;
        return aspect < settings.AspectMin || aspect > (hearing.Zone.IsDumping ? settings.AspectMax : settings.OccupancyAspectMax) || solidity < settings.SolidityMin
            ? Opinion.Wait
            : Opinion.Agree((solidity - settings.SolidityMin) / (0.9 - settings.SolidityMin));
    }
}
