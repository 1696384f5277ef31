using System.Text.Json;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Alarms;

/// <summary>检修窗口: a time in which alarms of some devices raise no incident. Everything it names must hold of a device.</summary>
public sealed class MaintenanceWindow
{
    /// <summary>Given by the hub.</summary>
    public required string Id { get; init; }

    /// <summary>JSON array of device ids; empty for all.</summary>
    public required string DevicesJson { get; init; }

    /// <summary>Key of a device model; null for all.</summary>
    public string? Model { get; init; }

    /// <summary>Code of a responsibility grid (责任网格); null for all.</summary>
    public string? Grid { get; init; }

    /// <summary>First moment, Unix ms.</summary>
    public required long BeginsAt { get; init; }

    /// <summary>Moment it is over, Unix ms.</summary>
    public required long EndsAt { get; init; }

    /// <summary>What is done there.</summary>
    public required string Reason { get; init; }

    /// <summary>Who announced it, Chinese name.</summary>
    public required string By { get; init; }

    /// <summary>When, Unix ms.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Device ids; empty for all.</summary>
    public IReadOnlyList<string> Devices => JsonSerializer.Deserialize<List<string>>(DevicesJson) ?? [];

    /// <summary>Whether it is about a device.</summary>
    public bool Covers(Device device) =>
        (Model is null || Model == device.Model)
        && (Grid is null || Grid == device.GridCode)
        && (Devices is { Count: 0 } || Devices.Contains(device.Id));
}
