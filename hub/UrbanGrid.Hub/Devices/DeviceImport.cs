using System.Globalization;
using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary>
/// What a table of devices would change: those it adds and those it changes, or its faults. A column that is missing leaves
/// what it says of a known device; an empty field empties it.
/// </summary>
internal sealed class DeviceImport(DeviceRegistry registry, DeviceModels models, City city)
{
    private const int MaxFaults = 200;
    private const int MaxName = 120;

    private readonly Dictionary<string, string> _modelsInFile = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>New devices.</summary>
    public List<Device> Created { get; } = [];

    /// <summary>Known devices that would change.</summary>
    public List<Device> Updated { get; } = [];

    /// <summary>Known devices that stay as they are.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Faults, the first two hundred.</summary>
    public List<CsvFault> Faults { get; } = [];

    /// <summary>Judges the rows.</summary>
    public void Read(IReadOnlyList<DeviceCsvRow> rows)
    {
        foreach (var row in rows.Where(r => r.Fields.ContainsKey("id")))
        {
            _modelsInFile[row.Fields["id"]] = row.Fields.GetValueOrDefault("model", "");
        }

        foreach (var row in rows)
        {
            if (Faults.Count >= MaxFaults)
            {
                return;
            }

            Judge(row);
        }
    }

    private void Judge(DeviceCsvRow row)
    {
        var faultsBefore = Faults.Count;
        var id = row.Fields.GetValueOrDefault("id", "");
        if (!DeviceId.IsValid(id))
        {
            Add(row, "id", $"应为 1 至 {DeviceId.MaxLength} 个字母、数字、-、_ 或 .。", $"An id has 1 to {DeviceId.MaxLength} letters, digits, '-', '_' or '.'.");
        }
        else if (id is "hub" or "provision")
        {
            Add(row, "id", $"“{id}”为系统保留。", $"'{id}' is taken by the hub itself.");
        }
        else if (!_seen.Add(id))
        {
            Add(row, "id", $"“{id}”在文件中重复。", $"'{id}' stands in the file twice.");
        }

        var model = row.Fields.GetValueOrDefault("model", "");
        if (models.Find(model) is null)
        {
            var known = string.Join(", ", models.All.Select(m => m.Key).Order(StringComparer.Ordinal));
            Add(row, "model", $"没有型号“{model}”；可用：{known}。", $"There is no model '{model}'; there are: {known}.");
        }

        var before = registry.Find(id);
        var place = PlaceOf(row, before);
        var device = (before ?? new Device { Id = id, Model = model, Name = new LocalName(id, id) }) with
        {
            Model = model,
            Name = new LocalName(Name(row, "name_zh", before?.Name.Zh, id), Name(row, "name_en", before?.Name.En, id)),
            Place = place,
            GridCode = GridOf(place, before),
            ComponentCode = Text(row, "component", before?.ComponentCode),
            Gateway = GatewayOf(row, before?.Gateway),
            Enabled = EnabledOf(row, before?.Enabled ?? true),
            Attributes = AttributesOf(row, before),
        };
        if (Faults.Count > faultsBefore)
        {
            return;
        }

        if (before is null)
        {
            Created.Add(device);
        }
        else if (Same(before, device))
        {
            Unchanged++;
        }
        else
        {
            Updated.Add(device);
        }
    }

    private string Name(DeviceCsvRow row, string column, string? before, string id)
    {
        var name = Text(row, column, before) ?? id;
        if (name.Length > MaxName)
        {
            Add(row, column, $"最长 {MaxName} 个字符。", $"A name has at most {MaxName} characters.");
        }

        return name;
    }

    private GeoPoint? PlaceOf(DeviceCsvRow row, Device? before)
    {
        if (!row.Fields.ContainsKey("lat") && !row.Fields.ContainsKey("lon"))
        {
            return before?.Place;
        }

        var (lat, lon) = (Text(row, "lat", null), Text(row, "lon", null));
        if (lat is null && lon is null)
        {
            return null;
        }

        if (Degrees(row, "lat", lat, 90) is not { } y || Degrees(row, "lon", lon, 180) is not { } x)
        {
            return null;
        }

        if ((y, x) == (0, 0))
        {
            Add(row, "lat", "0,0 不是设备的位置；没有位置请留空。", "0,0 is no place of a device; leave both empty if it is not known.");
        }

        return new GeoPoint(y, x);
    }

    private string? GridOf(GeoPoint? place, Device? before)
    {
        if (place is not { } at)
        {
            return null;
        }

        return before is not null && before.Place == place ? before.GridCode : city.Index.Locate(at.Lat, at.Lon).ResponsibilityGrid?.Code;
    }

    private double? Degrees(DeviceCsvRow row, string column, string? text, double limit)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= limit)
        {
            return value;
        }

        Add(row, column, $"应为 WGS-84 度数（-{limit} 至 {limit}），经纬度要一起填写。", $"WGS-84 degrees are expected (-{limit} to {limit}), latitude and longitude together.");
        return null;
    }

    private string? GatewayOf(DeviceCsvRow row, string? before)
    {
        var gateway = Text(row, "gateway", before);
        if (gateway is not null && models.Find(_modelsInFile.GetValueOrDefault(gateway) ?? registry.Find(gateway)?.Model ?? "")?.Access != ModelAccess.Gateway)
        {
            Add(row, "gateway", $"“{gateway}”不是网关设备的编号。", $"'{gateway}' is not the id of a gateway.");
        }

        return gateway;
    }

    private bool EnabledOf(DeviceCsvRow row, bool before)
    {
        switch (row.Fields.GetValueOrDefault("enabled", "").ToLowerInvariant())
        {
            case "":
                return before;
            case "true" or "1" or "yes" or "是":
                return true;
            case "false" or "0" or "no" or "否":
                return false;
            default:
                Add(row, "enabled", "应为 true、false、是 或 否。", "true or false is expected.");
                return before;
        }
    }

    private IReadOnlyDictionary<string, JsonElement> AttributesOf(DeviceCsvRow row, Device? before)
    {
        var known = before?.Attributes ?? new Dictionary<string, JsonElement>();
        if (Text(row, "extra", null) is not { } extra)
        {
            return known;
        }

        var merged = known.ToDictionary(StringComparer.Ordinal);
        foreach (var pair in extra.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals is <= 0 or > 64 || pair.Length > 1_024)
            {
                Add(row, "extra", $"应写作 名称=值;名称=值，“{pair}”不是。", $"Write key=value;key=value; '{pair}' is not.");
                continue;
            }

            var (key, text) = (pair[..equals], pair[(equals + 1)..]);
            if (!known.TryGetValue(key, out var value) || DeviceCsv.TextOf(value) != text)
            {
                merged[key] = DeviceCsv.ValueOf(text);
            }
        }

        return merged;
    }

    private static bool Same(Device a, Device b) =>
        a with { Attributes = b.Attributes } == b && a.Attributes.Count == b.Attributes.Count
            && a.Attributes.All(x => b.Attributes.TryGetValue(x.Key, out var y) && JsonElement.DeepEquals(x.Value, y));

    private static string? Text(DeviceCsvRow row, string column, string? without) =>
        !row.Fields.TryGetValue(column, out var text) ? without : text.Length > 0 ? text : null;

    private void Add(DeviceCsvRow row, string column, string zh, string en) => Faults.Add(new CsvFault(row.Line, column, new LocalText(zh, en)));
}
