using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Notices;

/// <summary>A notice as its reader sees it.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="Kind">What is told.</param>
/// <param name="IsOverdue">The limit is used up.</param>
/// <param name="Number">Case number.</param>
/// <param name="Category">Class of the case.</param>
/// <param name="Address">Where it is.</param>
/// <param name="State">State the case is in now.</param>
/// <param name="DueAt">Moment of the clock that it tells of, Unix ms.</param>
/// <param name="At">When it was told, Unix ms.</param>
/// <param name="IsNew">The reader has not seen it yet.</param>
public sealed record CaseNotice(
    long Id, NamedKey Kind, bool IsOverdue, string Number, NamedCode Category, LocalText Address, NamedKey State, long DueAt, long At, bool IsNew);

/// <summary>The newest notices of a reader.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Unseen">How many they have not seen, over all.</param>
public sealed record CaseNotices(IReadOnlyList<CaseNotice> Items, int Unseen);
