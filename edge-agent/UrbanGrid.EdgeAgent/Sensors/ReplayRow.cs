using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>One row of a recording.</summary>
/// <param name="Offset">Time since the first row.</param>
/// <param name="DeviceId">Whose values; null where the row names none.</param>
/// <param name="Values">Cells that are not empty, by column.</param>
public sealed record ReplayRow(TimeSpan Offset, string? DeviceId, IReadOnlyList<KeyValuePair<string, MetricValue>> Values);
