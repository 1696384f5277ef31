using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>A rule of a model with one device's limits, times and category filled in.</summary>
internal sealed class BoundRule
{
    private const string OwnCategory = "own";

    private readonly RuleDefinition _definition;
    private readonly BoundTest[] _tests;
    private readonly string? _category;

    public BoundRule(RuleDefinition definition, Device device, DeviceModel model)
    {
        _definition = definition;
        _tests = [.. definition.When.Select((test, i) => BoundTest.Bind(test, i == 0 ? device.Number($"rule.{definition.Key}.limit") : null, device, model))];
        _category = definition.Category == OwnCategory ? device.Text("category") ?? model.Category : definition.Category;
        HoldMs = Ms(device.Number($"rule.{definition.Key}.hold_s") ?? definition.HoldS);
        ClearMs = Ms(device.Number($"rule.{definition.Key}.clear_s") ?? definition.ClearS);
    }

    public string Key => _definition.Key;

    public long HoldMs { get; }

    public long ClearMs { get; }

    /// <summary>Metrics it looks at.</summary>
    public IEnumerable<string> Metrics => _tests.Select(t => t.Metric).Distinct();

    /// <summary>Metrics whose background it needs.</summary>
    public IEnumerable<string> BackgroundMetrics => _tests.Where(t => t.Operator == RuleOperator.Deviates).Select(t => t.Metric);

    public RuleVerdict Evaluate(DeviceState device, long timestamp)
    {
        var verdict = RuleVerdict.Holds;
        foreach (var test in _tests)
        {
            switch (test.Evaluate(device, timestamp))
            {
                case RuleVerdict.Unknown:
                    return RuleVerdict.Unknown;
                case RuleVerdict.Clear:
                    verdict = RuleVerdict.Clear;
                    break;
                case RuleVerdict.Between when verdict == RuleVerdict.Holds:
                    verdict = RuleVerdict.Between;
                    break;
                default:
                    break;
            }
        }

        return verdict;
    }

    public Alarm Raise(DeviceState device, long startedAt, long raisedAt) => new()
    {
        Id = AlarmId.Of(device.Device.Id, Key, startedAt),
        DeviceId = device.Device.Id,
        Rule = Key,
        Severity = _definition.Severity,
        StartedAt = startedAt,
        RaisedAt = raisedAt,
        Category = _category,
        Condition = _definition.FilingCondition,
        Readings = [.. _tests.Select(t => t.Reading(device)).OfType<AlarmReading>()],
    };

    private static long Ms(double seconds) => (long)(seconds * 1_000);
}
