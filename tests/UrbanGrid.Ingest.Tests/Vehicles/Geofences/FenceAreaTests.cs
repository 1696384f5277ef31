using NetTopologySuite.Geometries;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Tests.Vehicles.Geofences;

/// <summary>Distances, inside and passages agree with NetTopologySuite, for random shapes of each seed.</summary>
public sealed class FenceAreaTests
{
    private const int Seeds = 300;
    private const int Probes = 40;

    /// <summary>The plane of a shape is its own, that of the test another: a tenth of a metre on a kilometre.</summary>
    private const double ToleranceM = 0.3;

    [Fact]
    public void Distance_to_a_polygon_is_that_of_a_geometry_library() => Compare(
        random => Star(random, out var geometry) is var shape ? (shape, geometry) : default,
        (geometry, point) => geometry.Contains(point) ? -geometry.Boundary.Distance(point) : geometry.Distance(point));

    [Fact]
    public void Distance_to_a_corridor_is_that_of_a_geometry_library() => Compare(
        random => Way(random, out var line) is var shape ? (shape, line) : default,
        (line, point) => line.Distance(point) - HalfWidth);

    [Fact]
    public void Distance_to_a_circle_is_that_on_the_ground()
    {
        var area = FenceArea.Of(Ground.Circle(100, -50, 80));

        Assert.Equal(-80, area.DistanceM(Ground.Place(100, -50)), 0.1);
        Assert.Equal(20, area.DistanceM(Ground.Place(200, -50)), 0.1);
        Assert.Equal(Ground.Place(100, -50).DistanceTo(Ground.Place(170, 20)) - 80, area.DistanceM(Ground.Place(170, 20)), 0.1);
    }

    [Fact]
    public void A_way_passes_through_a_polygon_where_a_geometry_library_says_so()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var area = FenceArea.Of(Star(random, out var geometry));
            AgreeOnPassages(random, area, geometry, seed);
        }
    }

    [Fact]
    public void A_way_passes_through_a_corridor_where_a_geometry_library_says_so()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var area = FenceArea.Of(Way(random, out var line));
            AgreeOnPassages(random, area, line.Buffer(HalfWidth, 32), seed);
        }
    }

    [Fact]
    public void A_passage_tells_where_it_comes_in_and_goes_out()
    {
        Assert.True(FenceArea.Of(Ground.Box(0, 0, 100, 100)).Crosses(Ground.Place(-100, 50), Ground.Place(300, 50), out var box));
        Assert.Equal((0.25, 0.5), (Math.Round(box.Enters, 3), Math.Round(box.Leaves, 3)));

        Assert.True(FenceArea.Of(Ground.Circle(0, 0, 50)).Crosses(Ground.Place(-100, 0), Ground.Place(100, 0), out var circle));
        Assert.Equal((0.25, 0.75), (Math.Round(circle.Enters, 3), Math.Round(circle.Leaves, 3)));

        Assert.True(FenceArea.Of(Ground.Corridor(20, (-500, 0), (500, 0))).Crosses(Ground.Place(0, -20), Ground.Place(0, 20), out var corridor));
        Assert.Equal((0.25, 0.75), (Math.Round(corridor.Enters, 3), Math.Round(corridor.Leaves, 3)));
    }

    [Theory]
    [InlineData(0, 200, 100, 200)]
    [InlineData(-100, -50, -50, 200)]
    public void A_way_beside_it_passes_through_nothing(double fromEast, double fromNorth, double toEast, double toNorth) =>
        Assert.False(FenceArea.Of(Ground.Box(0, 0, 100, 100)).Crosses(Ground.Place(fromEast, fromNorth), Ground.Place(toEast, toNorth), out _));

    private const double HalfWidth = 30;

    private static void Compare(Func<Random, (GeofenceShape Shape, Geometry Geometry)> make, Func<Geometry, Point, double> expected)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var (shape, geometry) = make(random);
            var area = FenceArea.Of(shape);
            for (var probe = 0; probe < Probes; probe++)
            {
                var (x, y) = Somewhere(random);
                var (mine, theirs) = (area.DistanceM(Ground.Place(x, y)), expected(geometry, new Point(x, y)));
                Assert.True(Math.Abs(mine - theirs) < ToleranceM, $"seed {seed}: {mine} at {x:f1}, {y:f1} instead of {theirs}");
            }
        }
    }

    private static void AgreeOnPassages(Random random, FenceArea area, Geometry geometry, int seed)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var ((x1, y1), (x2, y2)) = (Somewhere(random), Somewhere(random));
            var (from, to) = (Ground.Place(x1, y1), Ground.Place(x2, y2));
            if (area.DistanceM(from) <= 0 || area.DistanceM(to) <= 0)
            {
                continue;
            }

            var inside = geometry.Intersection(new LineString([new Coordinate(x1, y1), new Coordinate(x2, y2)])).Length;
            if (inside is 0 or > 5)
            {
                Assert.True(area.Crosses(from, to, out _) == (inside > 5), $"seed {seed}: from {x1:f1}, {y1:f1} to {x2:f1}, {y2:f1} {inside:f2} m lie inside");
            }
        }
    }

    private static (double X, double Y) Somewhere(Random random) => ((random.NextDouble() * 1_600) - 800, (random.NextDouble() * 1_600) - 800);

    /// <summary>Corners in order of their direction from the middle, so that no side crosses another.</summary>
    private static GeofenceShape Star(Random random, out Geometry geometry)
    {
        var count = 4 + random.Next(9);
        var corners = Enumerable.Range(0, count).Select(n => (Angle: (n + (random.NextDouble() * 0.8)) * 2 * Math.PI / count, Far: 100 + (random.NextDouble() * 500)))
            .Select(c => (X: c.Far * Math.Cos(c.Angle), Y: c.Far * Math.Sin(c.Angle))).ToList();
        geometry = new Polygon(new LinearRing([.. corners.Append(corners[0]).Select(c => new Coordinate(c.X, c.Y))]));
        return new GeofenceShape { Type = GeofenceShape.Polygon, Points = [.. corners.Select(c => Ground.Point(c.X, c.Y))] };
    }

    private static GeofenceShape Way(Random random, out Geometry line)
    {
        var points = Enumerable.Range(0, 2 + random.Next(6)).Select(_ => Somewhere(random)).ToList();
        line = new LineString([.. points.Select(p => new Coordinate(p.X, p.Y))]);
        return Ground.Corridor(HalfWidth * 2, [.. points]);
    }
}
