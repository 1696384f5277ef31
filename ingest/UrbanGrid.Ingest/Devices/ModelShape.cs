using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// Compares a document with the types it is read into and finds every difference, where a JSON reader stops at the first.
/// What it knows of a type is what the reader knows, so a member added to a model is checked at once.
/// </summary>
internal sealed class ModelShape(List<ModelFault> faults)
{
    public void Check(JsonElement element, Type type, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(JsonPath))
        {
            CheckPath(element, path);
            return;
        }

        if (plain.IsEnum)
        {
            CheckEnum(element, plain, path);
            return;
        }

        var info = ModelJson.Options.GetTypeInfo(plain);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(element, info, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckArray(element, info, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckDictionary(element, info, path);
                break;
            default:
                CheckValue(element, plain, path);
                break;
        }
    }

    private void CheckObject(JsonElement element, JsonTypeInfo info, string path)
    {
        if (!Is(element, JsonValueKind.Object, path, "应为对象 {…}。", "An object {…} is expected."))
        {
            return;
        }

        var known = info.Properties.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (!known.TryGetValue(member.Name, out var property))
            {
                var names = string.Join(", ", known.Keys.Order(StringComparer.Ordinal));
                Add(at, $"没有此项；可用：{names}。", $"There is no such member; there are: {names}.");
            }
            else if (!seen.Add(member.Name))
            {
                Add(at, "此项重复。", "This member stands here twice.");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Check(member.Value, property.PropertyType, at);
            }
            else if (!property.IsSetNullable || (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null))
            {
                Add(at, "不能为 null；请删去此项或填写值。", "It may not be null; leave the member out or give a value.");
            }
        }

        foreach (var missing in known.Values.Where(p => p.IsRequired && !seen.Contains(p.Name)))
        {
            Add($"{path}.{missing.Name}", "缺少此项。", "This member is missing.");
        }
    }

    private void CheckArray(JsonElement element, JsonTypeInfo info, string path)
    {
        if (!Is(element, JsonValueKind.Array, path, "应为列表 […]。", "A list […] is expected."))
        {
            return;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            Check(item, info.ElementType!, $"{path}[{index++}]");
        }
    }

    private void CheckDictionary(JsonElement element, JsonTypeInfo info, string path)
    {
        if (!Is(element, JsonValueKind.Object, path, "应为对象 {…}。", "An object {…} is expected."))
        {
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            Check(member.Value, info.ElementType!, $"{path}['{member.Name}']");
        }
    }

    private void CheckPath(JsonElement element, string path)
    {
        if (Is(element, JsonValueKind.String, path, "应为路径文本，如 $.data.angle。", "A path is expected as text, e.g. $.data.angle.")
            && !JsonPath.TryParse(element.GetString()!, out _, out var fault))
        {
            Add(path, $"第 {fault.Position} 个字符：{fault.Zh}", $"Character {fault.Position}: {fault.En}");
        }
    }

    private void CheckEnum(JsonElement element, Type type, string path)
    {
        var words = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
        if (element.ValueKind != JsonValueKind.String || !words.Contains(element.GetString(), StringComparer.OrdinalIgnoreCase))
        {
            var list = string.Join(", ", words);
            Add(path, $"应为以下之一：{list}。", $"It must be one of: {list}.");
        }
    }

    private void CheckValue(JsonElement element, Type type, string path)
    {
        if (type == typeof(string))
        {
            Is(element, JsonValueKind.String, path, "应为文本。", "A text is expected.");
        }
        else if (type == typeof(bool))
        {
            if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                Add(path, "应为 true 或 false。", "true or false is expected.");
            }
        }
        else if (type == typeof(double))
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number))
            {
                Add(path, "应为数字（不加引号）。", "A number is expected, without quotes.");
            }
        }
        else if (!Reads(element, type))
        {
            Add(path, "值的形式不对。", "The value is not of the right kind.");
        }
    }

    private static bool Reads(JsonElement element, Type type)
    {
        try
        {
            _ = element.Deserialize(type, ModelJson.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Is(JsonElement element, JsonValueKind kind, string path, string zh, string en)
    {
        if (element.ValueKind == kind)
        {
            return true;
        }

        Add(path, zh, en);
        return false;
    }

    private void Add(string path, string zh, string en) => faults.Add(new ModelFault(path, new LocalName(zh, en)));
}
