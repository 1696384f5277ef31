namespace UrbanGrid.Casework.Store;

/// <summary>Where a collector (监督员) was last: the latest position only, so that nobody's way can be read from it.</summary>
internal sealed class CollectorPositionRow
{
    /// <summary>User id.</summary>
    public required string UserId { get; set; }

    /// <summary>WGS-84 degrees north.</summary>
    public double Lat { get; set; }

    /// <summary>WGS-84 degrees east.</summary>
    public double Lon { get; set; }

    /// <summary>When the phone told it, Unix ms of the hub's clock.</summary>
    public long At { get; set; }
}
