namespace UrbanGrid.Casework.Law;

/// <summary>Keys and names of everything the log can say about a case.</summary>
public static class CaseActions
{
    /// <summary>上报: the first entry of every case.</summary>
    public const string Report = "report";

    /// <summary>补充证据: evidence added without a change of state.</summary>
    public const string AddEvidence = "evidence";

    /// <summary>发核实.</summary>
    public const string SendVerify = "send_verify";

    /// <summary>核实回复.</summary>
    public const string AnswerVerify = "answer_verify";

    /// <summary>收回任务.</summary>
    public const string RecallTask = "recall_task";

    /// <summary>受理.</summary>
    public const string Accept = "accept";

    /// <summary>不予受理.</summary>
    public const string Reject = "reject";

    /// <summary>合并.</summary>
    public const string Merge = "merge";

    /// <summary>并入: written into the case that goes on.</summary>
    public const string TakeIn = "take_in";

    /// <summary>重复上报: somebody else, or a device once more, tells of what an open case is about already.</summary>
    public const string Repeat = "repeat";

    /// <summary>自处置审核.</summary>
    public const string ConfirmSelfHandled = "confirm_self_handled";

    /// <summary>立案.</summary>
    public const string File = "file";

    /// <summary>不予立案.</summary>
    public const string Decline = "decline";

    /// <summary>作废.</summary>
    public const string Void = "void";

    /// <summary>申请作废.</summary>
    public const string RequestVoid = "request_void";

    /// <summary>同意作废.</summary>
    public const string GrantVoid = "grant_void";

    /// <summary>不同意作废.</summary>
    public const string RefuseVoid = "refuse_void";

    /// <summary>派遣.</summary>
    public const string Dispatch = "dispatch";

    /// <summary>退回受理.</summary>
    public const string SendBack = "send_back";

    /// <summary>提请裁决.</summary>
    public const string ReferDispute = "refer_dispute";

    /// <summary>裁决.</summary>
    public const string Rule = "rule";

    /// <summary>签收.</summary>
    public const string Handle = "handle";

    /// <summary>指派处置人员.</summary>
    public const string Assign = "assign";

    /// <summary>撤销指派.</summary>
    public const string RevokeAssignment = "revoke_assignment";

    /// <summary>处置完成.</summary>
    public const string Finish = "finish";

    /// <summary>确认处置结果.</summary>
    public const string ConfirmResult = "confirm_result";

    /// <summary>退回处置人员.</summary>
    public const string RejectResult = "reject_result";

    /// <summary>处置反馈.</summary>
    public const string Feedback = "feedback";

    /// <summary>协办反馈.</summary>
    public const string AssistFeedback = "assist_feedback";

    /// <summary>申请回退.</summary>
    public const string RequestReturn = "request_return";

    /// <summary>同意回退.</summary>
    public const string GrantReturn = "grant_return";

    /// <summary>不同意回退: counted as buck-passing (推诿).</summary>
    public const string RefuseReturn = "refuse_return";

    /// <summary>申请延期.</summary>
    public const string RequestDelay = "request_delay";

    /// <summary>同意延期.</summary>
    public const string GrantDelay = "grant_delay";

    /// <summary>不同意延期.</summary>
    public const string RefuseDelay = "refuse_delay";

    /// <summary>申请挂账.</summary>
    public const string RequestHangUp = "request_hang_up";

    /// <summary>同意挂账.</summary>
    public const string GrantHangUp = "grant_hang_up";

    /// <summary>不同意挂账.</summary>
    public const string RefuseHangUp = "refuse_hang_up";

    /// <summary>挂账恢复.</summary>
    public const string Resume = "resume";

    /// <summary>反馈审核通过.</summary>
    public const string PassReview = "pass_review";

    /// <summary>返工.</summary>
    public const string Rework = "rework";

    /// <summary>发核查.</summary>
    public const string SendCheck = "send_check";

    /// <summary>核查回复.</summary>
    public const string AnswerCheck = "answer_check";

    /// <summary>设备复核: the device that raised the case says what it sees now.</summary>
    public const string DeviceCheck = "device_check";

    /// <summary>核查批转.</summary>
    public const string Check = "check";

    /// <summary>结案.</summary>
    public const string Close = "close";

    /// <summary>退回核查.</summary>
    public const string CheckAgain = "check_again";

    /// <summary>强制结案.</summary>
    public const string ForceClose = "force_close";

    /// <summary>催办.</summary>
    public const string Urge = "urge";

    /// <summary>督办.</summary>
    public const string Supervise = "supervise";

