using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>
/// What is counted about the people of a post (岗位, docs/domain-sources.md §6.1), by who did it. What nobody took up in time is nobody's,
/// except a task that was sent to a collector by name.
/// </summary>
internal static class PostCounts
{
    /// <summary>监督员.</summary>
    public static IReadOnlyList<Indicator> OfCollectors { get; } =
    [
        new("reported", new("上报数", "Reported"), new("期内由本人上报的", "Reported by the person in the period"), (db, p) => LogFacts.ReportedBy(db, p, valid: false)),
        new("valid", new("有效上报数", "Valid reports"), new("期内上报、后来立案或自处置审核通过的", "Reported in the period, and filed or confirmed as solved on the spot since"),
            (db, p) => LogFacts.ReportedBy(db, p, valid: true)),
        new("self_handled", new("自处置上报数", "Solved on the spot"), new("上报时已当场处置的", "Reported as solved on the spot"), LogFacts.SolvedOnTheSpot),
        new("verify_due", new("应核实数", "Verifications due"), new("期内已回复的核实任务，加上期内到期而未回复的", "Verification tasks answered in the period, and due in it and not answered"),
            (db, p) => ClockFacts.TaskDue(db, p, CaseStates.Verifying, CaseActions.AnswerVerify)),
        new("verified", new("核实数", "Verified"), new("期内回复的核实任务", "Verification tasks answered in the period"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.Verifying, CaseActions.AnswerVerify, inTime: false)),
        new("verified_in_time", new("按时核实数", "Verified in time"), new("在环节时限内回复的", "Answered within the stage limit"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.Verifying, CaseActions.AnswerVerify, inTime: true)),
        new("check_due", new("应核查数", "Checks due"), new("期内已回复的核查任务，加上期内到期而未回复的", "Checking tasks answered in the period, and due in it and not answered"),
            (db, p) => ClockFacts.TaskDue(db, p, CaseStates.Checking, CaseActions.AnswerCheck)),
        new("checked", new("核查数", "Checked"), new("期内回复的核查任务", "Checking tasks answered in the period"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.Checking, CaseActions.AnswerCheck, inTime: false)),
        new("checked_in_time", new("按时核查数", "Checked in time"), new("在环节时限内回复的", "Answered within the stage limit"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.Checking, CaseActions.AnswerCheck, inTime: true)),
    ];

    /// <summary>受理员.</summary>
    public static IReadOnlyList<Indicator> OfAcceptors { get; } =
    [
        new("accepted", new("受理数", "Accepted"), new("期内由本人受理的", "Accepted by the person in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Accept)),
        new("accepted_in_time", new("按时受理数", "Accepted in time"), new("在环节时限内受理的", "Accepted within the stage limit"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.Reported, CaseActions.Accept, inTime: true)),
        new("accepted_rightly", new("准确受理数", "Rightly accepted"), new("受理后未被不予立案、退回或作废的", "Accepted, and not declined, sent back or voided afterwards"), LogFacts.AcceptedRightly),
        new("rejected", new("不予受理数", "Rejected"), new("期内不予受理的", "Not accepted in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Reject)),
        new("verify_sent", new("发核实数", "Verifications sent"), new("发出的核实任务", "Verification tasks sent"), (db, p) => LogFacts.Of(db, p, CaseActions.SendVerify)),
        new("verify_sent_in_time", new("按时发核实数", "Verifications sent in time"), new("在受理环节时限内发出的", "Sent within the limit of the stage"),
            (db, p) => ClockFacts.SentInTime(db, p, CaseActions.SendVerify, CaseStates.Reported, CaseStates.Verifying)),
        new("check_sent", new("发核查数", "Checks sent"), new("发出的核查任务", "Checking tasks sent"), (db, p) => LogFacts.Of(db, p, CaseActions.SendCheck)),
        new("check_sent_in_time", new("按时发核查数", "Checks sent in time"), new("在核查环节时限内发出的", "Sent within the limit of the stage"),
            (db, p) => ClockFacts.SentInTime(db, p, CaseActions.SendCheck, CaseStates.PendingCheck, CaseStates.Checking)),
        new("visited", new("回访数", "Return visits"), new("期内回访的次数", "Return visits in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Visit)),
    ];

    /// <summary>值班长, or whoever files and closes in a centre without one.</summary>
    public static IReadOnlyList<Indicator> OfShiftLeaders { get; } =
    [
        new("filed", new("立案数", "Filed"), new("期内由本人立案的", "Filed by the person in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.File)),
        new("filed_in_time", new("按时立案数", "Filed in time"), new("在立案环节时限内立案的", "Filed within the stage limit"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.PendingFiling, CaseActions.File, inTime: true)),
        new("filed_rightly", new("准确立案数", "Rightly filed"), new("立案后未作废的", "Filed, and not voided afterwards"), LogFacts.FiledRightly),
        new("declined", new("不予立案数", "Declined"), new("期内不予立案的", "Not filed, in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Decline)),
        new("closed", new("结案数", "Closed"), new("期内由本人结案的", "Closed by the person in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Close)),
        new("closed_in_time", new("按期结案数", "Closed in time"), new("在结案环节时限内结案的", "Closed within the stage limit"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.PendingClose, CaseActions.Close, inTime: true)),
    ];

    /// <summary>派遣员.</summary>
    public static IReadOnlyList<Indicator> OfDispatchers { get; } =
    [
        new("dispatched", new("派遣数", "Dispatched"), new("期内由本人派遣的", "Dispatched by the person in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Dispatch)),
        new("dispatched_in_time", new("按时派遣数", "Dispatched in time"), new("在派遣环节时限内派遣的", "Dispatched within the stage limit"),
            (db, p) => ClockFacts.StageEnded(db, p, CaseStates.PendingDispatch, CaseActions.Dispatch, inTime: true)),
        new("dispatched_rightly", new("准确派遣数", "Rightly dispatched"), new("派遣后未改派给其他部门的", "Dispatched, and never given to another department afterwards"), LogFacts.DispatchedRightly),
        new("passed_on", new("反馈审核数", "Results passed on"), new("审核通过并转核查的", "Results reviewed and passed on to be checked"), (db, p) => LogFacts.Of(db, p, CaseActions.PassReview)),
        new("reworked", new("退回返工数", "Sent for rework"), new("审核不通过而退回重做的", "Results sent back after review"), (db, p) => LogFacts.Of(db, p, CaseActions.Rework)),
    ];
}
