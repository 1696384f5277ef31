using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>Says what is wrong with settings that are well-formed: one sentence a problem, with its JSON path.</summary>
internal sealed class SettingsCheck
{
    private static readonly string[] Models = ["manhole-cover", "lamp-controller"];

    private readonly List<string> _problems = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Run(EdgeSettings settings)
    {
        var check = new SettingsCheck();
        check.Hub(settings.Hub);
        check.Agent(settings.Agent);
        check.Spool(settings.Spool);
        check.OneOf("$.log.level", settings.Log.Level, "debug", "information", "warning", "error");
        if (settings.Objects is { } objects)
        {
            check.Exists("$.objects", objects);
        }

        check.Each("$.cameras", settings.Cameras, check.Camera);
        check.Each("$.sensors", settings.Sensors, check.Sensor);
        check.Each("$.vehicles", settings.Vehicles, check.Vehicle);
        return check._problems;
    }

    private void Hub(HubSettings hub)
    {
        if (string.IsNullOrWhiteSpace(hub.Host))
        {
            Say("$.hub.host", "is missing; write the hub's host name or address.");
        }

        Within("$.hub.port", hub.Port, 0, 65535);
        OneOf("$.hub.mqtt", hub.Mqtt, "5", "3.1.1");
        Within("$.hub.maxReconnectSeconds", hub.MaxReconnectSeconds, 1, 3600);
    }

    private void Agent(AgentSettings agent)
    {
        Id("$.agent.id", agent.Id);
        if (agent.Token is null == agent.TokenFile is null)
        {
            Say("$.agent.token", "give either token or tokenFile; the hub shows the token once, when the agent is registered.");
        }

        if (agent.TokenFile is { } file)
        {
            Exists("$.agent.tokenFile", file);
        }

        Within("$.agent.healthPeriodSeconds", agent.HealthPeriodSeconds, 1, 86400);
    }

    private void Spool(SpoolSettings spool)
    {
        if (string.IsNullOrWhiteSpace(spool.Directory))
        {
            Say("$.spool.directory", "is empty; name a folder on a local disk.");
        }

        Within("$.spool.telemetryMegabytes", spool.TelemetryMegabytes, 1, 1_000_000);
        Within("$.spool.framesMegabytes", spool.FramesMegabytes, 16, 10_000_000);
        Within("$.spool.filesMegabytes", spool.FilesMegabytes, 64, 1_000_000);
        Within("$.spool.telemetryWindow", spool.TelemetryWindow, 1, 1000);
        Within("$.spool.frameWindow", spool.FrameWindow, 1, 100);
        Within("$.spool.skipFramesOlderThanSeconds", spool.SkipFramesOlderThanSeconds, 0, 864_000);
    }

