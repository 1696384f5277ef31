using System.Text.Json.Nodes;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Map;

/// <summary>The city as GeoJSON, for the map.</summary>
public static class MapLayers
{
    /// <summary>A layer with nothing on it.</summary>
    public const string Empty = """{"type":"FeatureCollection","features":[]}""";

    /// <summary>单元网格.</summary>
    public static string UnitGrids(City city, CaseCatalogue catalogue) => Collection(city.Areas.Where(a => a.Kind == AreaKind.UnitGrid).Select(a =>
        Feature(a.Boundary, new JsonObject { ["code"] = a.Code, ["responsibility"] = a.ResponsibilityGrid })));

    /// <summary>责任网格.</summary>
    public static string ResponsibilityGrids(City city, CaseCatalogue catalogue) => Collection(city.Areas.Where(a => a.Kind == AreaKind.ResponsibilityGrid).Select(a =>
        Feature(a.Boundary, new JsonObject { ["code"] = a.Code, ["name_zh"] = a.NameZh, ["name_en"] = a.NameEn })));

    /// <summary>Street centre lines.</summary>
    public static string Roads(City city, CaseCatalogue catalogue) => Collection(city.Roads.Select(r =>
        Feature(r.Line, new JsonObject { ["code"] = r.Code, ["name_zh"] = r.NameZh, ["name_en"] = r.NameEn, ["class"] = r.RoadClass })));

    /// <summary>部件.</summary>
    public static string Components(City city, CaseCatalogue catalogue) => Collection(city.Components.Values.Select(c =>
    {
        var name = catalogue.Find(c.Category)?.Name;
        return new JsonObject
        {
            ["type"] = "Feature",
            ["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(c.Lon, c.Lat) },
            ["properties"] = new JsonObject
            {
                ["code"] = c.Code, ["category"] = c.Category, ["name_zh"] = name?.Zh ?? c.Category, ["name_en"] = name?.En ?? c.Category, ["state"] = c.State,
            },
        };
    }));

    private static JsonObject Feature(string geometry, JsonObject properties) => new()
    {
        ["type"] = "Feature", ["geometry"] = JsonNode.Parse(geometry), ["properties"] = properties,
    };

    private static string Collection(IEnumerable<JsonObject> features) => new JsonObject
    {
        ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]),
    }.ToJsonString(ApiJson.Options);
}
