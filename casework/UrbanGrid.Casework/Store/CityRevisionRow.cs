namespace UrbanGrid.Casework.Store;

/// <summary>Grows with every import, so that each hub notices that its picture of the city is old. One row.</summary>
internal sealed class CityRevisionRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>Number of imports so far.</summary>
    public long Revision { get; set; }
}
