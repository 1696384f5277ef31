using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>What a test needs to have remembered of a metric beside its last value.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Background">Whether its background.</param>
/// <param name="WindowMs">Over how long its course; 0 for not.</param>
/// <param name="Anomaly">How its seasons are learned; null for not.</param>
internal readonly record struct TrackNeed(string Metric, bool Background = false, long WindowMs = 0, AnomalyDefinition? Anomaly = null);