    /// <summary>督办回复.</summary>
    public const string AnswerSupervision = "answer_supervision";

    /// <summary>回访.</summary>
    public const string Visit = "visit";

    /// <summary>重新开启.</summary>
    public const string Reopen = "reopen";

    /// <summary>归档.</summary>
    public const string Archive = "archive";

    /// <summary>超时申诉.</summary>
    public const string Appeal = "appeal";

    /// <summary>支持申诉.</summary>
    public const string SupportAppeal = "support_appeal";

    /// <summary>同意申诉.</summary>
    public const string GrantAppeal = "grant_appeal";

    /// <summary>驳回申诉.</summary>
    public const string RefuseAppeal = "refuse_appeal";

    private static readonly Dictionary<string, LocalText> Names = new()
    {
        [Report] = new("上报", "Report"),
        [AddEvidence] = new("补充证据", "Add evidence"),
        [SendVerify] = new("发核实", "Send to verify"),
        [AnswerVerify] = new("核实回复", "Answer what was found"),
        [RecallTask] = new("收回任务", "Call the task back"),
        [Accept] = new("受理", "Accept"),
        [Reject] = new("不予受理", "Reject"),
        [Merge] = new("合并", "Merge"),
        [TakeIn] = new("并入", "Take in"),
        [Repeat] = new("重复上报", "Report it once more"),
        [ConfirmSelfHandled] = new("自处置审核通过", "Confirm as solved"),
        [File] = new("立案", "File"),
        [Decline] = new("不予立案", "Decline"),
        [Void] = new("作废", "Void"),
        [RequestVoid] = new("申请作废", "Ask to void"),
        [GrantVoid] = new("同意作废", "Grant voiding"),
        [RefuseVoid] = new("不同意作废", "Refuse voiding"),
        [Dispatch] = new("派遣", "Dispatch"),
        [SendBack] = new("退回受理", "Send back to the acceptor"),
        [ReferDispute] = new("提请裁决", "Refer for a ruling"),
        [Rule] = new("裁决", "Rule"),
        [Handle] = new("签收", "Sign for it"),
        [Assign] = new("指派处置人员", "Assign a handler"),
        [RevokeAssignment] = new("撤销指派", "Revoke the assignment"),
        [Finish] = new("处置完成", "Report as done"),
        [ConfirmResult] = new("确认处置结果", "Confirm the result"),
        [RejectResult] = new("退回处置人员", "Give back to the handler"),
        [Feedback] = new("处置反馈", "Feed back"),
        [AssistFeedback] = new("协办反馈", "Feed back as assistant"),
        [RequestReturn] = new("申请回退", "Ask to return"),
        [GrantReturn] = new("同意回退", "Grant the return"),
        [RefuseReturn] = new("不同意回退", "Refuse the return"),
        [RequestDelay] = new("申请延期", "Ask for a delay"),
        [GrantDelay] = new("同意延期", "Grant the delay"),
        [RefuseDelay] = new("不同意延期", "Refuse the delay"),
        [RequestHangUp] = new("申请挂账", "Ask to hang up"),
        [GrantHangUp] = new("同意挂账", "Grant hanging up"),
        [RefuseHangUp] = new("不同意挂账", "Refuse hanging up"),
        [Resume] = new("挂账恢复", "Resume"),
        [PassReview] = new("反馈审核通过", "Pass on for checking"),
        [Rework] = new("返工", "Send for rework"),
        [SendCheck] = new("发核查", "Send to check"),
        [AnswerCheck] = new("核查回复", "Answer the check"),
        [DeviceCheck] = new("设备复核", "The device looks again"),
        [Check] = new("核查批转", "Decide the check"),
        [Close] = new("结案", "Close"),
        [CheckAgain] = new("退回核查", "Have it checked again"),
        [ForceClose] = new("强制结案", "Close by order"),
        [Urge] = new("催办", "Urge"),
        [Supervise] = new("督办", "Supervise"),
        [AnswerSupervision] = new("督办回复", "Answer the supervision"),
        [Visit] = new("回访", "Return visit"),
        [Reopen] = new("重新开启", "Open again"),
        [Archive] = new("归档", "Archive"),
        [Appeal] = new("超时申诉", "Appeal"),
        [SupportAppeal] = new("支持申诉", "Support the appeal"),
        [GrantAppeal] = new("同意申诉", "Grant the appeal"),
        [RefuseAppeal] = new("驳回申诉", "Refuse the appeal"),
    };

    /// <summary>Name of an action; an unknown key names itself.</summary>
    public static LocalText NameOf(string key) => Names.GetValueOrDefault(key) ?? new LocalText(key, key);
}
