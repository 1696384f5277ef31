using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Finds every fault of a model's document: its shape first, then what it says.</summary>
public sealed class ModelCheck
{
    private readonly List<ModelFault> _faults = [];

    private ModelCheck()
    {
    }

    /// <summary>Checks a document; an empty list means it can be saved.</summary>
    public static IReadOnlyList<ModelFault> Run(JsonElement document)
    {
        var check = new ModelCheck();
        new ModelShape(check._faults).Check(document, typeof(DeviceModel), "$");
        if (check._faults.Count == 0)
        {
            check.Judge(document.Deserialize<DeviceModel>(ModelJson.Options)!, document);
        }

        return check._faults;
    }

    private void Judge(DeviceModel model, JsonElement document)
    {
        if (model.Key.Length is 0 or > 64 || !model.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            Add("$.key", "只能含小写字母、数字和 -，最长 64 个字符。", "A key has 1 to 64 lower-case letters, digits or '-'.");
        }

        JudgeName(model.Name, "$.name");
        Require(model.ReportPeriodS > 0, "$.reportPeriodS", "应大于 0（秒）。", "It must be above 0 (seconds).");
        JudgeHealth(model.Health);
        JudgeMetrics(model.Metrics, document);
        JudgeRules(model);
        if (model.RateLimit is { } rate)
        {
            Require(rate.MessagesPerSecond is null or (> 0 and <= 100_000), "$.rateLimit.messagesPerSecond", "应大于 0，至多 100000（条/秒）。", "It must be above 0 and at most 100,000 (messages a second).");
            Require(rate.Burst is null or (>= 1 and <= 1_000_000), "$.rateLimit.burst", "应为 1 至 1000000（条）。", "It must be 1 to 1,000,000 (messages).");
        }

        if (model.Mapping is { } mapping)
        {
            _faults.AddRange(MappingCheck.Run(mapping, "$.mapping"));
        }
    }

    private void JudgeHealth(HealthLimits health)
    {
        foreach (var (name, value) in new[] { ("suspectS", health.SuspectS), ("offlineS", health.OfflineS), ("recoverS", health.RecoverS), ("gatewayS", health.GatewayS) })
        {
            Require(value >= 0, $"$.health.{name}", "不能为负（秒）。", "It may not be negative (seconds).");
        }

        Require(health.OfflineS == 0 || health.OfflineS >= health.SuspectS, "$.health.offlineS", "应不小于 suspectS（0 表示不判断）。", "It must not be below suspectS (0 switches it off).");
    }

    private void JudgeMetrics(IReadOnlyList<MetricDefinition> metrics, JsonElement document)
    {
        Distinct(metrics.Select(m => m.Key), "$.metrics", "key");
        for (var i = 0; i < metrics.Count; i++)
        {
            var (metric, path) = (metrics[i], $"$.metrics[{i}]");
            Require(metric.Key.Length is > 0 and <= 64, $"{path}.key", "应为 1 至 64 个字符。", "It has 1 to 64 characters.");
            JudgeName(metric.Name, $"{path}.name");
            if (metric.Kind == MetricKind.Number)
            {
                var says = document.GetProperty("metrics")[i].EnumerateObject().Any(m => m.Name.Equals("unit", StringComparison.OrdinalIgnoreCase));
                Require(says, $"{path}.unit", "数值指标必须写明单位；无单位写 \"\"。", "A number needs its unit; write \"\" where it has none.");
                Require(!(metric.Min > metric.Max), $"{path}.min", "下限大于上限。", "The smallest value is above the largest.");
            }
            else
            {
                Require(metric.Min is null && metric.Max is null, path, "min 与 max 只用于数值指标。", "min and max are for numbers only.");
            }
        }
    }

    private void JudgeRules(DeviceModel model)
    {
        Distinct(model.Rules.Select(r => r.Key), "$.rules", "key");
        for (var i = 0; i < model.Rules.Count; i++)
        {
            var (rule, path) = (model.Rules[i], $"$.rules[{i}]");
            Require(rule.Key.Length is > 0 and <= 64, $"{path}.key", "应为 1 至 64 个字符。", "It has 1 to 64 characters.");
            JudgeName(rule.Name, $"{path}.name");
            Require(rule.HoldS >= 0, $"{path}.holdS", "不能为负（秒）。", "It may not be negative (seconds).");
            Require(rule.ClearS >= 0, $"{path}.clearS", "不能为负（秒）。", "It may not be negative (seconds).");
            Require(rule.When.Count > 0, $"{path}.when", "至少要有一个条件。", "At least one test is needed.");
            for (var t = 0; t < rule.When.Count; t++)
            {
                JudgeTest(rule.When[t], model, $"{path}.when[{t}]");
            }
        }
    }

    private void JudgeTest(RuleTest test, DeviceModel model, string path)
    {
        Require(test.Hysteresis is >= 0 and <= 1, $"{path}.hysteresis", "应为 0 至 1。", "It must be 0 to 1.");
        if (model.FindMetric(test.Metric) is not { } metric)
        {
            Add($"{path}.metric", $"型号没有指标“{test.Metric}”。", $"The model has no metric '{test.Metric}'.");
        }
        else if (test.Is is RuleOperator.Above or RuleOperator.Below && test.Attribute is null && (test.Limit < metric.Min || test.Limit > metric.Max))
        {
            var range = string.Create(CultureInfo.InvariantCulture, $"{metric.Min}..{metric.Max} {metric.Unit}");
            Add($"{path}.limit", $"超出指标“{metric.Key}”的量程 {range}。", $"It is outside the range of '{metric.Key}', {range}.");
        }
    }

    private void JudgeName(LocalName name, string path)
    {
        Require(!string.IsNullOrWhiteSpace(name.Zh), $"{path}.zh", "缺少中文名称。", "The Chinese name is missing.");
        Require(!string.IsNullOrWhiteSpace(name.En), $"{path}.en", "缺少英文名称。", "The English name is missing.");
    }

    private void Distinct(IEnumerable<string> keys, string path, string member)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var key in keys)
        {
            Require(seen.Add(key), $"{path}[{index++}].{member}", $"“{key}”重复。", $"'{key}' is there already.");
        }
    }

    private void Require(bool holds, string path, string zh, string en)
    {
        if (!holds)
        {
            Add(path, zh, en);
        }
    }

    private void Add(string path, string zh, string en) => _faults.Add(new ModelFault(path, new LocalName(zh, en)));
}
