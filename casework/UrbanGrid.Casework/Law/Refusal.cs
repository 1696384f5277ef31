using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law;

/// <summary>Words the refusals of one attempted step.</summary>
internal sealed class Refusal(string action, string state, IReadOnlyList<string> allowed)
{
    /// <summary>What a step without this input is told; {0} is the step.</summary>
    private static readonly Dictionary<string, LocalText> Needed = new()
    {
        [ActionInput.Opinion] = new("“{0}”必须填写意见。", "'{0}' needs a written opinion."),
        [ActionInput.Basis] = new("“{0}”必须写明依据（法规、权责清单条目或裁决）。", "'{0}' needs its basis: a law, a row of the responsibility matrix or a ruling."),
        [ActionInput.Department] = new("“{0}”必须选择处置部门。", "'{0}' needs the department that shall handle the case."),
        [ActionInput.Handler] = new("“{0}”必须选择处置人员。", "'{0}' needs the handler who shall have it."),
        [ActionInput.ResumeAt] = new("“{0}”必须填写计划恢复日期。", "'{0}' needs the date on which the case shall go on."),
        [ActionInput.DuplicateOf] = new("“{0}”必须填写继续办理的案件编号。", "'{0}' needs the number of the case that goes on."),
        [ActionInput.Satisfaction] = new("“{0}”必须选择满意度。", "'{0}' needs what the reporter says: very_satisfied, satisfied or unsatisfied."),
        [ActionInput.ClosingMet] = new("“{0}”前请确认结案条件已经满足。", "'{0}' needs your word that the closing condition is met."),
    };

    private readonly LocalText _action = CaseActions.NameOf(action);
    private readonly LocalText _state = CaseStates.Get(state).Name;

    public CaseActionRefusedException UnknownAction() => Of("unknown_action",
        $"没有“{action}”这个操作。", $"There is no action '{action}'.");

    public CaseActionRefusedException WrongState() => Of("wrong_state",
        $"案件现在是“{_state.Zh}”，不能“{_action.Zh}”。",
        $"The case is '{_state.En}'; '{_action.En}' is not possible now.");

    public CaseActionRefusedException WrongRole(IReadOnlyList<string> roles) => Of("wrong_role",
        $"“{_action.Zh}”由{string.Join("或", roles.Select(r => Roles.NameOf(r).Zh))}操作，请交由其办理。",
        $"'{_action.En}' belongs to: {string.Join(" or ", roles.Select(r => Roles.NameOf(r).En))}. Leave it to them.");

    public CaseActionRefusedException WrongDepartment(string? department) => Of("wrong_department",
        $"案件已派遣给部门 {department}，只有该部门可以“{_action.Zh}”。",
        $"The case was dispatched to department {department}; only its users can do '{_action.En}'.");

    public CaseActionRefusedException NothingAsked() => Of("nothing_asked",
        $"没有等待“{_action.Zh}”的申请。", $"No request waits for '{_action.En}'.");

    public CaseActionRefusedException Guarded(LawGuard guard) => Of(guard.Code, guard.Text.Zh, guard.Text.En);

    public CaseActionRefusedException Missing(string need, IReadOnlyList<string> results)
    {
        var code = $"missing_{need}";
        if (need == ActionInput.Result)
        {
            return Of(code,
                $"“{_action.Zh}”必须给出结果：{string.Join("、", results)}。",
                $"'{_action.En}' needs a result: {string.Join(", ", results)}.");
        }

        return Needed.TryGetValue(need, out var text)
            ? Of(code, text.Zh.Replace("{0}", _action.Zh, StringComparison.Ordinal), text.En.Replace("{0}", _action.En, StringComparison.Ordinal))
            : Of(code, $"“{_action.Zh}”缺少 {need}。", $"'{_action.En}' needs: {need}.");
    }

    private CaseActionRefusedException Of(string code, string zh, string en)
    {
        var nowZh = allowed.Count == 0
            ? "您现在没有可办理的操作。"
            : $"您现在可以：{string.Join("、", allowed.Select(a => CaseActions.NameOf(a).Zh))}。";
        var nowEn = allowed.Count == 0
            ? "There is no step for you to take now."
            : $"You can now: {string.Join(", ", allowed.Select(a => CaseActions.NameOf(a).En))}.";
        return new CaseActionRefusedException(code, new LocalText($"{zh}{nowZh}", $"{en} {nowEn}"), allowed);
    }
}
