using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>A square of ground in which problems were reported (热点).</summary>
/// <param name="South">WGS-84 degrees.</param>
/// <param name="West">WGS-84 degrees.</param>
/// <param name="North">WGS-84 degrees.</param>
/// <param name="East">WGS-84 degrees.</param>
/// <param name="Count">Problems.</param>
/// <param name="Density">Problems per square kilometre.</param>
/// <param name="Main">The class most of them are of.</param>
/// <param name="MainCount">How many of them.</param>
public sealed record HotSpot(double South, double West, double North, double East, int Count, double Density, NamedCode Main, int MainCount);

/// <summary>The hot spots of a period.</summary>
/// <param name="CellM">Length of a side, metres.</param>
/// <param name="Total">Problems in the period, also outside the squares given.</param>
/// <param name="Spots">The densest squares, at most 600.</param>
public sealed record HotSpots(int CellM, int Total, IReadOnlyList<HotSpot> Spots);
