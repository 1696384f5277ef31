namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>
/// Nobody was there when it appeared: it was uncovered or lit, not brought. Or something upright came and nobody went: it is
/// whoever came.
/// </summary>
internal sealed class OwnerJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "owner";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        if (!hearing.Zone.IsDumping)
        {
            return Opinion.Agree();
        }

        var needed = Math.Clamp(settings.OwnerShare * hearing.Region.Area, settings.PresencePixels, settings.OwnerPixelsEnough);
        var region = hearing.Region;
        var isWhoCame = !region.WasLeft
            && region.Box.Width <= settings.UprightAspectMax * region.Box.Height
            && hearing.Now - region.ShapedAt < settings.PersonStillSeconds;
        return isWhoCame || region.WasThere || region.MovedAtArrival < needed
            ? Opinion.Wait
            : Opinion.Agree(region.MovedAtArrival / (2 * needed));
    }
}
