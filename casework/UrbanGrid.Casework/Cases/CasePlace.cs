namespace UrbanGrid.Casework.Cases;

/// <summary>Where a case is.</summary>
/// <param name="Lat">WGS-84 degrees north.</param>
/// <param name="Lon">WGS-84 degrees east.</param>
/// <param name="GridCode">15-digit unit grid, or null outside the city's grids.</param>
/// <param name="ResponsibilityGrid">Responsibility grid, or null.</param>
/// <param name="Address">e.g. <c>near Jinhe Avenue, Heyan community</c>.</param>
public sealed record CasePlace(
    double Lat, double Lon, string? GridCode, string? ResponsibilityGrid, LocalText Address);
