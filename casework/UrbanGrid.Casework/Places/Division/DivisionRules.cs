namespace UrbanGrid.Casework.Places.Division;

/// <summary>How communities are cut into unit grids (单元网格划分, docs/domain-sources.md §4).</summary>
public sealed record DivisionRules
{
    /// <summary>Side of the square that a unit grid should be as large as, metres; 100 makes the 万米单元网格 of 10,000 m².</summary>
    public double SideM { get; init; } = 100;

    /// <summary>What is smaller than this share of the square joins a neighbour. Ours.</summary>
    public double SliverShare { get; init; } = 0.4;

    /// <summary>Square metres a unit grid should have.</summary>
    public double TargetM2 => SideM * SideM;
}
