namespace UrbanGrid.Casework.Cases;

/// <summary>A page of a case list, newest report first.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record CasePage(IReadOnlyList<CaseSummary> Items, string? Next);
