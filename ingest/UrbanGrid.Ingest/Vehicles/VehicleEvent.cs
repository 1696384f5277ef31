using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>Something that happened to a vehicle at one moment, e.g. it entered an area.</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="Timestamp">Unix ms of the fix.</param>
/// <param name="Kind">What, e.g. <c>fence_entered</c>, <c>fence_left</c>, <c>fence_crossed</c>.</param>
/// <param name="FenceId">Area it is about; null if none.</param>
/// <param name="Place">Where.</param>
/// <param name="SpeedKmh">How fast it was; null if nobody knows.</param>
public sealed record VehicleEvent(string VehicleId, long Timestamp, string Kind, string? FenceId, GeoPoint Place, double? SpeedKmh);
