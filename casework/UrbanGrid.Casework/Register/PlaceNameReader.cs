using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads points of interest and house numbers.</summary>
internal sealed class PlaceNameReader(CityFiles files, FaultList faults)
{
    private const string File = CityFileNames.Places;
    private const int MaxName = 120;

    public List<PlaceName> Read()
    {
        var places = new Dictionary<string, PlaceName>();
        foreach (var row in files.RowsIfAny(File, "code", "kind", "name_zh", "name_en", "lat", "lon"))
        {
            var where = $"line {row.Line}";
            var (lat, lon) = (FieldRules.Degrees(row["lat"], 90), FieldRules.Degrees(row["lon"], 180));
            if (row["code"].Length == 0 || row["name_zh"].Length is 0 or > MaxName || row["name_en"].Length is 0 or > MaxName)
            {
                faults.Add(
                    CityFaultKind.Value, File, where,
                    $"请填写 code、name_zh 和 name_en，名称至多 {MaxName} 个字符",
                    $"fill in code, name_zh and name_en; a name has at most {MaxName} characters");
            }
            else if (row["kind"] is not (PlaceNameKind.Poi or PlaceNameKind.Address))
            {
                faults.Add(
                    CityFaultKind.Value, File, where,
                    $"kind“{row["kind"]}”应为 poi（兴趣点）或 address（门牌）", $"kind '{row["kind"]}' must be poi or address");
            }
            else if (lat is null || lon is null)
            {
                faults.Add(
                    CityFaultKind.Value, File, where,
                    $"lat“{row["lat"]}”和 lon“{row["lon"]}”应为 WGS-84 度数",
                    $"lat '{row["lat"]}' and lon '{row["lon"]}' must be WGS-84 degrees");
            }
            else if (!places.TryAdd(row["code"], new PlaceName
                {
                    Code = row["code"],
                    Kind = row["kind"],
                    NameZh = row["name_zh"],
                    NameEn = row["name_en"],
                    Aliases = row.Filled("aliases"),
                    Lat = lat.Value,
                    Lon = lon.Value,
                }))
            {
                faults.Add(
                    CityFaultKind.DuplicateCode, File, where, $"编码 {row["code"]} 重复", $"code {row["code"]} is used twice");
            }
        }

        return [.. places.Values];
    }
}
