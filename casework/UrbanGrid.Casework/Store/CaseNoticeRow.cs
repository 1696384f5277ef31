namespace UrbanGrid.Casework.Store;

/// <summary>One notice to one addressee. Times are Unix ms; kind, moment and role make it the only one of its kind.</summary>
internal sealed class CaseNoticeRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>A key of <see cref="Notices.NoticeKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The moment of the clock that it tells of.</summary>
    public long DueAt { get; set; }

    /// <summary>When it was told.</summary>
    public long At { get; set; }

    /// <summary>Role it is for.</summary>
    public required string Role { get; set; }

    /// <summary>Department it is for; null: any.</summary>
    public string? Department { get; set; }

    /// <summary>User it is for; null: everybody of the role.</summary>
    public string? Person { get; set; }
}
