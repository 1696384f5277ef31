using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace UrbanGrid.Casework.Places;

/// <summary>Point → grids, road and component, from R-trees in memory.</summary>
public sealed class GridIndex
{
    private const double RoadSearchM = 200;

    private readonly Dictionary<string, Area> _areas;
    private readonly STRtree<(Area Area, IPreparedGeometry Shape)> _shapes = new();
    private readonly STRtree<(RoadLine Road, Geometry Line)> _roads = new();
    private readonly STRtree<CityComponent> _components = new();

    /// <summary>Builds the trees.</summary>
    public GridIndex(
        IReadOnlyList<Area> areas, IReadOnlyList<RoadLine> roads, IReadOnlyList<CityComponent> components)
    {
        _areas = areas.ToDictionary(a => a.Code);
        foreach (var area in areas)
        {
            var shape = GeoJsonGeometry.Parse(area.Boundary);
            _shapes.Insert(shape.EnvelopeInternal, (area, PreparedGeometryFactory.Prepare(shape)));
        }

        foreach (var road in roads)
        {
            var line = GeoJsonGeometry.Parse(road.Line);
            _roads.Insert(line.EnvelopeInternal, (road, line));
        }

        foreach (var component in components)
        {
            _components.Insert(new Envelope(new Coordinate(component.Lon, component.Lat)), component);
        }

        _shapes.Build();
        _roads.Build();
        _components.Build();
    }

    /// <summary>What lies around a WGS-84 point; on a shared border the lower code wins.</summary>
    public PlaceFound Locate(double lat, double lon)
    {
        var point = new Point(lon, lat);
        var around = _shapes.Query(point.EnvelopeInternal)
            .Where(s => s.Shape.Covers(point))
            .Select(s => s.Area)
            .OrderBy(a => a.Code, StringComparer.Ordinal)
            .ToList();
        var unitGrid = around.Find(a => a.Kind == AreaKind.UnitGrid);
        return new PlaceFound(
            unitGrid,
            AreaOrNull(unitGrid?.ResponsibilityGrid) ?? around.Find(a => a.Kind == AreaKind.ResponsibilityGrid),
            AreaOrNull(unitGrid?.ParentCode) ?? around.Find(a => a.Kind == AreaKind.Community),
            around.Find(a => a.Kind == AreaKind.SubDistrict),
            NearestRoad(lat, lon));
    }

    /// <summary>The nearest component within a radius, of one class if given.</summary>
    public CityComponent? NearestComponent(double lat, double lon, double radiusM, string? category = null) =>
        _components.Query(EnvelopeAround(lat, lon, radiusM))
            .Where(c => category is null || c.Category == category)
            .Select(c => (Component: c, Distance: Ground.DistanceM(lat, lon, c.Lat, c.Lon)))
            .Where(c => c.Distance <= radiusM)
            .OrderBy(c => c.Distance)
            .Select(c => c.Component)
            .FirstOrDefault();

    private RoadLine? NearestRoad(double lat, double lon)
    {
        var scale = Ground.MetresPerDegreeOfLongitude(lat) / Ground.MetresPerDegree;
        return _roads.Query(EnvelopeAround(lat, lon, RoadSearchM))
            .Select(r => (r.Road, DistanceM: DistanceToM(r.Line, lat, lon, scale)))
            .Where(r => r.DistanceM <= RoadSearchM)
            .OrderBy(r => r.DistanceM)
            .Select(r => r.Road)
            .FirstOrDefault();
    }

    private static double DistanceToM(Geometry line, double lat, double lon, double scale)
    {
        var at = new Coordinate(0, 0);
        var positions = line.Coordinates
            .Select(c => new Coordinate(
                (c.X - lon) * scale * Ground.MetresPerDegree, (c.Y - lat) * Ground.MetresPerDegree))
            .ToArray();
        return NetTopologySuite.Algorithm.DistanceComputer.PointToSegmentString(at, positions);
    }

    private static Envelope EnvelopeAround(double lat, double lon, double radiusM)
    {
        var dLat = radiusM / Ground.MetresPerDegree;
        var dLon = radiusM / Ground.MetresPerDegreeOfLongitude(lat);
        return new Envelope(lon - dLon, lon + dLon, lat - dLat, lat + dLat);
    }

    private Area? AreaOrNull(string? code) => code is null ? null : _areas.GetValueOrDefault(code);
}
