namespace UrbanGrid.Ingest.Devices;

/// <summary>How sure a default is, in the words of <c>docs/domain-sources.md</c>.</summary>
public enum SourceConfidence
{
    /// <summary>Experience or inference.</summary>
    Low,
    /// <summary>Read at second hand.</summary>
    Medium,
    /// <summary>Read in the source named.</summary>
    High,
}
