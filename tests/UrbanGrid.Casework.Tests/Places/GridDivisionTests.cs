using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using UrbanGrid.Casework.Places.Division;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests.Places;

/// <summary>Unit grids made by the tool, by the rules of docs/domain-sources.md §4.</summary>
public sealed class GridDivisionTests : IDisposable
{
    private const double DegreesPerMetre = 1 / 111_000.0;
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_square_of_four_hundred_metres_becomes_sixteen_equal_squares_numbered_row_by_row()
    {
        var grids = GridDivision.Divide([Rectangle("320599001001", 0, 0, 400, 400)], [], new DivisionRules());

        Assert.Equal(Enumerable.Range(1, 16).Select(i => $"320599001001{i:000}"), grids.Select(g => g.Code));
        Assert.All(grids, g => Assert.InRange(g.AreaM2, 9_900, 10_200));
        var centres = grids.Select(g => Shape(g.Boundary).Centroid).ToList();
        Assert.True(centres[0].X < centres[3].X && centres[3].Y > centres[4].Y + 0.0005 && Math.Abs(centres[0].Y - centres[3].Y) < 0.0001);
        Assert.Equal(centres[0].X, centres[12].X, 1e-6);
    }

    [Fact]
    public void Neighbouring_communities_share_every_position_of_their_border_and_no_grid_crosses_it()
    {
        CommunityOutline[] communities =
            [Rectangle("320599001001", 0, 0, 310, 470), Rectangle("320599001002", 310, 0, 700, 470), Rectangle("320599001003", 0, 470, 700, 905)];

        var grids = GridDivision.Divide(communities, [], new DivisionRules());

        AssertSeamless(communities, grids);
    }

    /// <summary>A district of three by three communities with crooked borders, a lake in one of them, and crooked roads.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Crooked_communities_are_filled_without_gap_or_overlap_by_grids_of_about_one_size(int seed, bool roads)
    {
        var random = new Random(seed);
        var communities = Crooked(random);
        var lines = roads ? Enumerable.Range(0, 12).Select(_ => Road(random)).ToArray() : [];

        var grids = GridDivision.Divide(communities, lines, new DivisionRules());

        AssertSeamless(communities, grids);
        Assert.All(grids, g => Assert.InRange(g.AreaM2, 4_000, 20_000));
        var within = grids.Count(g => g.AreaM2 is > 6_500 and < 15_000);
        Assert.True(within > grids.Count * (roads ? 0.75 : 0.85), $"{within} of {grids.Count} are near 10,000 m².");
    }

    [Fact]
    public void The_same_communities_always_give_the_same_grids()
    {
        var communities = Crooked(new Random(7));

        Assert.Equal(GridDivision.Divide(communities, [], new DivisionRules()), GridDivision.Divide(communities, [], new DivisionRules()));
    }

    [Fact]
    public void A_road_is_a_border_of_grids_and_one_that_ends_inside_is_none()
    {
        var road = Line((150, -50), (170, 350));
        var deadEnd = Line((250, 150), (280, 160));

        var grids = GridDivision.Divide([Rectangle("320599001001", 0, 0, 300, 300)], [road, deadEnd], new DivisionRules());

        Assert.All(grids, g => Assert.False(Shape(g.Boundary).Buffer(-3e-6).Intersects(Shape(road))));
        Assert.Contains(grids, g => Shape(g.Boundary).Buffer(-3e-6).Intersects(Shape(deadEnd)));
    }

    [Fact]
    public void What_is_smaller_than_a_sliver_joins_its_neighbour_but_never_one_of_another_community()
    {
        // A road leaves a strip of ten metres; the second community is a sliver as a whole.
        CommunityOutline[] communities = [Rectangle("320599001001", 0, 0, 200, 100), Rectangle("320599001002", 200, 0, 210, 100)];

        var grids = GridDivision.Divide(communities, [Line((190, -20), (190, 120))], new DivisionRules());

        Assert.Equal(["320599001001", "320599001001", "320599001002"], grids.Select(g => g.Community));
        Assert.InRange(grids[2].AreaM2, 950, 1_050);
        AssertSeamless(communities, grids);
    }

    [Fact]
    public void A_community_that_three_digits_cannot_number_is_refused_with_what_to_do()
    {
        var refused = Assert.Throws<DivisionRefusedException>(
            () => GridDivision.Divide([Rectangle("320599001001", 0, 0, 3_500, 3_500)], [], new DivisionRules()));

        Assert.Contains("--side", refused.Text.En, StringComparison.Ordinal);
        Assert.Contains("999", refused.Text.Zh, StringComparison.Ordinal);
        Assert.Equal(306, GridDivision.Divide([Rectangle("320599001001", 0, 0, 3_500, 3_500)], [], new DivisionRules { SideM = 200 }).Count, 20.0);
    }

