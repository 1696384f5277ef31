namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>Something that is found by its name.</summary>
/// <param name="Kind">One of <see cref="PlaceNameKind"/>.</param>
/// <param name="Code">Its code; of a crossing, both roads' codes.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">Where it is: the point itself, a point inside an area, the middle of a road.</param>
public sealed record NamedPlace(string Kind, string Code, LocalText Name, GroundPoint At);
