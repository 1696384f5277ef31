using System.Text.Json;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>One simulated vehicle.</summary>
public sealed record VehicleSettings
{
    /// <summary>Device id of the vehicle.</summary>
    public string Id { get; init; } = "";

    /// <summary>GeoJSON file with the lines.</summary>
    public string Route { get; init; } = "";

    /// <summary>Which feature of the file: its <c>id</c>, <c>properties.id</c> or <c>properties.name</c>; <c>null</c> takes the first line.</summary>
    public string? Line { get; init; }

    /// <summary>Usual speed, km/h; it varies by about a sixth.</summary>
    public double SpeedKmh { get; init; } = 30;

    /// <summary>Time between two positions, seconds.</summary>
    public double PeriodSeconds { get; init; } = 1;

    /// <summary>Where on the line it starts, 0 to 1.</summary>
    public double StartAt { get; init; }

    /// <summary>Where it is filled and where it tips; null for a vehicle that carries nothing.</summary>
    public LoadSettings? Load { get; init; }

    /// <summary>Where it stops and reads bins, if it is a refuse truck.</summary>
    public IReadOnlyList<VehicleStopSettings> Stops { get; init; } = [];

    /// <summary>Sent along with each position: plate, kind, load.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }
}
