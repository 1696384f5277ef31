using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Where a message has a position, WGS-84.</summary>
public sealed record MappedPosition
{
    /// <summary>Degrees north.</summary>
    public required JsonPath Lat { get; init; }

    /// <summary>Degrees east.</summary>
    public required JsonPath Lon { get; init; }

    /// <summary>km/h.</summary>
    public JsonPath? Speed { get; init; }

    /// <summary>Degrees clockwise from north.</summary>
    public JsonPath? Course { get; init; }
}
