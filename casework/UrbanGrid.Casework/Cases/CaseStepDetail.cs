using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Cases;

/// <summary>What a log entry keeps of a step's input besides opinion, result, department, condition and evidence.</summary>
internal static class CaseStepDetail
{
    private static readonly string[] WithOwnColumn =
        [ActionInput.Opinion, ActionInput.Result, ActionInput.Department, ActionInput.Condition, ActionInput.Evidence];

    /// <summary>JSON of the inputs that count, or null when there is none.</summary>
    public static string? Of(LawRow ruling, CaseActionInput input)
    {
        var kept = ruling.Needs.Concat(ruling.Optional).Except(WithOwnColumn)
            .Where(key => !string.IsNullOrWhiteSpace(input.ValueOf(key)))
            .ToDictionary(key => key, key => key == ActionInput.Assisting ? string.Join(",", input.Assisting) : input.ValueOf(key)!.Trim());
        return kept.Count == 0 ? null : CaseJson.Write(kept);
    }
}
