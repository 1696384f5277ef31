using NetTopologySuite.Geometries;

namespace UrbanGrid.Casework.Register;

/// <summary>One feature of a GeoJSON file.</summary>
/// <param name="Where">e.g. <c>feature 3</c>.</param>
/// <param name="Properties">Its properties as text.</param>
/// <param name="Geometry">Its geometry as GeoJSON text.</param>
/// <param name="Shape">Its geometry, valid.</param>
internal sealed record CityFeature(
    string Where, IReadOnlyDictionary<string, string> Properties, string Geometry, Geometry Shape)
{
    /// <summary>Text of a property; empty when it is missing.</summary>
    public string this[string property] => Properties.GetValueOrDefault(property) ?? "";

    /// <summary>Text of a property; null when it is missing or empty.</summary>
    public string? Filled(string property) => this[property] is { Length: > 0 } text ? text : null;
}
