namespace UrbanGrid.Casework.Places;

/// <summary>A WGS-84 point, degrees.</summary>
/// <param name="Lat">North.</param>
/// <param name="Lon">East.</param>
public readonly record struct GroundPoint(double Lat, double Lon)
{
    /// <summary>e.g. <c>120.600000, 31.300000</c>: longitude first, as in GeoJSON.</summary>
    public override string ToString() => FormattableString.Invariant($"{Lon:F6}, {Lat:F6}");
}
