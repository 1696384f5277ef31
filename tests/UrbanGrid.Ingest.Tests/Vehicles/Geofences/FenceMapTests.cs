using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Tests.Vehicles.Geofences;

public sealed class FenceMapTests
{
    [Fact]
    public void Every_area_a_way_touches_is_found_and_none_twice()
    {
        var random = new Random(7);
        var fences = Enumerable.Range(0, 500)
            .Select(n => Fence($"f{n}", Ground.Circle((random.NextDouble() * 20_000) - 10_000, (random.NextDouble() * 20_000) - 10_000, 20 + (random.NextDouble() * 2_000))))
            .ToList();
        var map = new FenceMap(fences);
        List<Fence> found = [];
        for (var n = 0; n < 500; n++)
        {
            var (x, y) = ((random.NextDouble() * 20_000) - 10_000, (random.NextDouble() * 20_000) - 10_000);
            var (from, to) = (Ground.Place(x, y), Ground.Place(x + (random.NextDouble() * 3_000), y + (random.NextDouble() * 3_000)));
            map.Near(from, to, found);

            Assert.Equal(found.Count, found.Distinct().Count());
            Assert.Empty(fences.Where(f => f.Area.DistanceM(from) <= 0 || f.Area.DistanceM(to) <= 0 || f.Area.Crosses(from, to, out _)).Except(found));
        }
    }

    [Fact]
    public void An_area_as_wide_as_the_city_is_found_everywhere()
    {
        var map = new FenceMap([Fence("ring", Ground.Circle(0, 0, 50_000)), Fence("gate", Ground.Circle(0, 0, 30))]);
        List<Fence> found = [];

        map.Near(Ground.Place(20_000, 20_000), Ground.Place(20_000, 20_000), found);

        Assert.Equal("ring", Assert.Single(found).Id);
    }

    private static Fence Fence(string id, GeofenceShape shape) => new(Ground.Fence(id, GeofenceKind.Forbidden, shape), Ground.City);
}
