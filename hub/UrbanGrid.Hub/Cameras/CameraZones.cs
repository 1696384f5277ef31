namespace UrbanGrid.Hub.Cameras;

/// <summary>The zones of one camera as stored.</summary>
public sealed class CameraZones
{
    /// <summary>Device id of the camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>JSON array of zones in the wire's form.</summary>
    public required string ZonesJson { get; set; }
}
