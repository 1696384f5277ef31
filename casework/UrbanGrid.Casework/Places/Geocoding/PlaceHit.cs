namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>A place found by text.</summary>
/// <param name="Place">What was found; a road is at its point nearest to where was asked from.</param>
/// <param name="Match">How well its name fits.</param>
/// <param name="Score">1 for the same, less the less it fits; above 0.</param>
/// <param name="DistanceM">Metres from where was asked; null if nobody said where.</param>
public sealed record PlaceHit(NamedPlace Place, PlaceMatch Match, double Score, double? DistanceM);
