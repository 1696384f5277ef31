using System.Globalization;

namespace UrbanGrid.Ingest.Devices;

/// <summary>What the rules of a model must hold to beyond being readable.</summary>
public static class RuleCheck
{
    private const string Silence = "silence";

    /// <summary>Everything wrong with a model's rules, anomalies and group; empty if nothing is.</summary>
    public static IReadOnlyList<ModelFault> Of(DeviceModel model) =>
    [
        .. model.Rules.SelectMany((rule, i) => OfRule(model, rule, $"$.rules[{i}]")),
        .. model.Metrics.SelectMany((metric, i) => metric.Anomaly is { } anomaly ? OfAnomaly(anomaly, $"$.metrics[{i}].anomaly") : []),
        .. model.Group is { } group ? OfGroup(model, group, "$.group") : [],
    ];

    private static IEnumerable<ModelFault> OfRule(DeviceModel model, RuleDefinition rule, string path)
    {
        if (rule.When is not { Count: > 0 })
        {
            yield return Fault($"{path}.when", "至少要有一个条件。", "At least one test is needed.");
            yield break;
        }

        if (rule.Key == Silence || model.Rules.Count(r => r.Key == rule.Key) > 1)
        {
            yield return Fault($"{path}.key", $"“{rule.Key}”重复。", $"'{rule.Key}' is there already.");
        }

        foreach (var (name, seconds) in ((string, double)[])[("holdS", rule.HoldS), ("clearS", rule.ClearS), ("autoClearS", rule.AutoClearS)])
        {
            if (!(seconds >= 0))
            {
                yield return Fault($"{path}.{name}", "不能为负（秒）。", "It may not be negative (seconds).");
            }
        }

        if (rule.Repeat is { } repeat && (repeat.Times is < 2 or > RuleRepeat.Most || !(repeat.WithinS > 0)))
        {
            yield return Fault($"{path}.repeat", $"次数须为 2 至 {RuleRepeat.Most}，时间须大于 0。", $"times must be 2 to {RuleRepeat.Most}, withinS more than 0.");
        }

        foreach (var lower in rule.Supersedes.Where(l => !model.JudgedRules.Any(r => r.Key == l) || Outranks(model, l, rule.Key, [])))
        {
            yield return Fault($"{path}.supersedes", $"{lower} 必须是本型号中更低一级的规则。", $"{lower} must be a lower step among the rules of this model.");
        }

        foreach (var fault in OfSchedule(rule.Schedule, $"{path}.schedule").Concat(rule.When.SelectMany((test, i) => OfTest(test, $"{path}.when[{i}]"))))
        {
            yield return fault;
        }
    }

    private static IEnumerable<ModelFault> OfTest(RuleTest test, string path)
    {
        if (test.Hysteresis is < 0 or > 1 || double.IsNaN(test.Hysteresis))
        {
            yield return Fault($"{path}.hysteresis", "应为 0 至 1。", "It must be 0 to 1.");
        }

        if (test.Is is RuleOperator.Rises or RuleOperator.Falls && !(test.WindowS > 0))
        {
            yield return Fault($"{path}.windowS", "变化率需要时间窗 windowS（秒）。", "A rate needs a window, windowS, in seconds.");
        }

        if (test.Is == RuleOperator.Silent && test.Attribute is null && !(test.Limit > 0))
        {
            yield return Fault($"{path}.limit", "无数据时长 limit（秒）须大于 0。", "A silence needs its limit, in seconds.");
        }

        if (test.Is == RuleOperator.Stuck && !(test.WindowS > 0) && test.Repeats < 1)
        {
            yield return Fault($"{path}.windowS", "须给出 windowS（秒）或 repeats（次数）。", "Give windowS, in seconds, or repeats.");
        }
    }

    private static IEnumerable<ModelFault> OfSchedule(RuleSchedule? schedule, string path)
    {
        if (schedule is null)
        {
            yield break;
        }

        foreach (var (name, time) in ((string, string)[])[("from", schedule.From), ("to", schedule.To)])
        {
            if (!TimeOnly.TryParseExact(time, RuleSchedule.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                yield return Fault($"{path}.{name}", "时间写作 22:00。", "Write a time as 22:00.");
            }
        }

        if (schedule.Months.Any(m => m is < 1 or > 12))
        {
            yield return Fault($"{path}.months", "月份为 1 至 12。", "Months are 1 to 12.");
        }
    }

    private static IEnumerable<ModelFault> OfAnomaly(AnomalyDefinition anomaly, string path)
    {
        if (!(anomaly.BandMads > 0) || !(anomaly.MinBand >= 0))
        {
            yield return Fault($"{path}.bandMads", "bandMads 须大于 0，minBand 不能为负。", "bandMads must be more than 0, minBand not negative.");
        }

        if (anomaly.MinDays is < 7 or > 28 || double.IsNaN(anomaly.MinDays))
        {
            yield return Fault($"{path}.minDays", "学习期为 7 至 28 天。", "The history needed is 7 to 28 days.");
        }

        if (anomaly.ShiftHours is < 1 or > 336 || double.IsNaN(anomaly.ShiftHours))
        {
            yield return Fault($"{path}.shiftHours", "水平迁移判定为 1 至 336 小时。", "A level shift is accepted after 1 to 336 hours.");
        }
    }

    private static IEnumerable<ModelFault> OfGroup(DeviceModel model, GroupDefinition group, string path)
    {
        if (group.InRow < 2 || group.Share is <= 0 or > 1 || double.IsNaN(group.Share))
        {
            yield return Fault($"{path}.inRow", "inRow 至少为 2，share 为 0 至 1。", "inRow is 2 or more, share more than 0 and up to 1.");
        }

        foreach (var unknown in group.Of.Where(of => of != Silence && !model.JudgedRules.Any(r => r.Key == of)))
        {
            yield return Fault($"{path}.of", $"本型号没有规则 {unknown}。", $"This model has no rule {unknown}.");
        }
    }

    /// <summary>Whether a rule supersedes another, directly or over others.</summary>
    private static bool Outranks(DeviceModel model, string rule, string lower, HashSet<string> seen) =>
        rule == lower
        || (seen.Add(rule) && model.Rules.Where(r => r.Key == rule).SelectMany(r => r.Supersedes).Any(next => Outranks(model, next, lower, seen)));

    private static ModelFault Fault(string path, string zh, string en) => new(path, new LocalName(zh, en));
}
