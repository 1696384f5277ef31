using NetTopologySuite.Geometries;
using NetTopologySuite.LinearReferencing;

namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>Something with names, as the city's own row has them; what is told of it is made when it is found.</summary>
/// <param name="Source">A place name, road, crossing, area or component.</param>
/// <param name="At">Where it is.</param>
internal readonly record struct PlaceEntry(object Source, GroundPoint At)
{
    /// <summary>Whether it is at one point and has a name of its own, so that it says where a point is.</summary>
    public bool IsPoint => Source is PlaceName or RoadCrossing or CityComponent { Name: not null };

    public string Code => Source switch
    {
        PlaceName place => place.Code,
        RoadLine road => road.Code,
        RoadCrossing crossing => $"{crossing.One.Code}/{crossing.Other.Code}",
        Area area => area.Code,
        CityComponent component => component.Code,
        _ => "",
    };

    public static List<PlaceEntry> Of(
        IReadOnlyList<PlaceName> places, IReadOnlyList<RoadLine> roads, IReadOnlyList<Area> areas, IEnumerable<CityComponent> components) =>
    [
        .. places.Select(p => new PlaceEntry(p, new GroundPoint(p.Lat, p.Lon))),
        .. roads.Select(r => new PlaceEntry(r, MiddleOf(GeoJsonGeometry.Parse(r.Line)))),
        .. RoadCrossing.Of(roads).Select(c => new PlaceEntry(c, c.At)),
        .. areas.Select(a => new PlaceEntry(a, PointOf(GeoJsonGeometry.Parse(a.Boundary).InteriorPoint.Coordinate))),
        .. components.Select(c => new PlaceEntry(c, new GroundPoint(c.Lat, c.Lon))),
    ];

    /// <summary>Everything it is called.</summary>
    public IEnumerable<string> Names() => Source switch
    {
        PlaceName place => [place.NameZh, place.NameEn, .. place.Aliases?.Split([';', '；']) ?? []],
        RoadLine road => [road.NameZh, road.NameEn],
        RoadCrossing { One: var a, Other: var b } =>
        [
            $"{a.NameZh}{b.NameZh}路口", $"{b.NameZh}{a.NameZh}路口", $"{a.NameEn} {b.NameEn} crossing", $"{b.NameEn} {a.NameEn} crossing",
        ],
        Area { Kind: AreaKind.UnitGrid } grid => [grid.Code],
        Area area => [area.NameZh, area.NameEn, area.Code],
        CityComponent { Name: { } name } component => [component.Code, name],
        CityComponent component => [component.Code],
        _ => [],
    };

    /// <summary>Where it is for somebody who asks from a point: of a road, the place nearest to them.</summary>
    public GroundPoint NearestTo(GroundPoint? near)
    {
        if (near is not { } from || Source is not RoadLine road)
        {
            return At;
        }

        var line = GeoJsonGeometry.Parse(road.Line);
        var scale = Ground.MetresPerDegreeOfLongitude(from.Lat) / Ground.MetresPerDegree;
        var flat = new LineString([.. line.Coordinates.Select(c => new Coordinate(c.X * scale, c.Y))]);
        var index = new LengthIndexedLine(flat);
        var at = index.ExtractPoint(index.Project(new Coordinate(from.Lon * scale, from.Lat)));
        return new GroundPoint(at.Y, at.X / scale);
    }

    public NamedPlace Describe(GroundPoint at) => Source switch
    {
        PlaceName place => new(place.Kind, Code, new LocalText(place.NameZh, place.NameEn), at),
        RoadLine road => new(PlaceNameKind.Road, Code, new LocalText(road.NameZh, road.NameEn), at),
        RoadCrossing { One: var a, Other: var b } => new(
            PlaceNameKind.Crossing, Code, new LocalText($"{a.NameZh}与{b.NameZh}路口", $"{a.NameEn} / {b.NameEn}"), at),
        Area { Kind: AreaKind.UnitGrid } grid => new(PlaceNameKind.UnitGrid, Code, new LocalText(grid.Code, grid.Code), at),
        Area area => new(PlaceNameKind.Area, Code, new LocalText(area.NameZh, area.NameEn), at),
        CityComponent component => new(
            PlaceNameKind.Component, Code, new LocalText(component.Name ?? Code, component.Name ?? Code), at),
        _ => throw new InvalidOperationException($"A {Source.GetType().Name} has no name."),
    };

    private static GroundPoint MiddleOf(Geometry line)
    {
        var index = new LengthIndexedLine(line);
        return PointOf(index.ExtractPoint(index.EndIndex / 2));
    }

    private static GroundPoint PointOf(Coordinate position) => new(position.Y, position.X);
}
