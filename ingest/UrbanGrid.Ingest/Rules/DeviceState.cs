using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Everything the worker of a device's grid knows about it; touched by that worker alone.</summary>
internal sealed class DeviceState
{
    /// <summary>Rule name of the alarm about a silent device.</summary>
    public const string SilenceRule = "silence";

    private const int MaxDetections = 100;

    private readonly Dictionary<string, MetricValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _backgrounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BackgroundLearner> _learners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Alarm> _detections = new(StringComparer.Ordinal);
    private RuleState[] _rules = [];
    private HashSet<string> _unlearned = [];
    private HealthLimits _limits;

    public DeviceState(Device device, DeviceModel model, TimeZoneInfo zone)
    {
        _limits = Limits(device, model);
        Health = new HealthTracker(_limits);
        Bind(device, model, zone);
    }

    public Device Device { get; private set; } = null!;

    public HealthTracker Health { get; private set; }

    public LightingPlan? Lighting { get; private set; }

    public IReadOnlyList<RuleState> Rules => _rules;

    /// <summary>The alarm about its silence, while that holds.</summary>
    public Alarm? Silence { get; set; }

    /// <summary>Alarms that hold.</summary>
    public IEnumerable<Alarm> ActiveAlarms => _rules.Select(r => r.Alarm).Append(Silence).OfType<Alarm>().Concat(_detections.Values);

    /// <summary>Time of the newest position told.</summary>
    public long LastPosition { get; set; } = long.MinValue;

    /// <summary>When the worker's timer will look at it again; null for never.</summary>
    public long? ScheduledAt { get; set; }

    /// <summary>Whether its values changed since its twin was last told.</summary>
    public bool TwinPending { get; set; }

    /// <summary>When its twin was last told, hub time.</summary>
    public long LastTold { get; set; }

    /// <summary>Next moment at which anything may change without a message.</summary>
    public long? Due
    {
        get
        {
            var due = Health.Due;
            foreach (var rule in _rules)
            {
                due = rule.Due is { } next && (due is null || next < due) ? next : due;
            }

            return due;
        }
    }

    /// <summary>Takes over what the registry says; rules that are unchanged in name keep their alarms.</summary>
    public void Bind(Device device, DeviceModel model, TimeZoneInfo zone)
    {
        var raised = _rules.Select(r => r.Alarm).OfType<Alarm>().ToDictionary(a => a.Rule);
        var limits = Limits(device, model);
        if (limits != _limits)
        {
            var health = new HealthTracker(limits);
            health.Restore(Health.LastSeen, Health.State == DeviceHealth.Offline, Health.LastSeen ?? 0);
            (Health, _limits) = (health, limits);
        }

        Device = device;
        Lighting = LightingPlan.Parse(device.Text("lighting_plan"), zone);
        _rules = [.. model.Rules.Select(r => new RuleState(new BoundRule(r, device, model)))];
        foreach (var metric in _rules.SelectMany(r => r.Rule.BackgroundMetrics))
        {
            if (device.Number($"background.{metric}") is { } background)
            {
                _backgrounds[metric] = background;
            }
        }

        _unlearned = [.. _rules.SelectMany(r => r.Rule.BackgroundMetrics).Where(m => !_backgrounds.ContainsKey(m))];
        foreach (var rule in _rules)
        {
            if (raised.TryGetValue(rule.Rule.Key, out var alarm))
            {
                rule.Restore(alarm);
            }
        }
    }

    public bool TryValue(string metric, out double value)
    {
        var known = _values.TryGetValue(metric, out var last) && last.Text is null;
        value = known ? last.Value : 0;
        return known;
    }

    /// <summary>Keeps a value unless a newer one of the metric is known.</summary>
    public bool Take(string metric, MetricValue value)
    {
        if (_values.TryGetValue(metric, out var last) && last.Timestamp > value.Timestamp)
        {
            return false;
        }

        _values[metric] = value;
        return true;
    }

    /// <summary>When a metric was last read; null if never.</summary>
    public long? TimeOf(string metric) => _values.TryGetValue(metric, out var last) ? last.Timestamp : null;

    /// <summary>Keeps an alarm of a camera whose detectors run beside it, until it is cleared.</summary>
    public void TrackDetection(Alarm alarm)
    {
        if (alarm.ClearedAt is not null)
        {
            _detections.Remove(alarm.Id);
        }
        else if (_detections.Count < MaxDetections || _detections.ContainsKey(alarm.Id))
        {
            _detections[alarm.Id] = alarm with { Pictures = [] };
        }
    }

    /// <summary>The same device before its first value, to judge old values with.</summary>
    public DeviceState ForReplay(DeviceModel model, TimeZoneInfo zone)
    {
        var replay = new DeviceState(Device, model, zone);
        foreach (var (metric, value) in _backgrounds)
        {
            replay._backgrounds[metric] = value;
        }

        return replay;
    }

    public double? BackgroundOf(string metric) => _backgrounds.TryGetValue(metric, out var value) ? value : null;

    /// <summary>Takes over a background learned before the hub restarted.</summary>
    public void RestoreBackground(string metric, double value)
    {
        if (_unlearned.Remove(metric))
        {
            _backgrounds[metric] = value;
        }
    }

    /// <summary>Feeds a reading to the learner of its background, if one is needed; returns the background when it becomes known.</summary>
    public double? Learn(string metric, double value)
    {
        if (!_unlearned.Contains(metric))
        {
            return null;
        }

        if (!_learners.TryGetValue(metric, out var learner))
        {
            _learners[metric] = learner = new BackgroundLearner();
        }

        if (learner.Learn(value) is { } background)
        {
            _learners.Remove(metric);
            _unlearned.Remove(metric);
            _backgrounds[metric] = background;
            return background;
        }

        return null;
    }

    public DeviceTwin Snapshot() => new()
    {
        DeviceId = Device.Id,
        Model = Device.Model,
        Health = Health.State,
        LastSeen = Health.LastSeen,
        Values = new Dictionary<string, MetricValue>(_values),
        ActiveAlarms = [.. ActiveAlarms],
    };

    private static HealthLimits Limits(Device device, DeviceModel model) => new()
    {
        SuspectS = device.Number("health.suspect_s") ?? model.Health.SuspectS,
        OfflineS = device.Number("health.offline_s") ?? model.Health.OfflineS,
        RecoverS = device.Number("health.recover_s") ?? model.Health.RecoverS,
        GatewayS = device.Number("health.gateway_s") ?? model.Health.GatewayS,
    };
}
