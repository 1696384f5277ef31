namespace UrbanGrid.Casework.Places.Division;

/// <summary>A unit grid that a division made.</summary>
/// <param name="Code">Its 15 digits.</param>
/// <param name="Community">Code of the community it lies in.</param>
/// <param name="Boundary">GeoJSON Polygon, WGS-84; borders are the same positions on both sides.</param>
/// <param name="AreaM2">Square metres.</param>
public sealed record UnitGridDraft(string Code, string Community, string Boundary, double AreaM2);
