using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>Point → unit grid among areas that were just read; on a shared border the lower code wins.</summary>
internal sealed class UnitGridLookup
{
    private readonly STRtree<(string Code, IPreparedGeometry Shape)> _grids = new();

    public UnitGridLookup(IEnumerable<AreaRecord> areas)
    {
        foreach (var record in areas.Where(a => a.Area.Kind == AreaKind.UnitGrid))
        {
            _grids.Insert(record.Shape.EnvelopeInternal, (record.Area.Code, PreparedGeometryFactory.Prepare(record.Shape)));
        }

        _grids.Build();
    }

    public string? Find(double lat, double lon)
    {
        var point = new Point(lon, lat);
        return _grids.Query(point.EnvelopeInternal).Where(g => g.Shape.Covers(point))
            .Select(g => g.Code).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
