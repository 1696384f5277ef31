namespace UrbanGrid.Casework.Notices;

/// <summary>A moment of a clock that somebody is told of by itself.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">What is told.</param>
/// <param name="IsStage">True: the clock of the post that has the case (环节时限); false: the handling clock (处置时限).</param>
/// <param name="IsOverdue">True: the limit is used up; false: the clock turns yellow.</param>
/// <param name="AlsoTo">Role told besides whoever has the case, or null.</param>
public sealed record NoticeKind(string Key, LocalText Name, bool IsStage, bool IsOverdue, string? AlsoTo);
