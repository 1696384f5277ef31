using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Places.Geocoding;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Map.Geocoding;

/// <summary>A place that a text may mean, or that lies around a point.</summary>
/// <param name="Kind">poi, address, road, crossing, area, unit_grid or component.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name; a component without one is called by its class and code.</param>
/// <param name="Lat">WGS-84 degrees north.</param>
/// <param name="Lon">WGS-84 degrees east.</param>
/// <param name="Match">exact, bare, prefix, part or fuzzy: how well its name fits.</param>
/// <param name="Score">1 for the same name, less the less it fits.</param>
/// <param name="DistanceM">Metres from the point asked from; null without one.</param>
/// <param name="UnitGrid">单元网格 it lies in.</param>
/// <param name="ResponsibilityGrid">责任网格 it lies in.</param>
/// <param name="Community">社区 it lies in.</param>
public sealed record PlaceView(
    string Kind, string Code, LocalText Name, double Lat, double Lon, string Match, double Score, double? DistanceM, string? UnitGrid,
    Named? ResponsibilityGrid, Named? Community);

/// <summary>What is known of a point.</summary>
/// <param name="Lat">WGS-84 degrees north.</param>
/// <param name="Lon">WGS-84 degrees east.</param>
/// <param name="Address">In words; null where nothing is known.</param>
/// <param name="UnitGrid">单元网格.</param>
/// <param name="ResponsibilityGrid">责任网格.</param>
/// <param name="Community">社区.</param>
/// <param name="SubDistrict">街道.</param>
/// <param name="District">区县.</param>
/// <param name="Road">Nearest named road within 200 m.</param>
/// <param name="Places">Named places within 200 m, the nearest first.</param>
/// <param name="Responsible">Departments that answer for something here, by the responsibility matrix (权责清单).</param>
public sealed record PointView(
    double Lat, double Lon, LocalText? Address, string? UnitGrid, Named? ResponsibilityGrid, Named? Community, Named? SubDistrict, Named? District,
    Named? Road, IReadOnlyList<PlaceView> Places, IReadOnlyList<ResponsibleView> Responsible);

/// <summary>A department that answers for something at a place.</summary>
/// <param name="Department">Which.</param>
/// <param name="For">What for: the basis of each row of the matrix.</param>
public sealed record ResponsibleView(Named Department, IReadOnlyList<LocalText> For);

/// <summary>Tells places with the grids around them.</summary>
internal sealed class GeocodeDescriber(City city, CaseCatalogue catalogue)
{
    public PlaceView Describe(PlaceHit hit)
    {
        var (place, around) = (hit.Place, city.Index.Locate(hit.Place.At.Lat, hit.Place.At.Lon));
        return new PlaceView(
            place.Kind, place.Code, NameOf(place), Math.Round(place.At.Lat, 7), Math.Round(place.At.Lon, 7), MatchWord(hit.Match), hit.Score,
            hit.DistanceM is { } metres ? Math.Round(metres, 1) : null, around.UnitGrid?.Code, Of(around.ResponsibilityGrid), Of(around.Community));
    }

    public PointView Describe(GroundPoint at, double radiusM, int limit)
    {
        var around = city.Index.Locate(at.Lat, at.Lon);
        var subDistrict = around.SubDistrict;
        return new PointView(
            at.Lat, at.Lon, around.Address, around.UnitGrid?.Code, Of(around.ResponsibilityGrid), Of(around.Community), Of(subDistrict),
            Of(city.Areas.FirstOrDefault(a => a.Kind == AreaKind.District && a.Code == subDistrict?.ParentCode)),
            around.NearestRoad is { } road ? new Named(road.Code, new LocalText(road.NameZh, road.NameEn)) : null,
            [.. city.Finder.Around(at, radiusM, limit).Select(Describe)],
            around.UnitGrid is { } grid ? ResponsibleIn(grid.Code) : []);
    }

    private List<ResponsibleView> ResponsibleIn(string grid) =>
    [
        .. city.Responsibilities.Where(r => grid.StartsWith(r.Area.TrimEnd('*'), StringComparison.Ordinal) && city.Departments.ContainsKey(r.Department))
            .GroupBy(r => r.Department)
            .Select(g => new ResponsibleView(
                new Named(g.Key, new LocalText(city.Departments[g.Key].NameZh, city.Departments[g.Key].NameEn)),
                [.. g.Select(r => new LocalText(r.BasisZh, r.BasisEn))])),
    ];

    private LocalText NameOf(NamedPlace place) =>
        place.Kind == PlaceNameKind.Component && place.Name.Zh == place.Code && city.Components.TryGetValue(place.Code, out var component)
            && catalogue.Find(component.Category)?.Name is { } name
            ? new LocalText($"{name.Zh} {place.Code}", $"{name.En} {place.Code}")
            : place.Name;

    private static Named? Of(Area? area) => area is null ? null : new Named(area.Code, new LocalText(area.NameZh, area.NameEn));

    private static string MatchWord(PlaceMatch match) => match switch
    {
        PlaceMatch.Exact => "exact",
        PlaceMatch.Bare => "bare",
        PlaceMatch.Prefix => "prefix",
        PlaceMatch.Part => "part",
        _ => "fuzzy",
    };
}
