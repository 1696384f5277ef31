using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Devices;

/// <summary>Kind of a device.</summary>
public sealed record ModelView(string Key, LocalText Name, string Icon);

/// <summary>A device as lists, pages and pushes show it.</summary>
public sealed record DeviceView
{
    public required string Id { get; init; }
    public required ModelView Model { get; init; }
    public required LocalText Name { get; init; }
    public required double? Lat { get; init; }
    public required double? Lon { get; init; }
    /// <summary>单元网格: 15 digits.</summary>
    public required string? GridCode { get; init; }
    public required string? ComponentCode { get; init; }
    /// <summary>Edge agent that publishes for it.</summary>
    public required string? Gateway { get; init; }
    public required bool Enabled { get; init; }
    public required string Health { get; init; }
    public required long? LastSeen { get; init; }
    public required IReadOnlyList<ValueView> Values { get; init; }
    public required IReadOnlyList<ActiveAlarmView> Alarms { get; init; }
    public required bool IsCamera { get; init; }
    public required bool IsVehicle { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Attributes { get; init; }
    /// <summary>When it was registered, Unix ms.</summary>
    public required long CreatedAt { get; init; }
}

/// <summary>Last value of a metric.</summary>
public sealed record ValueView(string Metric, LocalText Name, double Value, string? Text, string Unit, long At);

/// <summary>An alarm that holds.</summary>
public sealed record ActiveAlarmView(string Id, Named Rule, string Severity, long StartedAt, long RaisedAt);

/// <summary>A vehicle; its state is <c>moving</c>, <c>idle</c>, <c>stopped</c>, <c>offline</c> or <c>unknown</c>.</summary>
public sealed record VehicleView(
    string Id, LocalText Name, double Lat, double Lon, double? SpeedKmh, double? CourseDeg, long At, string Health,
    string? Kind, string? Plate, string? Department, string State);

/// <summary>Body of <c>POST /devices</c>; the gateway is the edge agent that publishes for the device.</summary>
public sealed record NewDevice(string? Id, string? Model, LocalText? Name, double? Lat, double? Lon, string? ComponentCode, string? Gateway = null,
    IReadOnlyDictionary<string, JsonElement>? Attributes = null);

/// <summary>
/// Body of <c>PATCH /devices/{id}</c>; what is left out stays, an empty gateway or component means none, and attributes are
/// merged: one that is null is removed.
/// </summary>
public sealed record DeviceChange(
    bool? Enabled, LocalText? Name, double? Lat, double? Lon, string? Gateway = null, string? ComponentCode = null,
    IReadOnlyDictionary<string, JsonElement>? Attributes = null);

/// <summary>Answer of <c>GET /devices/counts</c>.</summary>
public sealed record DeviceCounts(int Total, IReadOnlyDictionary<string, int> ByHealth, IReadOnlyDictionary<string, int> ByModel, int WithAlarms);

/// <summary>One line of a device's connection log.</summary>
public sealed record ConnectionView(long At, string Kind, string ClientId, string? Address, string Reason);

/// <summary>Answer of <c>POST /devices</c>: the only time the token is shown.</summary>
public sealed record IssuedDeviceView(DeviceView Device, string Token);

/// <summary>Answer of <c>POST /devices/{id}/token</c>.</summary>
public sealed record IssuedTokenView(string Token);

/// <summary>Answer of <c>GET /devices/{id}/telemetry</c>; a point is [ts, value], in buckets [ts, mean, min, max].</summary>
public sealed record SeriesView(string Metric, string Unit, IReadOnlyList<double[]> Points);

/// <summary>A message that could not be used.</summary>
public sealed record DeadLetterView(long At, string Topic, string Reason, string Detail, string Payload);
