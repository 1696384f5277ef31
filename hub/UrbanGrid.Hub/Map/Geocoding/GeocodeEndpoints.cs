using System.Globalization;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Map.Geocoding;

/// <summary><c>/geocode</c>: text → places with their grids, and point → address, grids and what is around (地理编码).</summary>
public static class GeocodeEndpoints
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 50;
    private const double AroundM = 200;

    /// <summary>Adds the resource.</summary>
    public static void MapGeocode(this IEndpointRouteBuilder api)
    {
        var geocode = api.MapGroup("/geocode").WithTags("map");
        geocode.MapGet("", FindAsync).WithSummary("Places that a text may mean: POI, house number, road, crossing, area, component; near=lat,lon puts the nearer first.");
        geocode.MapGet("/reverse", ReverseAsync).WithSummary("Address, grids and named places of a point.");
    }

    private static async Task<Page<PlaceView>> FindAsync(
        string? q, string? near, int? limit, CityRegister cities, CaseCatalogue catalogue, CancellationToken ct)
    {
        var text = q is { Length: > 0 } ? q : throw new ProblemException("missing_value", "q");
        var most = LimitOf(limit);
        var from = near is null ? (GroundPoint?)null : PointOf(near);
        var city = await cities.CurrentAsync(ct);
        var describer = new GeocodeDescriber(city, catalogue);
        return new Page<PlaceView>([.. city.Finder.Find(text, from, most).Select(describer.Describe)], null);
    }

    private static async Task<PointView> ReverseAsync(
        double? lat, double? lon, int? limit, CityRegister cities, CaseCatalogue catalogue, CancellationToken ct)
    {
        var at = new GroundPoint(Degrees(lat, "lat", 90), Degrees(lon, "lon", 180));
        var most = LimitOf(limit);
        return new GeocodeDescriber(await cities.CurrentAsync(ct), catalogue).Describe(at, AroundM, most);
    }

    private static int LimitOf(int? limit) =>
        limit is < 1 or > MaxLimit ? throw new ProblemException("invalid_value", "limit", $"1..{MaxLimit}") : limit ?? DefaultLimit;

    private static double Degrees(double? value, string name, double most) => value switch
    {
        null => throw new ProblemException("missing_value", name),
        { } degrees when Math.Abs(degrees) <= most => degrees,
        _ => throw new ProblemException("invalid_value", name, $"-{most}..{most}"),
    };

    private static GroundPoint PointOf(string near)
    {
        var parts = near.Split(',');
        return parts.Length == 2 && Number(parts[0], 90) is { } lat && Number(parts[1], 180) is { } lon
            ? new GroundPoint(lat, lon)
            : throw new ProblemException("invalid_value", "near", "lat,lon");
    }

    private static double? Number(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most ? value : null;
}
