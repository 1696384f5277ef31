using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law;

/// <summary>Words the refusals of one attempted step.</summary>
internal sealed class Refusal(string action, string state, IReadOnlyList<string> allowed)
{
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

    public CaseActionRefusedException Missing(string need) => need switch
    {
        ActionInput.Opinion => Of("missing_opinion",
            $"“{_action.Zh}”必须填写意见。", $"'{_action.En}' needs a written opinion."),
        ActionInput.Department => Of("missing_department",
            $"“{_action.Zh}”必须选择处置部门。", $"'{_action.En}' needs the department that shall handle the case."),
        ActionInput.Result => Of("missing_result",
            $"“{_action.Zh}”必须给出结果：pass 或 fail。", $"'{_action.En}' needs a result: pass or fail."),
        _ => Of($"missing_{need}", $"“{_action.Zh}”缺少 {need}。", $"'{_action.En}' needs: {need}."),
    };

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
