namespace UrbanGrid.Ingest.Rules;

/// <summary>What one device waits for, and its place among those that wait.</summary>
internal sealed class DueTime
{
    /// <summary>Hub time it waits for.</summary>
    public long At { get; set; }

    /// <summary>Index in the heap; negative while it is not in one.</summary>
    public int Index { get; set; } = -1;
}
