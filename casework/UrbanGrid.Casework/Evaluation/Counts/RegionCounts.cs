using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>What is counted about an area (区域, docs/domain-sources.md §6.1): by where the case lies, whoever handled it.</summary>
internal static class RegionCounts
{
    /// <summary>Every count, in the order of a report.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("reported", new("上报数", "Reported"), new("期内上报的，不论来源", "Reported in the period, by whatever source"), (db, p) => LogFacts.Of(db, p, CaseActions.Report)),
        new("filed", new("立案数", "Filed"), new("期内立案的", "Filed in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.File)),
        new("public_verified", new("公众举报立案数", "Filed for the public"), new("公众举报、经核实属实而立案的", "Filed on a report of the public that was verified as true"), LogFacts.FiledForThePublic),
        new("should_close", new("应结案数", "Due to close"),
            new("期内处置完成的，加上期内到期而未处置的", "Handled in the period, and overdue in it and not handled"), ClockFacts.Due),
        new("closed", new("结案数", "Closed"), new("期内结案的，强制结案另计", "Closed in the period; closed by order is counted apart"), (db, p) => LogFacts.Of(db, p, CaseActions.Close)),
        new("closed_in_time", new("按期结案数", "Closed in time"), new("结案且处置未超期的；申诉成立的视为按期", "Closed, and handled within the limit; on a granted appeal counted as in time"),
            (db, p) => LogFacts.Closed(db, p, inTime: true)),
        new("closed_late", new("超期结案数", "Closed late"), new("结案但处置超期的，申诉成立的除外", "Closed, but handled after the limit, exempted ones left out"),
            (db, p) => LogFacts.Closed(db, p, inTime: false)),
        new("exempted", new("申诉免责数", "Exempted"), new("超期但申诉成立的：不扣分，仍列出", "Late, but exempted on appeal: costs no points and is still shown"), (db, p) => ClockFacts.HandledLate(db, p, exempted: true)),
        new("overdue_open", new("超期未处置数", "Overdue"), new("期内到期、期末仍未反馈的；挂账不计", "Due in the period and not passed back at its end; hung-up cases do not count"), ClockFacts.OverdueOpen),
        new("reworked", new("返工数", "Reworks"), new("核查或审核不通过而退回重做的次数", "Times sent back after a failed check or review"), LogFacts.Reworked),
        new("reopened", new("重开数", "Opened again"), new("结案后重新开启的", "Opened again after closing"), (db, p) => LogFacts.Of(db, p, CaseActions.Reopen)),
        new("self_handled", new("自处置数", "Solved on the spot"), new("监督员当场处置并经审核的", "Solved by a collector on the spot, and confirmed"), (db, p) => LogFacts.Of(db, p, CaseActions.ConfirmSelfHandled)),
        new("hung_up", new("挂账数", "Hung up"), new("同意挂账的次数", "Times hung up"), (db, p) => LogFacts.Of(db, p, CaseActions.GrantHangUp)),
        new("voided", new("作废数", "Voided"), new("期内作废的", "Voided in the period"), LogFacts.Voided),
        new("visited", new("回访数", "Return visits"), new("期内回访的次数", "Return visits in the period"), (db, p) => LogFacts.Of(db, p, CaseActions.Visit)),
        new("satisfied", new("满意数", "Satisfied"), new("回访结果为非常满意或满意的", "Return visits answered with very satisfied or satisfied"), LogFacts.Satisfied),
    ];
}
