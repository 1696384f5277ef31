namespace UrbanGrid.Casework.Store;

/// <summary>The end of the log: one row, locked by whoever appends, so that the chain has one order.</summary>
internal sealed class ChainHeadRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>Position of the last entry.</summary>
    public long Position { get; set; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; set; }
}
