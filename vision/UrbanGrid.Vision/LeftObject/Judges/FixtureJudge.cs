using UrbanGrid.Vision.Fixtures;

namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>It belongs where it stands, an operator said, and still looks the same.</summary>
internal sealed class FixtureJudge(FixtureBook fixtures) : IJudge
{
    /// <inheritdoc/>
    public string Name => "fixture";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing) =>
        fixtures.Knows(hearing.Box, hearing.Frame) ? Opinion.Absorb : Opinion.Agree();
}
