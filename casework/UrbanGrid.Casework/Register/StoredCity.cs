namespace UrbanGrid.Casework.Register;

/// <summary>The files that the city in the store would be imported from.</summary>
/// <param name="Revision">Which city it is.</param>
/// <param name="Files">File name → its bytes, made when asked for.</param>
public sealed record StoredCity(long Revision, IReadOnlyDictionary<string, Func<byte[]>> Files);
