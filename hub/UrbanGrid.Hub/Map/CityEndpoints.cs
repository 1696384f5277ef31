using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Hub.Map;

/// <summary>Answer of <c>GET /city</c>; places are longitude, latitude.</summary>
public sealed record CityView(LocalText Name, double[] Centre, double[] Bounds, string? TileUrl, string TimeZone);

/// <summary>What the map is told beside the city itself.</summary>
/// <param name="TileUrl">Raster tile template; null for none.</param>
/// <param name="TimeZone">Zone the city lives in.</param>
/// <param name="Folder">Where the imported city's drawing is kept.</param>
public sealed record MapSettings(string? TileUrl, string TimeZone, string Folder);

/// <summary><c>/city</c> and <c>/map/*.geojson</c>.</summary>
public static class CityEndpoints
{
    private const string GeoJson = "application/geo+json";

    /// <summary>Adds the resources.</summary>
    public static void MapCity(this IEndpointRouteBuilder api)
    {
        api.MapGet("/city", async (CityRegister cities, MapSettings settings, CancellationToken ct) =>
            Describe(await cities.CurrentAsync(ct), settings)).WithTags("map");
        var map = api.MapGroup("/map").WithTags("map");
        map.MapGet("/grids.geojson", Layer(MapLayers.UnitGrids));
        map.MapGet("/responsibility-grids.geojson", Layer(MapLayers.ResponsibilityGrids));
        map.MapGet("/roads.geojson", Layer(MapLayers.Roads));
        map.MapGet("/components.geojson", Layer(MapLayers.Components));
        map.MapGet("/blocks.geojson", (MapSettings settings) =>
            Path.Combine(settings.Folder, "blocks.geojson") is var file && File.Exists(file)
                ? Results.File(file, GeoJson)
                : Results.Text(MapLayers.Empty, GeoJson)).Produces(StatusCodes.Status200OK, contentType: GeoJson);
    }

    private static Delegate Layer(Func<City, CaseCatalogue, string> draw) =>
        async (CityRegister cities, CatalogueRegister catalogues, TimeProvider time, HttpContext context, CancellationToken ct) =>
        {
            var city = await cities.CurrentAsync(ct);
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{city.Revision}-{catalogues.Latest.VersionAt(time.GetUtcNow().ToUnixTimeMilliseconds())}\"");
            context.Response.Headers.ETag = tag;
            context.Response.Headers.CacheControl = "private, no-cache";
            return context.Request.Headers.IfNoneMatch == tag
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Text(draw(city, catalogues.InForce), GeoJson);
        };

    private static CityView Describe(City city, MapSettings settings)
    {
        var district = city.Areas.FirstOrDefault(a => a.Kind == AreaKind.District);
        var box = Bounds.Of(city.Areas.Select(a => a.Boundary));
        return new CityView(
            district is null ? new LocalText("城市", "City") : new LocalText(district.NameZh, district.NameEn),
            [(box.West + box.East) / 2, (box.South + box.North) / 2],
            [box.West, box.South, box.East, box.North],
            settings.TileUrl,
            settings.TimeZone);
    }
}
