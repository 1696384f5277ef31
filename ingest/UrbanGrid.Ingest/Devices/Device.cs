using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>A registered device; immutable snapshot.</summary>
public sealed record Device
{
    /// <summary>Of a device that has none.</summary>
    internal static readonly IReadOnlyDictionary<string, JsonElement> NoAttributes = new Dictionary<string, JsonElement>();

    /// <summary>Id, see <see cref="DeviceId"/>; also its MQTT user name.</summary>
    public required string Id { get; init; }

    /// <summary>Key of its <see cref="DeviceModel"/>.</summary>
    public required string Model { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>Where it stands, WGS-84; null if it moves or nobody knows.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>Responsibility grid (责任网格) it stands in; null if none.</summary>
    public string? GridCode { get; init; }

    /// <summary>Code of the city component (部件) it watches; null if none.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>Id of the edge agent that may publish for it; null if it connects itself.</summary>
    public string? Gateway { get; init; }

    /// <summary>Whether it may connect.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it was registered, Unix ms; set by the registry.</summary>
    public long CreatedAt { get; init; }

    /// <summary>
    /// Everything else, by key: <c>category</c>, <c>background.tilt</c>, <c>rated_current_a</c>, <c>well_depth_m</c>,
    /// <c>lighting_plan</c>, <c>rule.{rule}.hold_s</c>, <c>health.offline_s</c> …
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = NoAttributes;

    /// <summary>An attribute as a number; null if it is missing or no number.</summary>
    public double? Number(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>An attribute as text; null if it is missing or no text.</summary>
    public string? Text(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A device just registered, or given a new token: the only moment the token can be read.</summary>
/// <param name="Device">The device.</param>
/// <param name="Token">Its MQTT password.</param>
public sealed record IssuedDevice(Device Device, string Token);

/// <summary>The registry refuses a change; the message says what to change.</summary>
public sealed class DeviceRefusedException(string message) : Exception(message);
