using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Devices;

/// <summary>A fault of an imported file; the line counts from 1, the column is its name in the file.</summary>
public sealed record CsvFault(long Line, string? Column, LocalText Message);

/// <summary>A row of an imported file: its texts by column, and its line.</summary>
internal sealed record DeviceCsvRow(long Line, IReadOnlyDictionary<string, string> Fields);

/// <summary>Devices as a table: what its columns are called, and in which bytes it comes.</summary>
internal static class DeviceCsv
{
    /// <summary>Most rows of one file.</summary>
    public const int MaxRows = 50_000;

    /// <summary>Columns, in the order of an export.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["id", "model", "name_zh", "name_en", "lat", "lon", "component", "gateway", "enabled", "extra"];

    /// <summary>Chinese names of the columns, as spreadsheets of the field have them.</summary>
    private static readonly Dictionary<string, string> Chinese = new()
    {
        ["设备编号"] = "id", ["编号"] = "id", ["型号"] = "model", ["中文名称"] = "name_zh", ["名称"] = "name_zh", ["英文名称"] = "name_en",
        ["纬度"] = "lat", ["经度"] = "lon", ["部件编码"] = "component", ["网关"] = "gateway", ["启用"] = "enabled", ["附加属性"] = "extra",
    };

    /// <summary>The file's text: UTF-8, with or without a byte order mark, or GBK (read as GB 18030, which contains it).</summary>
    /// <returns>Null if it is neither.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        return TryDecode(new UTF8Encoding(false, throwOnInvalidBytes: true), start)
            ?? TryDecode(CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, bytes);
    }

    /// <summary>Reads the rows; what is wrong with the table itself is added to the faults.</summary>
    public static IReadOnlyList<DeviceCsvRow> Read(string text, List<CsvFault> faults)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        List<DeviceCsvRow> rows = [];
        try
        {
            using var csv = CsvReader.Create(stream, new CsvReaderOptions { TrackLineNumbers = true }, leaveOpen: true);
            var columns = csv.Headers.Select(h => h.Trim()).Select(h => Chinese.GetValueOrDefault(h, h.ToLowerInvariant())).ToList();
            CheckColumns(columns, faults);
            while (faults.Count == 0 && csv.Read())
            {
                if (rows.Count == MaxRows)
                {
                    faults.Add(new CsvFault(csv.LineNumber, null, new LocalText($"最多 {MaxRows} 行，请分成几个文件。", $"A file has at most {MaxRows} rows; split it.")));
                    break;
                }

                var fields = new Dictionary<string, string>(columns.Count, StringComparer.Ordinal);
                for (var i = 0; i < Math.Min(columns.Count, csv.FieldCount); i++)
                {
                    fields[columns[i]] = csv.GetString(i).Trim();
                }

                if (fields.Values.Any(f => f.Length > 0))
                {
                    rows.Add(new DeviceCsvRow(csv.LineNumber, fields));
                }
            }
        }
        catch (CsvFormatException problem)
        {
            faults.Add(new CsvFault(rows.Count == 0 ? 1 : rows[^1].Line + 1, null, new LocalText($"不是有效的 CSV：{problem.Message}", $"This is no CSV: {problem.Message}")));
        }

        return rows;
    }

    /// <summary>Writes fields as one line.</summary>
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Quote)) + "\r\n";

    /// <summary>Attributes as <c>key=value;key=value</c>; those that are no text, number or yes or no are left out.</summary>
    public static string Extra(IReadOnlyDictionary<string, JsonElement> attributes) => string.Join(';', attributes
        .Where(a => a.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        .Where(a => a.Key.AsSpan().IndexOfAny("=;") < 0 && !TextOf(a.Value).Contains(';', StringComparison.Ordinal))
        .OrderBy(a => a.Key, StringComparer.Ordinal)
        .Select(a => $"{a.Key}={TextOf(a.Value)}"));

    /// <summary>An attribute's value as text.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>An attribute's value as its text reads: a number, yes or no, else words.</summary>
    public static JsonElement ValueOf(string text) => text switch
    {
        "true" or "false" => JsonSerializer.SerializeToElement(text == "true"),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            && number.ToString(CultureInfo.InvariantCulture) == text => JsonSerializer.SerializeToElement(number),
        _ => JsonSerializer.SerializeToElement(text),
    };

    private static void CheckColumns(List<string> columns, List<CsvFault> faults)
    {
        foreach (var needed in new[] { "id", "model" }.Where(c => !columns.Contains(c)))
        {
            faults.Add(new CsvFault(1, needed, new LocalText($"缺少列“{needed}”。", $"The column '{needed}' is missing.")));
        }

        var known = string.Join(", ", Columns);
        foreach (var unknown in columns.Where(c => !Columns.Contains(c)))
        {
            faults.Add(new CsvFault(1, unknown, new LocalText($"没有列“{unknown}”；可用：{known}。", $"There is no column '{unknown}'; there are: {known}.")));
        }

        foreach (var twice in columns.CountBy(c => c).Where(c => c.Value > 1))
        {
            faults.Add(new CsvFault(1, twice.Key, new LocalText($"列“{twice.Key}”重复。", $"The column '{twice.Key}' stands there twice.")));
        }
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
