using System.Globalization;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Finds what a mapping says wrongly; its paths are compiled by then.</summary>
public static class MappingCheck
{
    private const int MaxTopics = 16;
    private const int MaxValues = 256;
    private const string Reserved = "urbangrid";

    /// <summary>Checks a mapping.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="path">Where it stands in the document.</param>
    public static IReadOnlyList<ModelFault> Run(PayloadMapping mapping, string path)
    {
        var faults = new List<ModelFault>();
        void Add(string at, string zh, string en) => faults.Add(new ModelFault($"{path}.{at}", new LocalName(zh, en)));
        if (mapping.Topics.Count > MaxTopics)
        {
            Add("topics", $"最多 {MaxTopics} 个主题。", $"There may be {MaxTopics} topics.");
        }

        for (var i = 0; i < mapping.Topics.Count; i++)
        {
            if (!IsVendorTopic(mapping.Topics[i]))
            {
                Add(
                    $"topics[{i}]", "应为厂家主题，如 up/{device}/data；+ 与 {device} 独占一级，# 在末级，不得以 +、#、$、v1/devices、v1/gateway、/provision 或 urbangrid 开头。",
                    "A vendor's topic is expected, e.g. up/{device}/data; + and {device} fill a level, # is last, and it may not begin with +, #, $, v1/devices, v1/gateway, /provision or urbangrid.");
            }
        }

        if (mapping is { Values.Count: 0, Position: null, Event: null })
        {
            Add("values", "映射没有取出任何内容。", "The mapping takes nothing out of the message.");
        }

        if (mapping.Values.Count > MaxValues)
        {
            Add("values", $"最多 {MaxValues} 项。", $"There may be {MaxValues} values.");
        }

        for (var i = 0; i < mapping.Values.Count; i++)
        {
            if (mapping.Values[i].Metric.Length is 0 or > 64)
            {
                Add($"values[{i}].metric", "应为 1 至 64 个字符。", "It has 1 to 64 characters.");
            }

            if (mapping.Values[i].Scale == 0)
            {
                Add($"values[{i}].scale", "不能为 0。", "It may not be 0.");
            }
        }

        if (mapping.Ts is { } ts && !IsTimeUnit(ts.Unit))
        {
            Add("ts.unit", "应为 ms、s、iso 或 local:格式，如 local:yyyy-MM-dd HH:mm:ss。", "It must be ms, s, iso or local: and a format, e.g. local:yyyy-MM-dd HH:mm:ss.");
        }

        return faults;
    }

    private static bool IsVendorTopic(string topic)
    {
        var levels = topic.Split('/');
        return topic.Length is > 0 and <= 256 && levels[0] is not ("+" or "#") && !topic.StartsWith('$') && levels[0] != Reserved
            && !topic.StartsWith("v1/devices", StringComparison.Ordinal) && !topic.StartsWith("v1/gateway", StringComparison.Ordinal)
            && !topic.StartsWith("/provision", StringComparison.Ordinal)
            && levels.Index().All(l => l.Item is "+" or "{device}" || (l.Item == "#" && l.Index == levels.Length - 1) || l.Item.AsSpan().IndexOfAny("+#{}") < 0);
    }

    private static bool IsTimeUnit(string unit)
    {
        if (unit is MappedTime.Milliseconds or MappedTime.Seconds or MappedTime.Iso)
        {
            return true;
        }

        if (!unit.StartsWith(MappedTime.Local, StringComparison.Ordinal) || unit.Length <= MappedTime.Local.Length + 1)
        {
            return false;
        }

        try
        {
            _ = DateTime.UnixEpoch.ToString(unit[MappedTime.Local.Length..], CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
