namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>Nobody was there when it appeared: it was uncovered or lit, not brought.</summary>
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

        var needed = Math.Max(settings.PresencePixels, settings.OwnerShare * hearing.Region.Area);
        return hearing.Region.WasThere || hearing.Region.MovedAtArrival < needed
            ? Opinion.Wait
            : Opinion.Agree(hearing.Region.MovedAtArrival / (2 * needed));
    }
}
