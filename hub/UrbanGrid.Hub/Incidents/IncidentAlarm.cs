using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>An alarm that joined an incident.</summary>
public sealed class IncidentAlarm
{
    /// <summary>The alarm's own id: hearing of it twice changes nothing.</summary>
    public required string AlarmId { get; init; }

    /// <summary>The incident it joined.</summary>
    public long IncidentId { get; init; }

    /// <summary>Device it holds on.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Rule that holds.</summary>
    public required string Rule { get; init; }

    /// <summary>How bad.</summary>
    public required AlarmSeverity Severity { get; init; }

    /// <summary>Confidence 0..1.</summary>
    public required double Score { get; set; }

    /// <summary>Unix ms.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Unix ms.</summary>
    public required long RaisedAt { get; init; }

    /// <summary>Unix ms; null while it holds.</summary>
    public long? ClearedAt { get; set; }

    /// <summary>Zone of the camera, where a camera raised it.</summary>
    public string? Zone { get; init; }

    /// <summary>Box in the picture as <c>x y width height</c>, relative; null for a sensor.</summary>
    public string? Box { get; init; }

    /// <summary>Metric whose series shows what happened; null for a camera.</summary>
    public string? Metric { get; init; }

    /// <summary>What a camera took the thing for; null where no object detector looked.</summary>
    public string? Thing { get; init; }

    /// <summary>Who brought it: <c>person</c>, <c>vehicle</c>, or null where nobody was seen.</summary>
    public string? BroughtBy { get; init; }

    /// <summary>What the detector measured, see <see cref="FeaturesText"/>; null where it measured nothing.</summary>
    public string? FeaturesJson { get; set; }

    /// <summary>Where it happened, of a device that moves, WGS-84 degrees north; null where the device stands.</summary>
    public double? Lat { get; init; }

    /// <summary>Where it happened, of a device that moves, WGS-84 degrees east; null where the device stands.</summary>
    public double? Lon { get; init; }

    /// <summary>Where it happened, of a device that moves.</summary>
    public GeoPoint? Place => Lat is { } lat && Lon is { } lon ? new GeoPoint(lat, lon) : null;

    /// <summary>Whether a camera raised it.</summary>
    public bool FromCamera => Box is not null;
}
