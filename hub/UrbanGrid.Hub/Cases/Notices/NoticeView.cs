using UrbanGrid.Casework;
using UrbanGrid.Casework.Notices;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases.Notices;

/// <summary>The newest notices of the caller.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Unseen">How many they have not seen.</param>
public sealed record NoticesView(IReadOnlyList<NoticeView> Items, int Unseen);

/// <summary>A notice.</summary>
/// <param name="Id">What to send back once it was seen.</param>
/// <param name="Kind">What is told.</param>
/// <param name="IsOverdue">The limit is used up.</param>
/// <param name="Number">Case number.</param>
/// <param name="Category">Class of the case.</param>
/// <param name="Address">Where it is.</param>
/// <param name="State">State of the case now.</param>
/// <param name="DueAt">Moment of the clock, Unix ms.</param>
/// <param name="At">When it was told, Unix ms.</param>
/// <param name="IsNew">Not seen yet.</param>
public sealed record NoticeView(
    long Id, Named Kind, bool IsOverdue, string Number, LocalText Category, LocalText Address, Named State, long DueAt, long At, bool IsNew)
{
    internal static NoticeView Of(CaseNotice n) => new(
        n.Id, CaseView.Of(n.Kind), n.IsOverdue, n.Number, new LocalText(n.Category.Zh, n.Category.En), n.Address, CaseView.Of(n.State), n.DueAt, n.At, n.IsNew);
}
