using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>One feature of a GeoJSON file.</summary>
/// <param name="Where">e.g. <c>feature 3</c>.</param>
/// <param name="Properties">Its properties as text.</param>
/// <param name="Geometry">Its geometry as GeoJSON text.</param>
internal sealed record CityFeature(string Where, IReadOnlyDictionary<string, string> Properties, string Geometry)
{
    /// <summary>Text of a property; empty when it is missing.</summary>
    public string this[string property] => Properties.GetValueOrDefault(property) ?? "";
}
