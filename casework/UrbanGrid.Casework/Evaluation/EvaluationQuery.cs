using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>What to evaluate.</summary>
/// <param name="Kind">Key of an <see cref="EvaluatedKind"/>.</param>
/// <param name="From">First moment of the period, Unix ms.</param>
/// <param name="To">First moment after it.</param>
public sealed record EvaluationQuery(string Kind, long From, long To)
{
    /// <summary>Kinds of area that can be evaluated, from large to small.</summary>
    public static IReadOnlyList<string> Levels { get; } =
        [AreaKind.District, AreaKind.SubDistrict, AreaKind.Community, AreaKind.ResponsibilityGrid, AreaKind.UnitGrid];

    /// <summary>For areas: their kind, see <see cref="AreaKind"/>.</summary>
    public string Level { get; init; } = AreaKind.Community;

    /// <summary>Id of the scheme to evaluate by; null: the one in use.</summary>
    public string? Scheme { get; init; }
}
