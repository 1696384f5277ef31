using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Where a message has an event.</summary>
public sealed record MappedEvent
{
    /// <summary>What it is; a message without it carries no event.</summary>
    public required JsonPath Type { get; init; }

    /// <summary>Its data; null for none.</summary>
    public JsonPath? Data { get; init; }
}
