namespace UrbanGrid.Casework.Store;

/// <summary>The last entry of the register log; its row lock makes appends queue. One row.</summary>
internal sealed class RegisterLogHeadRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>Entries written; by it each hub notices that its picture of the catalogue is old.</summary>
    public long Position { get; set; }

    /// <summary>Hash of the last one.</summary>
    public required string Hash { get; set; }
}
