namespace UrbanGrid.Casework.Store;

/// <summary>How far somebody has read.</summary>
internal sealed class NoticeSeenRow
{
    /// <summary>User id.</summary>
    public required string UserId { get; set; }

    /// <summary>Id of the last notice they saw.</summary>
    public long LastId { get; set; }
}
