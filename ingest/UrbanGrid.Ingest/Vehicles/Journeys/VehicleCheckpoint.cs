namespace UrbanGrid.Ingest.Vehicles.Journeys;

/// <summary>How a vehicle stood after its last judged fix; after a restart the stored track from there on is judged once more.</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="At">Unix ms of the last judged fix.</param>
/// <param name="Body">JSON of what the chain remembers.</param>
public sealed record VehicleCheckpoint(string VehicleId, long At, string Body);

/// <summary>A day of a vehicle.</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="Date">The day, in the city's zone.</param>
public readonly record struct VehicleDate(string VehicleId, DateOnly Date);
