using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>A fix that came through every filter, in order of time, with the one before it: what rules and journeys are told of.</summary>
/// <param name="Fix">The fix.</param>
/// <param name="Previous">The judged fix before it; null for the first one, or after a gap too long to say anything about the way between.</param>
/// <param name="DistanceM">Metres driven since the one before; 0 while it stands, however the receiver wanders.</param>
/// <param name="State">What the vehicle does from this fix on.</param>
/// <param name="StateBefore">What it did before.</param>
internal readonly record struct JudgedFix(PositionSample Fix, PositionSample? Previous, double DistanceM, VehicleState State, VehicleState StateBefore);
