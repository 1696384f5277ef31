using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>Reads from a case's row what the law looks at.</summary>
internal static class CaseFactsOf
{
    private const char Comma = ',';

    public static CaseFacts Facts(this CaseRow row, long now) => new()
    {
        State = row.State,
        Source = row.Source,
        Reporter = row.Reporter,
        Department = row.Department,
        Assisting = row.AssistingDepartments(),
        Request = row.Request,
        Handler = row.Handler,
        TaskCollector = row.TaskCollector,
        Verified = row.Verified,
        Checked = row.Checked,
        HasCheckPicture = row.CheckPicture,
        Returns = row.Returns,
        Delays = row.Delays,
        HangUps = row.HangUps,
        IsRuled = row.Ruled,
        IsOverdue = (row.HandlingEndedAt ?? now) > row.HandlingDeadline,
        HasAppealed = row.Appealed,
        IsSupervised = row.SupervisedAt is not null,
    };

    public static IReadOnlyList<string> AssistingDepartments(this CaseRow row) =>
        row.Assisting?.Split(Comma, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Commas on both ends, so that a database finds one code among them.</summary>
    public static string? Assisting(IEnumerable<string> departments) =>
        string.Join(Comma, departments) is { Length: > 0 } text ? $"{Comma}{text}{Comma}" : null;
}
