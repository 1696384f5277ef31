namespace UrbanGrid.Casework.Places.Division;

/// <summary>A community to divide.</summary>
/// <param name="Code">Its 12 digits.</param>
/// <param name="Boundary">GeoJSON Polygon or MultiPolygon, WGS-84.</param>
public sealed record CommunityOutline(string Code, string Boundary);
