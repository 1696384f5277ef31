using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>Where an alarm is: where its device stands, or was at the time if it moves, as far as registry and the city's grids know.</summary>
/// <param name="Point">Place; null if nobody knows.</param>
/// <param name="GridCode">Unit grid of the place.</param>
/// <param name="ComponentCode">Component the device sits on.</param>
public sealed record DevicePlace(GeoPoint? Point, string? GridCode, string? ComponentCode);

/// <summary>Finds an alarm's place; that of an unknown device has none.</summary>
public delegate ValueTask<DevicePlace> FindAlarmPlace(Alarm alarm, CancellationToken cancellationToken);

/// <summary>Whether a case is still open.</summary>
public delegate ValueTask<bool> CaseIsOpen(string caseNumber, CancellationToken cancellationToken);
