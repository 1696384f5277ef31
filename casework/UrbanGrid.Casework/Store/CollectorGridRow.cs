namespace UrbanGrid.Casework.Store;

/// <summary>A collector (监督员) watches a responsibility grid (责任网格); a grid may have several.</summary>
internal sealed class CollectorGridRow
{
    /// <summary>User id.</summary>
    public required string UserId { get; set; }

    /// <summary>Code of the responsibility grid.</summary>
    public required string Grid { get; set; }
}
