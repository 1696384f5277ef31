using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>What a mapping could not read in a message.</summary>
/// <param name="Path">Path of the mapping, e.g. <c>$.data.angle</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record MappingProblem(string Path, LocalName Message);
