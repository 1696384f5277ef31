using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Tables;

namespace UrbanGrid.Casework.Register;

/// <summary>Writes tables of a city in the form that <see cref="CityReader"/> reads.</summary>
internal static class CityFileWriter
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Areas(IEnumerable<Area> areas) => GeoJson(areas.Select(a => (a.Boundary, new (string, string?)[]
    {
        ("code", a.Code), ("parent", a.ParentCode), ("name_zh", a.Kind == AreaKind.UnitGrid ? null : a.NameZh),
        ("name_en", a.Kind == AreaKind.UnitGrid ? null : a.NameEn), ("responsibility", a.ResponsibilityGrid),
        ("area_m2", a.AreaM2?.ToString("R", CultureInfo.InvariantCulture)), ("initial_date", a.InitialDate),
        ("end_date", a.EndDate), ("land_use", a.LandUse), ("grade", a.ManagementGrade), ("subject", a.Subject),
        ("note", a.Note),
    })));

    public static byte[] Roads(IEnumerable<RoadLine> roads) => GeoJson(roads.Select(r => (r.Line, new (string, string?)[]
    {
        ("code", r.Code), ("name_zh", r.NameZh), ("name_en", r.NameEn), ("class", r.RoadClass),
    })));

    public static byte[] Components(IEnumerable<CityComponent> components) => CsvText.Of(
        ["code", "category", "lat", "lon", "authority", "owner", "maintainer", "name", "unit_grid", "state", "initial_date", "change_date", "data_source", "note"],
        components.Select(c => new[]
        {
            c.Code, c.Category, Number(c.Lat), Number(c.Lon), c.Authority, c.Owner, c.Maintainer, c.Name, c.UnitGrid, c.State,
            c.InitialDate, c.ChangeDate, c.DataSource, c.Note,
        }));

    public static byte[] Places(IEnumerable<PlaceName> places) => CsvText.Of(
        ["code", "kind", "name_zh", "name_en", "aliases", "lat", "lon"],
        places.Select(p => new[] { p.Code, p.Kind, p.NameZh, p.NameEn, p.Aliases, Number(p.Lat), Number(p.Lon) }));

    public static byte[] Departments(IEnumerable<Department> departments) => CsvText.Of(
        ["code", "name_zh", "name_en"], departments.Select(d => new[] { d.Code, d.NameZh, d.NameEn }));

    public static byte[] Responsibilities(IEnumerable<Responsibility> rows) => CsvText.Of(
        ["category", "area", "department", "basis_zh", "basis_en"],
        rows.Select(r => new[] { r.Category, r.Area, r.Department, r.BasisZh, r.BasisEn }));

    public static byte[] Calendar(IEnumerable<CalendarDay> days) => CsvText.Of(
        ["date", "working", "name_zh", "name_en"],
        days.Select(d => new[] { d.Date, d.Working ? "yes" : "no", d.NameZh, d.NameEn }));

    public static byte[] Seasons(IEnumerable<SeasonHours> seasons) => CsvText.Of(
        ["from", "to", "hours", "name_zh", "name_en"], seasons.Select(s => new[] { s.From, s.To, s.Hours, s.NameZh, s.NameEn }));

    /// <summary>A feature collection, one feature a line; properties without a value are left out.</summary>
    internal static byte[] GeoJson(IEnumerable<(string Geometry, (string Name, string? Value)[] Properties)> features)
    {
        var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
        var separator = "\n";
        foreach (var (geometry, properties) in features)
        {
            var pairs = properties.Where(p => p.Value is not null).Select(p => $"{Text(p.Name)}:{Text(p.Value!)}");
            text.Append(separator).Append("""{"type":"Feature","properties":{""").AppendJoin(',', pairs)
                .Append("},\"geometry\":").Append(geometry).Append('}');
            separator = ",\n";
        }

        return Encoding.UTF8.GetBytes(text.Append("\n]}\n").ToString());
    }

    private static string Text(string value) => JsonSerializer.Serialize(value, Json);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
