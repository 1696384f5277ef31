using System.Text;
using System.Text.Json;
using CsvHelper;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Tables;
using CsvRow = UrbanGrid.Casework.Tables.CsvRow;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads the files of a city; what cannot be read becomes a fault.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="kept">Files that stand in for those that are not in the folder, by name.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class CityFiles(string folder, IReadOnlyDictionary<string, Func<byte[]>> kept, FaultList faults)
{
    private const long MaxBytes = 200L * 1024 * 1024;

    /// <summary>Whether the folder itself has a file.</summary>
    public bool Has(string file) => File.Exists(Path.Combine(folder, file));

    /// <summary>Rows of a CSV file that has at least these columns.</summary>
    public IReadOnlyList<CsvRow> Rows(string file, params string[] columns)
    {
        if (Bytes(file) is not { } bytes)
        {
            return [];
        }

        if (DecodedText.Read(bytes) is not { } text)
        {
            faults.Add(
                CityFaultKind.Encoding, file, "",
                "编码既不是 UTF-8 也不是 GBK/GB18030；请另存为“CSV UTF-8（逗号分隔）”",
                "it is neither UTF-8 nor GBK/GB18030; save it as CSV in UTF-8");
            return [];
        }

        if (text.IsGbk)
        {
            faults.Warn(
                CityFaultKind.Encoding, file, "",
                "已按 GBK/GB18030 读取；建议今后另存为 UTF-8",
                "it was read as GBK/GB18030; save it as UTF-8 next time");
        }

        return Rows(file, text.Text, columns);
    }

    /// <summary>The same of a file that a city may do without.</summary>
    public IReadOnlyList<CsvRow> RowsIfAny(string file, params string[] columns) =>
        Has(file) || kept.ContainsKey(file) ? Rows(file, columns) : [];

    /// <summary>Features of a GeoJSON file with geometries of these types.</summary>
    public IReadOnlyList<CityFeature> Features(string file, params string[] types)
    {
        if (Bytes(file) is not { } bytes)
        {
            return [];
        }

        if (DecodedText.Read(bytes) is not { IsGbk: false })
        {
            faults.Add(
                CityFaultKind.Encoding, file, "",
                "GeoJSON 必须是 UTF-8 编码（可能是 GBK）；请另存为 UTF-8",
                "GeoJSON must be UTF-8 (this is GBK perhaps); save it as UTF-8");
            return [];
        }

        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            using var document = JsonDocument.Parse(bytes.AsMemory(start));
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("features", out var features)
                && features.ValueKind == JsonValueKind.Array)
            {
                return
                [
                    .. features.EnumerateArray()
                        .Select((feature, i) => Feature(file, $"feature {i + 1}", feature, types))
                        .OfType<CityFeature>(),
                ];
            }

            faults.Add(
                CityFaultKind.File, file, "",
                "请写成含 features 数组的 GeoJSON FeatureCollection",
                "write a GeoJSON FeatureCollection with a features array");
        }
        catch (JsonException e)
        {
            faults.Add(
                CityFaultKind.File, file, $"line {e.LineNumber + 1}",
                "不是有效的 JSON，请修正或重新导出", "this is not JSON; mend or export it again");
        }

        return [];
    }

    private IReadOnlyList<CsvRow> Rows(string file, string text, string[] columns)
    {
        try
        {
            var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false), ColumnNames.Of);
            var missing = columns.Except(table.Columns, StringComparer.OrdinalIgnoreCase).ToList();
            if (missing.Count == 0)
            {
                return table.Rows;
            }

            var names = string.Join(", ", missing);
            faults.Add(CityFaultKind.File, file, "line 1", $"缺少列 {names}，请补充", $"add the missing column {names}");
        }
        catch (CsvFormatException e)
        {
            faults.Add(CityFaultKind.File, file, "", $"不是有效的 CSV：{e.Message}", e.Message);
        }

        return [];
    }

    private CityFeature? Feature(string file, string where, JsonElement feature, string[] types)
    {
        try
        {
            if (feature.ValueKind != JsonValueKind.Object
                || !feature.TryGetProperty("properties", out var properties)
                || properties.ValueKind != JsonValueKind.Object
                || !feature.TryGetProperty("geometry", out var geometry))
            {
                throw new GeometryFaultException(
                    new LocalText("要素需要 properties 和 geometry", "a feature needs properties and a geometry"));
            }

            var shape = GeoJsonGeometry.Read(geometry);
            if (!types.Contains(shape.GeometryType))
            {
                throw new GeometryFaultException(new LocalText(
                    $"几何类型应为 {string.Join(" 或 ", types)}，而不是 {shape.GeometryType}",
                    $"its geometry must be {string.Join(" or ", types)}, not {shape.GeometryType}"));
            }

            GeometryValidity.Require(shape);
            var texts = new Dictionary<string, string>();
            foreach (var property in properties.EnumerateObject())
            {
                texts[property.Name] = property.Value.ToString().Trim();
            }

            return new CityFeature(where, texts, geometry.GetRawText(), shape);
        }
        catch (GeometryFaultException e)
        {
            faults.Add(new CityImportFault(CityFaultKind.Geometry, file, where, e.Text) { At = e.At });
            return null;
        }
    }

    private byte[]? Bytes(string file)
    {
        var info = new FileInfo(Path.Combine(folder, file));
        if (!info.Exists && kept.TryGetValue(file, out var stands))
        {
            return stands();
        }

        if (!info.Exists || info.Length > MaxBytes)
        {
            var (zh, en) = info.Exists
                ? ("文件超过 200 MB，请把城市拆分", "it is larger than 200 MB; split the city")
                : ("缺少此文件", "the file is missing");
            faults.Add(CityFaultKind.File, file, "", zh, en);
            return null;
        }

        return File.ReadAllBytes(info.FullName);
    }
}
