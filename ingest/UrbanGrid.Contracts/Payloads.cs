using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Contracts;

/// <summary>Payload of <see cref="TopicKind.Telemetry"/>: values of one moment.</summary>
public sealed record TelemetryPayload
{
    /// <summary>Unix ms; null lets the hub stamp it on arrival.</summary>
    public long? Ts { get; init; }

    /// <summary>The device's own running number, for finding gaps.</summary>
    public long? Seq { get; init; }

    /// <summary>Metric → number, boolean or string.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Values { get; init; }
}

/// <summary>Payload of <see cref="TopicKind.Position"/>: one fix, WGS-84.</summary>
public sealed record PositionPayload
{
    /// <summary>Unix ms of the fix; null lets the hub stamp it on arrival.</summary>
    public long? Ts { get; init; }

    /// <summary>Degrees north.</summary>
    public required double Lat { get; init; }

    /// <summary>Degrees east.</summary>
    public required double Lon { get; init; }

    /// <summary>km/h.</summary>
    public double? Speed { get; init; }

    /// <summary>Degrees clockwise from north.</summary>
    public double? Course { get; init; }

    /// <summary>Metres above the ellipsoid.</summary>
    public double? Alt { get; init; }

    /// <summary>Horizontal dilution of precision.</summary>
    public double? Hdop { get; init; }

    /// <summary>Whatever else the terminal knows: load, ignition, box open.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }
}

/// <summary>Payload of <see cref="TopicKind.Event"/>.</summary>
public sealed record EventPayload(long? Ts, string Type, JsonElement? Data);

/// <summary>Payload of <see cref="TopicKind.Command"/>.</summary>
public sealed record CommandPayload(string Id, JsonElement? Args);

/// <summary>Payload of <see cref="TopicKind.Reply"/>.</summary>
public sealed record ReplyPayload(bool Ok, JsonElement? Result);

/// <summary>JSON of the wire: camel case, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TelemetryPayload))]
[JsonSerializable(typeof(IReadOnlyList<TelemetryPayload>))]
[JsonSerializable(typeof(PositionPayload))]
[JsonSerializable(typeof(IReadOnlyList<PositionPayload>))]
[JsonSerializable(typeof(EventPayload))]
[JsonSerializable(typeof(CommandPayload))]
[JsonSerializable(typeof(ReplyPayload))]
[JsonSerializable(typeof(Alarm))]
[JsonSerializable(typeof(IReadOnlyList<CameraZone>))]
[JsonSerializable(typeof(IReadOnlyList<CameraCover>))]
[JsonSerializable(typeof(FileManifest))]
[JsonSerializable(typeof(ClipOrder))]
[JsonSerializable(typeof(WatchOrder))]
[JsonSerializable(typeof(PicturePart))]
[JsonSerializable(typeof(ReferenceOrder))]
[JsonSerializable(typeof(OverlayOrder))]
[JsonSerializable(typeof(PictureBox))]
public sealed partial class WireJson : JsonSerializerContext;
