using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>What rules know besides the vehicle: the areas as they are now.</summary>
/// <param name="Fences">Tells them; another map after a change.</param>
internal sealed record VehicleSurroundings(Func<FenceMap> Fences)
{
    /// <summary>A city without areas.</summary>
    public static VehicleSurroundings None { get; } = new(() => FenceMap.Empty);
}
