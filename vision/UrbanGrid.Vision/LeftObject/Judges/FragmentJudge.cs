namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>A window of a train that stands is no left object: too much else stands around it.</summary>
internal sealed class FragmentJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "fragment";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        if (!hearing.Zone.IsDumping)
        {
            return Opinion.Agree();
        }

        return hearing.OthersShare > settings.FragmentShare
            ? Opinion.Wait
            : Opinion.Agree(1 - (hearing.OthersShare / settings.FragmentShare));
    }
}
