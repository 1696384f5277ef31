using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Rules;

/// <summary>A rule of a model with one device's limits, times and category filled in.</summary>
internal sealed class BoundRule
{
    private const string OwnCategory = "own";

    private readonly RuleDefinition _definition;
    private readonly BoundTest[] _tests;
    private readonly BoundSchedule? _schedule;
    private readonly string? _category;

    public BoundRule(RuleDefinition definition, Device device, DeviceModel model, TimeZoneInfo zone)
    {
        _definition = definition;
        _tests = [.. definition.When.Select((test, i) => new TestBinding(test, i == 0 ? device.Number($"rule.{definition.Key}.limit") : null, device, model).Bind())];
        _schedule = definition.Schedule is { } schedule ? new BoundSchedule(schedule, zone) : null;
        _category = CategoryOf(definition.Category, device, model);
        HoldMs = TestBinding.Ms(device.Number($"rule.{definition.Key}.hold_s") ?? definition.HoldS);
        ClearMs = TestBinding.Ms(device.Number($"rule.{definition.Key}.clear_s") ?? definition.ClearS);
        AutoClearMs = TestBinding.Ms(definition.AutoClearS);
        IsTimed = _schedule is not null || Array.Exists(_tests, t => t.IsTimed);
    }

    public string Key => _definition.Key;

    public long HoldMs { get; }

    public long ClearMs { get; }

    public long AutoClearMs { get; }

    /// <summary>How often it must come; null for once.</summary>
    public RuleRepeat? Repeat => _definition.Repeat;

    /// <summary>Keys of the rules of lower steps.</summary>
    public IReadOnlyList<string> Supersedes => _definition.Supersedes;

    /// <summary>Whether time alone can change its verdict.</summary>
    public bool IsTimed { get; }

    /// <summary>Metrics it looks at.</summary>
    public IEnumerable<string> Metrics => _tests.Select(t => t.Metric).Distinct();

    /// <summary>Whether one of the values can change its verdict.</summary>
    public bool LooksAt(ReadOnlySpan<TelemetrySample> samples)
    {
        foreach (ref readonly var sample in samples)
        {
            foreach (var test in _tests)
            {
                if (test.LooksAt(sample.Metric))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What must be remembered for it.</summary>
    public IEnumerable<TrackNeed> Needs => _tests.SelectMany(t => t.Needs);

    /// <summary>What a category of a model means for a device.</summary>
    public static string? CategoryOf(string? category, Device device, DeviceModel model) =>
        category == OwnCategory ? device.Text("category") ?? model.Category : category;

    public RuleVerdict Evaluate(DeviceState device, in Instant at)
    {
        if (_schedule?.IsActive(at.DeviceTime) == false)
        {
            return RuleVerdict.Clear;
        }

        var verdict = RuleVerdict.Holds;
        foreach (var test in _tests)
        {
            switch (test.Evaluate(device, at))
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

    /// <summary>Next hub time after <paramref name="now"/> at which the verdict may change without a message; null for none.</summary>
    public long? NextLook(DeviceState device, long now)
    {
        var next = _schedule?.NextChange(now);
        foreach (var test in _tests)
        {
            next = Earlier(next, test.NextLook(device, now));
        }

        return next;
    }

    public Alarm Raise(DeviceState device, long startedAt, in Instant raised) => new()
    {
        Id = AlarmId.Of(device.Device.Id, Key, startedAt),
        DeviceId = device.Device.Id,
        Rule = Key,
        Severity = _definition.Severity,
        StartedAt = startedAt,
        RaisedAt = raised.DeviceTime,
        Category = _category,
        Condition = _definition.FilingCondition,
        Readings = Readings(device, raised),
    };

    /// <summary>The earlier of two moments, null meaning never.</summary>
    public static long? Earlier(long? one, long? other) => one is { } a && (other is not { } b || a <= b) ? a : other;

    private List<AlarmReading> Readings(DeviceState device, in Instant at)
    {
        var readings = new List<AlarmReading>(_tests.Length);
        foreach (var test in _tests)
        {
            if (test.Reading(device, at) is { } reading)
            {
                readings.Add(reading);
            }
        }

        return readings;
    }
}
