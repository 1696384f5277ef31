namespace UrbanGrid.Casework.Law;

/// <summary>The conditions that rows name (docs/domain-sources.md §2.2–§2.4).</summary>
public static class LawGuards
{
    /// <summary>Reports of some sources are looked at before they are accepted, and what is not there is not accepted.</summary>
    public static LawGuard SeenWhereDue { get; } = new(
        "not_verified",
        new("这类上报须先核实属实才能受理：请先发核实。", "A report of this source is accepted only after somebody has seen it: send it to be verified first."),
        (facts, _, limits) => facts.Verified == ActionInput.Exists
            || (facts.Verified is null or ActionInput.Unable && !limits.VerifiedSources.Contains(facts.Source)));

    /// <summary>A task belongs to the collector it was sent to.</summary>
    public static LawGuard OwnTask { get; } = new(
        "not_your_task",
        new("任务发给了另一位监督员，请由其回复。", "The task was sent to another collector; leave the answer to them."),
        (facts, actor, _) => facts.TaskCollector is null || facts.TaskCollector == actor.UserId);

    /// <summary>A reporter speaks of their own report.</summary>
    public static LawGuard OwnReport { get; } = new(
        "not_your_report",
        new("案件不是您上报的，请由上报人或受理员操作。", "You did not report this case; leave it to whoever did, or to an acceptor."),
        (facts, actor, _) => facts.Reporter == actor.UserId);

    /// <summary>The handler who has it reports it as done.</summary>
    public static LawGuard OwnAssignment { get; } = new(
        "not_assigned_to_you",
        new("案件没有指派给您，请由被指派的处置人员操作。", "The case is not assigned to you; leave it to the handler who has it."),
        (facts, actor, _) => facts.Handler == actor.UserId);

    /// <summary>There is an assignment to revoke.</summary>
    public static LawGuard HasHandler { get; } = new(
        "nobody_assigned",
        new("案件没有指派处置人员。", "No handler has the case."),
        (facts, _, _) => facts.Handler is not null);

    /// <summary>Whoever returns a case first takes it back from the handler.</summary>
    public static LawGuard NobodyAssigned { get; } = new(
        "handler_assigned",
        new("请先撤销指派，再申请。", "Revoke the assignment first, then ask."),
        (facts, _, _) => facts.Handler is null);

    /// <summary>A ruling binds.</summary>
    public static LawGuard NotRuled { get; } = new(
        "ruled",
        new("案件归属已经裁决，必须执行，不能再回退。", "Who handles this case has been ruled; the ruling binds and the case cannot be returned."),
        (facts, _, _) => !facts.IsRuled);

    /// <summary>After so many returns only a ruling decides.</summary>
    public static LawGuard NotReturnedTooOften { get; } = new(
        "ruling_needed",
        new("案件已多次被回退，归属须提请裁决。", "The case has been returned too often to be dispatched once more: refer it for a ruling."),
        (facts, _, limits) => facts.Returns < limits.Returns);

    /// <summary>A dispute needs somebody who has said that it is not theirs.</summary>
    public static LawGuard ReturnedBefore { get; } = new(
        "nobody_disputes",
        new("还没有部门回退过本案，无需裁决：请直接派遣。", "No department has returned this case yet, so there is nothing to rule: dispatch it."),
        (facts, _, _) => facts.Returns > 0);

    /// <summary>So many delays are granted and no more.</summary>
    public static LawGuard DelaysLeft { get; } = new(
        "no_delay_left",
        new("本案的延期次数已用完，请尽快处置或申请挂账。", "No further delay can be granted; handle the case or ask to hang it up."),
        (facts, _, limits) => facts.Delays < limits.Delays);

    /// <summary>A delay is asked for in time.</summary>
    public static LawGuard NotOverdue { get; } = new(
        "overdue",
        new("案件已超期，不能再申请延期；结案后可以申诉。", "The case is overdue, so no delay can be asked for; you may appeal after it is closed."),
        (facts, _, _) => !facts.IsOverdue);

    /// <summary>An appeal is against a delay that happened.</summary>
    public static LawGuard WasOverdue { get; } = new(
        "not_overdue",
        new("本案按期处置，无需申诉。", "The case was handled in time; there is nothing to appeal against."),
        (facts, _, _) => facts.IsOverdue);

    /// <summary>So many times a case is hung up and no more.</summary>
    public static LawGuard HangUpsLeft { get; } = new(
        "no_hang_up_left",
        new("本案的挂账次数已用完。", "The case cannot be hung up again."),
        (facts, _, limits) => facts.HangUps < limits.HangUps);

    /// <summary>One question at a time.</summary>
    public static LawGuard NothingAsked { get; } = new(
        "request_open",
        new("已有一项申请等待审批，请等待答复。", "A request is already waiting to be decided; wait for the answer."),
        (facts, _, _) => facts.Request is null);

    /// <summary>One appeal for each case.</summary>
    public static LawGuard FirstAppeal { get; } = new(
        "appealed_before",
        new("每个案件只能申诉一次。", "A case can be appealed against once."),
        (facts, _, _) => !facts.HasAppealed);

    /// <summary>All departments of a joint case (联动) feed back before it goes on.</summary>
    public static LawGuard AssistantsDone { get; } = new(
        "assistants_pending",
        new("协办部门尚未全部反馈。", "Not all assisting departments have fed back yet."),
        (facts, _, _) => facts.Assisting.Count == 0);

    /// <summary>The actor's department has a part to do.</summary>
    public static LawGuard Assists { get; } = new(
        "not_assisting",
        new("贵部门不是本案尚未反馈的协办部门。", "Your department has no part left to do in this case."),
        (facts, actor, _) => actor.DepartmentCode is { } own && facts.Assisting.Contains(own));

    /// <summary>Closed only when "the eye can see it": somebody or something has seen that it is solved.</summary>
    public static LawGuard SeenSolved { get; } = new(
        "not_seen_solved",
        new("还没有人核查属实：请先发核查，或附上核查照片。", "Nobody has seen that it is solved: send it to be checked, or add a picture of the check."),
        (facts, _, _) => facts.Checked == ActionInput.Pass || facts.HasCheckPicture);

    /// <summary>A leader who asked gets an answer before the case ends.</summary>
    public static LawGuard SupervisionAnswered { get; } = new(
        "supervision_open",
        new("督办尚未回复，请先回复督办。", "A supervision is not answered yet; answer it first."),
        (facts, _, _) => !facts.IsSupervised);

    /// <summary>There is something to answer.</summary>
    public static LawGuard Supervised { get; } = new(
        "not_supervised",
        new("本案没有待回复的督办。", "No supervision waits for an answer."),
        (facts, _, _) => facts.IsSupervised);
}
