using UrbanGrid.Casework;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Hub.Devices;

/// <summary>Devices with everything the hub knows of them: registry, model, twin, camera.</summary>
public sealed class DeviceDirectory(DeviceRegistry registry, DeviceModels models, TwinBoard twins, CameraDesk cameras, CityRegister cities)
{
    /// <summary>Key of the model of devices that move.</summary>
    public const string VehicleModel = "vehicle-terminal";

    private static readonly string[] HealthWords = [.. Enum.GetNames<DeviceHealth>().Select(n => n.ToLowerInvariant())];

    private static readonly string[] StateWords = [.. Enum.GetNames<VehicleState>().Select(n => n.ToLowerInvariant())];

    private long _described;

    /// <summary>A device's view; null if it is not registered.</summary>
    public DeviceView? Find(string id) => registry.Find(id) is { } device ? Describe(device) : null;

    /// <summary>A vehicle's view; null if it never sent a position.</summary>
    public VehicleView? FindVehicle(string id) =>
        registry.Find(id) is { } device && twins.FindVehicle(id) is { } position ? Describe(device, position) : null;

    /// <summary>All vehicles that ever sent a position, by id.</summary>
    public IEnumerable<VehicleView> Vehicles =>
        twins.Vehicles.Select(p => p.DeviceId).Order(StringComparer.Ordinal).Select(FindVehicle).OfType<VehicleView>();

    /// <summary>How many views were made; a page makes as many as it shows.</summary>
    public long Described => Interlocked.Read(ref _described);

    /// <summary>Key and name of a model, the generic one for a key nobody knows.</summary>
    public ModelView ModelViewOf(string key)
    {
        var model = models.FindOrGeneric(key);
        return new ModelView(model.Key, new LocalText(model.Name.Zh, model.Name.En), model.Icon);
    }

    /// <summary>Whether an alarm holds on a device.</summary>
    public bool HasAlarm(string deviceId) => twins.Find(deviceId)?.ActiveAlarms.Count > 0 || cameras.ActiveAlarms(deviceId).Any();

    /// <summary>Health of a device as a word.</summary>
    public string HealthOf(string deviceId) => HealthOf(twins.Find(deviceId));

    /// <summary>When a device was last heard, Unix ms; null if never.</summary>
    public long? LastSeenOf(string deviceId) => twins.Find(deviceId)?.LastSeen;

    /// <summary>Devices registered, and how many of them are online.</summary>
    public (int Online, int Total) Count() => (twins.All.Count(t => t.Health == DeviceHealth.Online), registry.Count);

    /// <summary>Name of a device; its id if nobody named it.</summary>
    public LocalText NameOf(string deviceId) =>
        registry.Find(deviceId) is { } device ? new LocalText(device.Name.Zh, device.Name.En) : new LocalText(deviceId, deviceId);

    /// <summary>Name of a rule of a device.</summary>
    public Named RuleOf(string deviceId, string rule)
    {
        var known = ModelOf(deviceId)?.NameOfRule(rule);
        return known is null ? Label.Of("rule", rule) : new Named(rule, new LocalText(known.Zh, known.En));
    }

    /// <summary>Name and unit of a metric of a device.</summary>
    public (LocalText Name, string Unit) MetricOf(string deviceId, string metric) =>
        ModelOf(deviceId)?.FindMetric(metric) is { } known
            ? (new LocalText(known.Name.Zh, known.Name.En), known.Unit)
            : (Label.Of("metric", metric).Name, "");

    private DeviceModel? ModelOf(string deviceId) => registry.Find(deviceId) is { } device ? models.FindOrGeneric(device.Model) : null;

    /// <summary>A device's view.</summary>
    public DeviceView Describe(Device device)
    {
        Interlocked.Increment(ref _described);
        var model = models.FindOrGeneric(device.Model);
        var twin = twins.Find(device.Id);
        return new DeviceView
        {
            Id = device.Id,
            Model = ModelViewOf(device.Model),
            Name = new LocalText(device.Name.Zh, device.Name.En),
            Lat = device.Place?.Lat,
            Lon = device.Place?.Lon,
            GridCode = device.Place is { } place ? cities.Latest?.Index.Locate(place.Lat, place.Lon).UnitGrid?.Code : null,
            ComponentCode = device.ComponentCode,
            Gateway = device.Gateway,
            Enabled = device.Enabled,
            Health = HealthOf(twin),
            LastSeen = twin?.LastSeen,
            Values = [.. (twin?.Values ?? new Dictionary<string, MetricValue>()).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => Value(device.Id, v.Key, v.Value))],
            Alarms = [.. (twin?.ActiveAlarms ?? []).Concat(cameras.ActiveAlarms(device.Id)).OrderBy(a => a.RaisedAt).Select(Active)],
            IsCamera = model.Key == CameraDesk.Model,
            IsVehicle = model.Key == VehicleModel || twins.FindVehicle(device.Id) is not null,
            Attributes = device.Attributes,
            CreatedAt = device.CreatedAt,
        };
    }

    private VehicleView Describe(Device device, VehiclePosition position) => new(
        device.Id, new LocalText(device.Name.Zh, device.Name.En), position.Place.Lat, position.Place.Lon,
        position.SpeedKmh, position.CourseDeg, position.Timestamp, HealthOf(twins.Find(device.Id)),
        device.Text("kind"), device.Text("plate"), device.Text("department"), StateWords[(int)position.State]);

    private ValueView Value(string deviceId, string metric, MetricValue value)
    {
        var (name, unit) = MetricOf(deviceId, metric);
        return new ValueView(metric, name, value.Value, value.Text, unit, value.Timestamp);
    }

    /// <summary>Alarms that hold on a device, the oldest first.</summary>
    public IReadOnlyList<ActiveAlarmView> AlarmsOf(string deviceId) => [.. (twins.Find(deviceId)?.ActiveAlarms ?? []).OrderBy(a => a.RaisedAt).Select(Active)];

    private ActiveAlarmView Active(Alarm alarm) => new(
        alarm.Id, RuleOf(alarm.DeviceId, alarm.Rule), alarm.Severity.ToString().ToLowerInvariant(), alarm.StartedAt, alarm.RaisedAt);

    private static string HealthOf(DeviceTwin? twin) => HealthWords[(int)(twin?.Health ?? DeviceHealth.Unknown)];
}