    [Fact]
    public void Grids_made_from_the_sample_citys_communities_can_be_imported_and_fit()
    {
        using var city = new SampleCityCopy();

        var divided = new CommunityDivision(city.File("communities.geojson"))
        {
            Lines = [city.File("roads.geojson")],
            ResponsibilityGrids = city.File("responsibility-grids.geojson"),
            InitialDate = new DateOnly(2026, 3, 2),
        }.Run();

        Assert.Equal((2, 28), (divided.Communities, divided.Grids)); // One for each block between the streets.
        File.WriteAllBytes(city.File("grids.geojson"), divided.GeoJson.ToArray());
        var report = city.Check();
        Assert.Equal((0, 0), (report.ErrorCount, report.WarningCount));
        Assert.Contains("\"initial_date\":\"2026-03-02\"", Encoding.UTF8.GetString(divided.GeoJson.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Communities_that_overlap_are_not_divided()
    {
        var path = _folder.File("communities.geojson");
        File.WriteAllText(path, Collection(Rectangle("320599001001", 0, 0, 300, 300), Rectangle("320599001002", 290, 0, 600, 300)));

        var refused = Assert.Throws<CityImportException>(() => new CommunityDivision(path).Run());

        var fault = Assert.Single(refused.Faults);
        Assert.Equal((CityFaultKind.Overlap, "feature 2"), (fault.Kind, fault.Where));
        Assert.InRange(fault.AreaM2!.Value, 2_950, 3_050);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertSeamless(IReadOnlyList<CommunityOutline> communities, IReadOnlyList<UnitGridDraft> grids)
    {
        foreach (var community in communities)
        {
            var whole = Shape(community.Boundary);
            var parts = grids.Where(g => g.Community == community.Code).Select(g => Shape(g.Boundary)).ToList();
            Assert.All(parts, p => Assert.True(p.IsValid));
            var union = NetTopologySuite.Operation.Union.UnaryUnionOp.Union(parts);
            Assert.Equal(0, whole.SymmetricDifference(union).Area / whole.Area, 1e-6);
        }

        // Each side of a grid belongs to two grids, or to the rim: nothing is left between neighbours.
        var rim = NetTopologySuite.Operation.Union.UnaryUnionOp.Union(communities.Select(c => Shape(c.Boundary)).ToList()).Boundary;
        var sides = grids.SelectMany(g => Sides(Shape(g.Boundary))).GroupBy(s => s).ToList();
        Assert.All(sides, s => Assert.True(
            s.Count() == 2 || rim.Distance(new LineString([new(s.Key.X1, s.Key.Y1), new(s.Key.X2, s.Key.Y2)]).Centroid) < 3e-9,
            $"{s.Key} belongs to {s.Count()} grids."));
        Assert.Equal(grids.Count, grids.Select(g => g.Code).Distinct().Count());
        Assert.All(grids, g => Assert.StartsWith(g.Community, g.Code, StringComparison.Ordinal));
    }

    private static IEnumerable<(double X1, double Y1, double X2, double Y2)> Sides(Geometry shape)
    {
        var polygon = (Polygon)shape;
        return polygon.InteriorRings.Prepend(polygon.ExteriorRing)
            .SelectMany(ring => ring.Coordinates.Zip(ring.Coordinates.Skip(1)))
            .Select(s => s.First.CompareTo(s.Second) < 0
                ? (s.First.X, s.First.Y, s.Second.X, s.Second.Y)
                : (s.Second.X, s.Second.Y, s.First.X, s.First.Y));
    }

    private static CommunityOutline[] Crooked(Random random)
    {
        const int Size = 3;
        var corners = new (double, double)[Size + 1, Size + 1];
        for (var i = 0; i <= Size; i++)
        {
            for (var j = 0; j <= Size; j++)
            {
                corners[i, j] = ((i * 520) + random.Next(-120, 120), (j * 480) + random.Next(-120, 120));
            }
        }

        var lake = Ring([(700, 650), (790, 640), (820, 720), (760, 790), (690, 730)]);
        return
        [
            .. from i in Enumerable.Range(0, Size)
               from j in Enumerable.Range(0, Size)
               let ring = Ring([corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1]])
               select new CommunityOutline($"3205990010{i}{j}", $$"""{"type":"Polygon","coordinates":[{{ring}}{{((i, j) == (1, 1) ? "," + lake : "")}}]}"""),
        ];
    }

    private static string Road(Random random) => random.Next(2) == 0
        ? Line((-300, random.Next(0, 1_500)), (700, random.Next(0, 1_500)), (1_900, random.Next(0, 1_500)))
        : Line((random.Next(0, 1_500), -300), (random.Next(0, 1_500), 700), (random.Next(0, 1_500), 1_900));

    private static CommunityOutline Rectangle(string code, double west, double south, double east, double north) => new(
        code, $$"""{"type":"Polygon","coordinates":[{{Ring([(west, south), (east, south), (east, north), (west, north)])}}]}""");

    private static string Line(params (double, double)[] positions) =>
        $$"""{"type":"LineString","coordinates":[{{string.Join(',', positions.Select(Position))}}]}""";

    private static string Ring(IReadOnlyList<(double, double)> corners) => $"[{string.Join(',', corners.Append(corners[0]).Select(Position))}]";

    private static string Position((double East, double North) at) => FormattableString.Invariant(
        $"[{120.6 + (at.East * DegreesPerMetre / Math.Cos(31.3 * Math.PI / 180)):F7},{31.3 + (at.North * DegreesPerMetre):F7}]");

    private static string Collection(params CommunityOutline[] communities) => $$"""
        {"type":"FeatureCollection","features":[{{string.Join(',', communities.Select(c =>
            $$"""{"type":"Feature","properties":{"code":"{{c.Code}}"},"geometry":{{c.Boundary}}}"""))}}]}
        """;

    private static Geometry Shape(string geoJson)
    {
        using var json = JsonDocument.Parse(geoJson);
        var coordinates = json.RootElement.GetProperty("coordinates");
        var factory = new GeometryFactory();
        if (json.RootElement.GetProperty("type").GetString() == "LineString")
        {
            return factory.CreateLineString(Positions(coordinates));
        }

        var rings = coordinates.EnumerateArray().Select(r => factory.CreateLinearRing(Positions(r))).ToList();
        return factory.CreatePolygon(rings[0], [.. rings.Skip(1)]);
    }

    private static Coordinate[] Positions(JsonElement coordinates) =>
        [.. coordinates.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))];
}
