using System.Globalization;
using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>Applies a mapping to one message.</summary>
internal sealed class MappingRun(PayloadMapping mapping, TimeZoneInfo zone, int maxRecords)
{
    private const string SerialAttribute = "serial";

    /// <summary>What was found, record by record.</summary>
    public List<MappedRecord> Records { get; } = [];

    /// <summary>What could not be read.</summary>
    public List<MappingProblem> Problems { get; } = [];

    /// <summary>Reads the message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="device">Device it came from; null to take any.</param>
    public void Read(JsonElement message, Device? device)
    {
        if (device is not null && mapping.Device is { } path && path.First(message, message) is { } named && !Names(named, device))
        {
            Add(path, $"消息属于设备“{Words(named)}”，不是本设备。", $"The message is of device '{Words(named)}', not of this one.");
            return;
        }

        if (mapping.Each is not { } each)
        {
            ReadRecord(message, message);
        }
        else
        {
            foreach (var record in each.All(message))
            {
                if (Records.Count == maxRecords)
                {
                    Add(each, $"一条消息最多 {maxRecords} 条记录。", $"A message may hold {maxRecords} records.");
                    return;
                }

                ReadRecord(message, record);
            }
        }

        if (Records.TrueForAll(r => r.IsEmpty) && Problems.Count == 0)
        {
            Problems.Add(new MappingProblem("$", new LocalName("没有一条路径在消息中找到内容。", "None of the mapping's paths leads to anything in the message.")));
        }
    }

    private void ReadRecord(JsonElement message, JsonElement at)
    {
        var record = new MappedRecord();
        if (mapping.Ts is { } ts && ts.Path.First(message, at) is { } time)
        {
            if (MappedClock.Read(time, ts.Unit, zone) is not { } read)
            {
                // A wrong time would file the values where nobody looks for them.
                Add(ts.Path, $"“{Words(time)}”不是单位为 {ts.Unit} 的时间。", $"'{Words(time)}' is no time of the unit {ts.Unit}.");
                return;
            }

            record.Ts = read;
        }

        foreach (var value in mapping.Values)
        {
            if (value.Path.First(message, at) is { } found)
            {
                ReadValue(value, found, record);
            }
        }

        if (mapping.Position is { } position && position.Lat.First(message, at) is { } lat && position.Lon.First(message, at) is { } lon)
        {
            record.Position = (Number(lat), Number(lon), NumberAt(position.Speed, message, at), NumberAt(position.Course, message, at));
        }

        if (mapping.Event is { } happened && happened.Type.First(message, at) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array) } type)
        {
            record.Event = (Words(type), happened.Data?.First(message, at));
        }

        Records.Add(record);
    }

    private void ReadValue(MappedValue value, JsonElement found, MappedRecord record)
    {
        if (found.ValueKind is JsonValueKind.Null)
        {
            return;
        }

        if (found.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Add(value.Path, $"“{value.Metric}”应为数字、布尔或文本，消息中是{(found.ValueKind == JsonValueKind.Object ? "对象" : "列表")}。", $"'{value.Metric}' must be a number, a boolean or a text, and the message has an {found.ValueKind.ToString().ToLowerInvariant()} there.");
        }
        else if (value.Map is { } map)
        {
            if (map.TryGetValue(Words(found), out var meant))
            {
                record.Values.Add((value.Metric, (meant * value.Scale) + value.Offset, null));
            }
            else
            {
                Add(value.Path, $"“{value.Metric}”的对照表中没有“{Words(found)}”。", $"The map of '{value.Metric}' has no '{Words(found)}'.");
            }
        }
        else if (Number(found) is { } number)
        {
            record.Values.Add((value.Metric, (number * value.Scale) + value.Offset, null));
        }
        else
        {
            record.Values.Add((value.Metric, 0, found.GetString()));
        }
    }

    private static double? NumberAt(JsonPath? path, JsonElement message, JsonElement at) => path?.First(message, at) is { } found ? Number(found) : null;

    /// <summary>A number, also one written as text, as many vendors do; yes and no are 1 and 0.</summary>
    private static double? Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.TryGetDouble(out var number) ? number : double.PositiveInfinity,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when double.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static bool Names(JsonElement named, Device device) => Words(named) is var words && (words == device.Id || words == device.Text(SerialAttribute));

    private static string Words(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private void Add(JsonPath path, string zh, string en) => Problems.Add(new MappingProblem(path.Text, new LocalName(zh, en)));
}
