using System.Globalization;
using System.Text.Json;
using CsvHelper;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Hub.Setup;

/// <summary>A person of <c>users.csv</c>.</summary>
public sealed record CityUser(string Login, string NameZh, string NameEn, string Role, string? Department);

/// <summary>A device of <c>devices.csv</c>.</summary>
public sealed record CityDevice(
    string Id, string Model, string NameZh, string NameEn, GeoPoint? Place, string? Component, IReadOnlyDictionary<string, string> Extra);

/// <summary>The files of a city's folder that the hub reads itself; casework reads the others.</summary>
public sealed class CityFolder(string folder)
{
    private sealed record CameraList(IReadOnlyList<CameraEntry> Cameras);

    private sealed record GeofenceList(IReadOnlyList<Geofence>? Geofences);

    private sealed record PlanList(IReadOnlyList<PlanInput> Plans);

    private sealed record CameraEntry(string Id, IReadOnlyList<CameraZone> Zones);

    /// <summary>Drawing of buildings, water and greens; may be missing.</summary>
    public string Blocks => Path.Combine(folder, "blocks.geojson");

    /// <summary>People and their posts.</summary>
    /// <exception cref="InvalidDataException">A row cannot be used; says which and what to write.</exception>
    public IReadOnlyList<CityUser> Users() => Rows("users.csv", (row, line) => new CityUser(
        Filled(row, "login", line), Filled(row, "name_zh", line), Filled(row, "name_en", line),
        RoleKey.All.Contains(row["role"])
            ? row["role"]
            : throw new InvalidDataException($"users.csv, line {line}: role '{row["role"]}' must be one of {string.Join(", ", RoleKey.All)}."),
        Optional(row, "department")));

    /// <summary>Devices.</summary>
    /// <exception cref="InvalidDataException">A row cannot be used; says which and what to write.</exception>
    public IReadOnlyList<CityDevice> Devices() => Rows("devices.csv", (row, line) => new CityDevice(
        Filled(row, "id", line), Filled(row, "model", line), Filled(row, "name_zh", line), Filled(row, "name_en", line),
        Optional(row, "lat") is null ? null : new GeoPoint(Degrees(row, "lat", 90, line), Degrees(row, "lon", 180, line)),
        Optional(row, "component"),
        (Optional(row, "extra") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1])));

    /// <summary>Zones of cameras by device id; none if the file is missing.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read; says where.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<CameraZone>> Zones() =>
        Json<CameraList>("cameras.json")?.Cameras.ToDictionary(c => c.Id, c => c.Zones) ?? [];

    /// <summary>Plans of sanitation work; none if the file is missing.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read; says where.</exception>
    public IReadOnlyList<PlanInput> SanitationPlans() => Json<PlanList>("sanitation.json")?.Plans ?? [];

    private T? Json<T>(string file)
        where T : class
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), ApiJson.Options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}, line {e.LineNumber + 1}: {e.Message}", e);
        }
    }

    /// <summary>Areas vehicles are judged by, of <c>geofences.json</c>; none if the file is missing.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read; says where.</exception>
    public IReadOnlyList<Geofence> Geofences()
    {
        var path = Path.Combine(folder, "geofences.json");
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<GeofenceList>(File.ReadAllBytes(path), ApiJson.Options)?.Geofences ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"geofences.json, line {e.LineNumber + 1}: {e.Message}", e);
        }
    }

    private List<T> Rows<T>(string file, Func<Dictionary<string, string>, long, T> read)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = File.OpenRead(path);
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { TrackLineNumbers = true }, leaveOpen: true);
        var columns = csv.Headers.Select(name => name.Trim()).ToList();
        List<T> rows = [];
        while (csv.Read())
        {
            var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < Math.Min(columns.Count, csv.FieldCount); i++)
            {
                row[columns[i]] = csv.GetString(i).Trim();
            }

            rows.Add(read(row, csv.LineNumber));
        }

        return rows;
    }

    private static string? Optional(Dictionary<string, string> row, string column) =>
        row.TryGetValue(column, out var value) && value.Length > 0 ? value : null;

    private static string Filled(Dictionary<string, string> row, string column, long line) =>
        Optional(row, column) ?? throw new InvalidDataException($"Line {line}: fill in {column}.");

    private static double Degrees(Dictionary<string, string> row, string column, double limit, long line) =>
        double.TryParse(Optional(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= limit
            ? value
            : throw new InvalidDataException($"Line {line}: {column} must be WGS-84 degrees.");
}
