using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// How a vendor's own JSON becomes values: where in the message each metric, the time, the position and the event stand.
/// </summary>
public sealed record PayloadMapping
{
    /// <summary>
    /// Topics of the vendor beside the device's own telemetry topic; <c>{device}</c> stands for the device's id, <c>+</c> for
    /// any level, <c>#</c> as last level for all that follow.
    /// </summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Where the message names its device: the device's id or its <c>serial</c> attribute, else it is refused; null to trust the login.</summary>
    public JsonPath? Device { get; init; }

    /// <summary>The records of the message, e.g. <c>$.records[*]</c>; inside, <c>@</c> is the record. Null if the message is one record.</summary>
    public JsonPath? Each { get; init; }

    /// <summary>When; null or not found takes the time of arrival.</summary>
    public MappedTime? Ts { get; init; }

    /// <summary>Values.</summary>
    public IReadOnlyList<MappedValue> Values { get; init; } = [];

    /// <summary>Position; null for none.</summary>
    public MappedPosition? Position { get; init; }

    /// <summary>Event; null for none.</summary>
    public MappedEvent? Event { get; init; }
}
