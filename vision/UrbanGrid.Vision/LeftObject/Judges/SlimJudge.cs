namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>
/// Something slim and upright in an occupancy zone is somebody who stands there, or a folded umbrella on its way to a
/// stall: it is told once it has stood longer than people do. What stood there before the camera looked is no passer-by.
/// </summary>
internal sealed class SlimJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "slim";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var (region, box) = (hearing.Region, hearing.Region.Box);
        return !hearing.Zone.IsDumping
            && !region.WasThere
            && box.Width <= settings.UprightAspectMax * box.Height
            && hearing.Now - region.ShapedAt < settings.PersonStillSeconds
            ? Opinion.Wait
            : Opinion.Agree();
    }
}
