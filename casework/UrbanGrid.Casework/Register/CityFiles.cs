using System.Text;
using System.Text.Json;
using CsvHelper;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Tables;
using CsvRow = UrbanGrid.Casework.Tables.CsvRow;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads the files of a city's folder; what cannot be read becomes a fault.</summary>
internal sealed class CityFiles(string folder, FaultList faults)
{
    private const long MaxBytes = 200L * 1024 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Rows of a CSV file that has at least these columns.</summary>
    public IReadOnlyList<CsvRow> Rows(string file, params string[] columns)
    {
        if (Bytes(file) is not { } bytes)
        {
            return [];
        }

        try
        {
            var table = CsvTable.Read(new MemoryStream(bytes, writable: false));
            var missing = columns.Except(table.Columns, StringComparer.OrdinalIgnoreCase).ToList();
            if (missing.Count == 0)
            {
                return table.Rows;
            }

            faults.Add(file, "line 1", $"add the missing column {string.Join(", ", missing)}");
        }
        catch (CsvFormatException e)
        {
            faults.Add(file, "", e.Message);
        }

        return [];
    }

    /// <summary>Features of a GeoJSON file with geometries of these types.</summary>
    public IReadOnlyList<CityFeature> Features(string file, params string[] types)
    {
        if (Bytes(file) is not { } bytes)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
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

            faults.Add(file, "", "write a GeoJSON FeatureCollection with a features array");
        }
        catch (JsonException e)
        {
            faults.Add(file, $"line {e.LineNumber + 1}", "this is not JSON; mend or export it again");
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
                throw new FormatException("a feature needs properties and a geometry");
            }

            var shape = GeoJsonGeometry.Read(geometry);
            if (!types.Contains(shape.GeometryType))
            {
                throw new FormatException(
                    $"its geometry must be {string.Join(" or ", types)}, not {shape.GeometryType}");
            }

            if (new IsValidOp(shape).ValidationError is { } error)
            {
                var at = FormattableString.Invariant($"{error.Coordinate.X:F6}, {error.Coordinate.Y:F6}");
                throw new FormatException($"{error.Message.ToLowerInvariant()} at {at}; redraw it there");
            }

            var texts = properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString().Trim());
            return new CityFeature(where, texts, geometry.GetRawText());
        }
        catch (FormatException e)
        {
            faults.Add(file, where, e.Message);
            return null;
        }
    }

    private byte[]? Bytes(string file)
    {
        var info = new FileInfo(Path.Combine(folder, file));
        if (!info.Exists || info.Length > MaxBytes)
        {
            faults.Add(file, "", info.Exists ? "it is larger than 200 MB; split the city" : "the file is missing");
            return null;
        }

        try
        {
            var bytes = File.ReadAllBytes(info.FullName);
            StrictUtf8.GetCharCount(bytes);
            return bytes;
        }
        catch (DecoderFallbackException)
        {
            faults.Add(file, "", "it is not UTF-8 (GBK perhaps); save it as UTF-8");
            return null;
        }
    }
}
