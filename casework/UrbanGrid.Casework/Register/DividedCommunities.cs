namespace UrbanGrid.Casework.Register;

/// <summary>What a division of a file of communities made.</summary>
/// <param name="GeoJson">The unit grids as a file that can be imported as <see cref="CityFileNames.UnitGrids"/>.</param>
/// <param name="Communities">Communities divided.</param>
/// <param name="Grids">Unit grids made.</param>
/// <param name="SmallestM2">Area of the smallest, m².</param>
/// <param name="MedianM2">Area of the one in the middle, m².</param>
/// <param name="LargestM2">Area of the largest, m².</param>
/// <param name="Warnings">What should be looked at.</param>
public sealed record DividedCommunities(
    ReadOnlyMemory<byte> GeoJson,
    int Communities,
    int Grids,
    double SmallestM2,
    double MedianM2,
    double LargestM2,
    IReadOnlyList<CityImportFault> Warnings);
