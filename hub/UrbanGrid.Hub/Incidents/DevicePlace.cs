using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>Where a device is, as far as the registry and the city's grids know.</summary>
/// <param name="Point">Place; null if the registry has none.</param>
/// <param name="GridCode">Unit grid of the place.</param>
/// <param name="ComponentCode">Component the device sits on.</param>
public sealed record DevicePlace(GeoPoint? Point, string? GridCode, string? ComponentCode);

/// <summary>Finds a device's place; an unknown device has none.</summary>
public delegate ValueTask<DevicePlace> FindDevicePlace(string deviceId, CancellationToken cancellationToken);

/// <summary>Whether a case is still open.</summary>
public delegate ValueTask<bool> CaseIsOpen(string caseNumber, CancellationToken cancellationToken);
