using System.Runtime.InteropServices;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Everything the worker of a device's grid knows about it; touched by that worker alone.</summary>
internal sealed class DeviceState
{
    /// <summary>Rule name of the alarm about a silent device.</summary>
    public const string SilenceRule = "silence";

    private const int MaxDetections = 100;

    private readonly Dictionary<string, MetricValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricTrack> _tracks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Alarm> _detections = new(StringComparer.Ordinal);
    private readonly RuleSet _rules = new();
    private HealthLimits _limits;
    private readonly VehicleSurroundings _around;
    private VehicleTrack? _track;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public DeviceState(Device device, DeviceModel model, TimeZoneInfo zone, VehicleSurroundings? around = null)
    {
        _around = around ?? VehicleSurroundings.None;
        _limits = Limits(device, model);
        Health = new HealthTracker(_limits);
        Bind(device, model, zone, now: 0);
    }

    public Device Device { get; private set; } = null!;

    public HealthTracker Health { get; private set; }

    public LightingPlan? Lighting { get; private set; }

    public RuleSet Rules => _rules;

    /// <summary>How its model tells devices that fail together; null where it stands alone.</summary>
    public GroupDefinition? Group { get; private set; }

    /// <summary>Its model's category of alarms about its own component.</summary>
    public string? GroupCategory { get; private set; }

    /// <summary>Alarms to be told after a restart: of rules that are gone, as ended; of vehicles, those nobody was told of before.</summary>
    public List<Alarm> Orphans { get; } = [];

    /// <summary>The alarm of a group that was told in its name before the hub restarted.</summary>
    public Alarm? RestoredGroup { get; set; }

    /// <summary>The alarm about its silence, while that holds.</summary>
    public Alarm? Silence { get; set; }

    /// <summary>Alarms that hold.</summary>
    public IEnumerable<Alarm> ActiveAlarms => _rules.States.Select(r => r.Told).Append(Silence).OfType<Alarm>()
        .Concat(_track?.Rules.OpenAlarms ?? []).Concat(_detections.Values);

    /// <summary>Whether it ever sent a position.</summary>
    public bool IsVehicle => _track is not null;

    /// <summary>Its way, if it moves.</summary>
    public VehicleTrack Vehicle => _track ??= new VehicleTrack(Device, _zone, _around);

    /// <summary>What was found out about its way while it was restored; told when a worker takes it over.</summary>
    public VehicleNews Restored { get; } = new();

    /// <summary>When the worker's timer will look at it again.</summary>
    public DueTime Timer { get; } = new();

    /// <summary>Whether its values changed since its twin was last told.</summary>
    public bool TwinPending { get; set; }

    /// <summary>Whether its values are among what changed.</summary>
    public bool ValuesPending { get; set; }

    /// <summary>When its twin was last told, hub time.</summary>
    public long LastTold { get; set; }

    /// <summary>Next moment at which anything may change without a message.</summary>
    public long? Due => BoundRule.Earlier(BoundRule.Earlier(Health.Due, _rules.Due), _track?.Due);

    /// <summary>
    /// Takes over what registry and model say now. Values, what was learned, running holds and open alarms stay; alarms of
    /// rules that are gone end and are returned.
    /// </summary>
    public List<Alarm> Bind(Device device, DeviceModel model, TimeZoneInfo zone, long now)
    {
        var limits = Limits(device, model);
        if (limits != _limits)
        {
            var health = new HealthTracker(limits);
            health.Restore(Health.LastSeen, Health.State == DeviceHealth.Offline, Health.LastSeen ?? 0);
            (Health, _limits) = (health, limits);
        }

        (Device, _zone) = (device, zone);
        _track?.Bind(device, zone, _around);
        Group = model.Group;
        GroupCategory = BoundRule.CategoryOf(model.Group?.Category, device, model);
        Lighting = LightingPlan.Parse(device.Text("lighting_plan"), zone);
        var ended = _rules.Bind(model.JudgedRules.Select(r => new BoundRule(r, device, model, zone)), now);
        foreach (var need in _rules.States.SelectMany(r => r.Rule.Needs))
        {
            ref var track = ref CollectionsMarshal.GetValueRefOrAddDefault(_tracks, need.Metric, out _);
            track ??= new MetricTrack();
            track.Prepare(need, zone);
            if (device.Number($"background.{need.Metric}") is { } background)
            {
                track.SetBackground(background);
            }
        }

        return ended;
    }

    /// <summary>Finds out when time alone may change a rule's verdict; to be called when it is taken over or bound anew.</summary>
    public void PlanLooks(long now) => _rules.PlanLooks(this, now);

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
        var replay = new DeviceState(Device, model, zone, _around);
        foreach (var (metric, track) in _tracks)
        {
            if (track.Background is { } background)
            {
                replay.TrackOf(metric)?.SetBackground(background);
            }
        }

        return replay;
    }

    public double? BackgroundOf(string metric) => TrackOf(metric)?.Background;

    /// <summary>What is remembered of a metric; null where no rule asks for it.</summary>
    public MetricTrack? TrackOf(string metric) => _tracks.GetValueOrDefault(metric);

    /// <summary>Metrics whose seasons are learned.</summary>
    public IEnumerable<(string Metric, SeasonalProfile Profile)> Profiles =>
        _tracks.Where(t => t.Value.Profile is not null).Select(t => (t.Key, t.Value.Profile!));

    /// <summary>Takes over a background learned before the hub restarted; one that the registry gives wins.</summary>
    public void RestoreBackground(string metric, double value)
    {
        if (TrackOf(metric) is { Background: null } track)
        {
            track.SetBackground(value);
        }
    }

    /// <summary>After a restart, silence of a metric counts from now, or goes on if it was told already.</summary>
    public void RestoreHeard(long now)
    {
        foreach (var (metric, value) in _values)
        {
            if (TrackOf(metric) is { } track)
            {
                track.HeardAt = _rules.States.Any(r => r.Alarm is not null && r.Rule.Metrics.Contains(metric)) ? value.Timestamp : now;
            }
        }
    }

    /// <summary>Remembers a new reading where a rule asks for it; returns the background if this reading makes it known.</summary>
    public double? Track(string metric, long timestamp, double value, long receivedAt) =>
        _tracks.Count > 0 && _tracks.TryGetValue(metric, out var track) ? track.Take(timestamp, value, receivedAt) : null;

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