    private void Camera(string path, CameraSettings camera)
    {
        Id(path + ".id", camera.Id);
        if (string.IsNullOrWhiteSpace(camera.Source))
        {
            Say(path + ".source", "is missing; name a video file or an rtsp:// address.");
        }
        else if (!camera.IsLive)
        {
            Exists(path + ".source", camera.Source);
        }
        else if (!camera.Source.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase)
            && !camera.Source.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase))
        {
            Say(path + ".source", "is an address that cannot be captured; use rtsp:// or rtsps://, or a file path.");
        }

        Within(path + ".fps", camera.Fps, 0.1, 30);
        Within(path + ".width", camera.Width, 64, 3840);
        Within(path + ".height", camera.Height, 64, 2160);
        Within(path + ".quality", camera.Quality, 2, 31);
        Within(path + ".startDelaySeconds", camera.StartDelaySeconds, 0, 86400);
        Within(path + ".noFrameSeconds", camera.NoFrameSeconds, 1, 3600);
        OneOf(path + ".detect", camera.Detect, "hub", "edge");
        Within(path + ".record.minutes", camera.Record.Minutes, 0, 10_080);
        Within(path + ".record.megabytes", camera.Record.Megabytes, 16, 10_000_000);
        Within(path + ".record.encodedWidth", camera.Record.EncodedWidth, 160, 3840);
        Within(path + ".record.clipMegabytes", camera.Record.ClipMegabytes, 1, FileManifest.MaxBytes / (1024 * 1024));
        Each(path + ".zones", camera.Zones, Zone);
    }

    private void Zone(string path, CameraZone zone)
    {
        if (zone.Polygon is { Count: 1 or 2 } || zone.Polygon.Any(p => p is not { X: >= 0 and <= 1, Y: >= 0 and <= 1 }))
        {
            Say(path + ".polygon", "needs at least three corners with x and y between 0 and 1, or none for the whole picture.");
        }

        Within(path + ".dwellSeconds", zone.DwellSeconds, 1, 86400);
    }

    private void Sensor(string path, SensorSettings sensor)
    {
        Id(path + ".id", sensor.Id);
        OneOf(path + ".kind", sensor.Kind, "simulated", "replay");
        Within(path + ".periodSeconds", sensor.PeriodSeconds, 0.1, 86400);
        if (sensor.Kind == "replay")
        {
            Exists(path + ".file", sensor.File ?? "");
        }
        else if (sensor.Kind == "simulated")
        {
            OneOf(path + ".model", sensor.Model ?? "", Models);
        }

        if (sensor.Lighting is { } lighting)
        {
            LocalTime(path + ".lighting.on", lighting.On);
            LocalTime(path + ".lighting.off", lighting.Off);
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(lighting.TimeZone, out _))
            {
                Say(path + ".lighting.timeZone", $"'{lighting.TimeZone}' is unknown to this system; use a name such as Asia/Shanghai.");
            }
        }

        Each(path + ".script", sensor.Script, Step);
    }

    private void Step(string path, ScriptStep step)
    {
        Within(path + ".at", step.At, 0, 31_536_000);
        foreach (var (metric, value) in step.Set)
        {
            if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            {
                Say($"{path}.set.{metric}", "must be a number, true or false.");
            }
        }
    }

    private void Vehicle(string path, VehicleSettings vehicle)
    {
        Id(path + ".id", vehicle.Id);
        Exists(path + ".route", vehicle.Route);
        Within(path + ".speedKmh", vehicle.SpeedKmh, 1, 200);
        Within(path + ".periodSeconds", vehicle.PeriodSeconds, 0.1, 3600);
        Within(path + ".startAt", vehicle.StartAt, 0, 1);
        if (vehicle.Load is { } load)
        {
            Within(path + ".load.fillAt", load.FillAt, 0, 1);
            Within(path + ".load.fillSeconds", load.FillSeconds, 0, 3600);
            Within(path + ".load.tipAt", load.TipAt, 0, 1);
            Within(path + ".load.tipSeconds", load.TipSeconds, 0, 3600);
        }

        Each(path + ".stops", vehicle.Stops, VehicleStop);
    }

    private void VehicleStop(string path, VehicleStopSettings stop)
    {
        Within(path + ".lat", stop.Lat, -90, 90);
        Within(path + ".lon", stop.Lon, -180, 180);
        Within(path + ".seconds", stop.Seconds, 1, 3600);
        Within(path + ".everyMinutes", stop.EveryMinutes, 1, 1440);
        Each(path + ".bins", stop.Bins, (at, bin) => Within(at + ".weightKg", bin.WeightKg, 0, 10_000));
    }

    private void Each<T>(string path, IReadOnlyList<T> items, Action<string, T> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var at = $"{path}[{i}]";
            if (items[i] is null)
            {
                Say(at, "is null; remove it or fill it in.");
            }
            else
            {
                check(at, items[i]);
            }
        }
    }

    private void Id(string path, string id)
    {
        if (!DeviceId.IsValid(id))
        {
            Say(path, $"'{id}' is no device id; use 1 to {DeviceId.MaxLength} letters, digits, '-', '_' or '.', as registered on the hub.");
        }
        else if (!_ids.TryAdd(id, path))
        {
            Say(path, $"'{id}' is already used at {_ids[id]}; every device needs its own id.");
        }
    }

    private void Exists(string path, string file)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            Say(path, "is missing; name a file.");
        }
        else if (!File.Exists(file))
        {
            Say(path, $"there is no file {file}; correct the path (relative paths start at the folder of this settings file).");
        }
    }

    private void Within(string path, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            Say(path, string.Create(CultureInfo.InvariantCulture, $"is {value}; it must lie between {low} and {high}."));
        }
    }

    private void OneOf(string path, string value, params string[] allowed)
    {
        if (!allowed.Contains(value, StringComparer.Ordinal))
        {
            Say(path, $"is '{value}'; it must be one of {string.Join(", ", allowed)}.");
        }
    }

    private void LocalTime(string path, string value)
    {
        if (!TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Say(path, $"'{value}' is no time of day; write it as HH:mm, e.g. 18:30.");
        }
    }

    private void Say(string path, string what) => _problems.Add($"{path}: {what}");
}
