namespace UrbanGrid.Hub.Alarms;

/// <summary>A maintenance window as somebody wants it, checked.</summary>
/// <param name="Devices">Device ids; empty for all.</param>
/// <param name="Model">Key of a device model; null for all.</param>
/// <param name="Grid">Code of a responsibility grid; null for all.</param>
/// <param name="From">First moment, Unix ms.</param>
/// <param name="To">Moment it is over, Unix ms.</param>
/// <param name="Reason">What is done there.</param>
public sealed record MaintenanceOrder(IReadOnlyList<string> Devices, string? Model, string? Grid, long From, long To, string Reason);
