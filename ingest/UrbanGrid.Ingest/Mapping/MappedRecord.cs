using System.Text.Json;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>What a mapping took out of one record of a message.</summary>
internal sealed class MappedRecord
{
    /// <summary>Unix ms; null where the record says nothing about it.</summary>
    public long? Ts { get; set; }

    /// <summary>Metric and number, or metric and words.</summary>
    public List<(string Metric, double Value, string? Text)> Values { get; } = [];

    /// <summary>Degrees and, where known, km/h and degrees; null for no position.</summary>
    public (double? Lat, double? Lon, double? Speed, double? Course)? Position { get; set; }

    /// <summary>Event; null for none.</summary>
    public (string Type, JsonElement? Data)? Event { get; set; }

    public bool IsEmpty => Values.Count == 0 && Position is null && Event is null;
}
