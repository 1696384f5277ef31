using UrbanGrid.Bench;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Places.Geocoding;

namespace UrbanGrid.Casework.Tests.Places;

/// <summary>Text → place and back, on names that do not exist anywhere.</summary>
public sealed class PlaceFinderTests
{
    private readonly PlaceFinder _finder = new(
        [
            Place("p1", "锦河小学", "Jinhe Primary School", 31.300, 120.600, "锦小;Jinhe School"),
            Place("p2", "锦河小学东校区", "Jinhe Primary School East", 31.302, 120.604),
            Place("p3", "望山医院", "Wangshan Hospital", 31.304, 120.606),
            Place("p4", "老王早餐", "Wang's Breakfast", 31.3001, 120.6001),
            Place("p5", "老王早餐", "Wang's Breakfast", 31.304, 120.6061),
            Place("a1", "人民路12号", "12 Renmin Road", 31.3002, 120.5995, kind: PlaceNameKind.Address),
            Place("a2", "人民路120号", "120 Renmin Road", 31.3002, 120.6090, kind: PlaceNameKind.Address),
            Place("a3", "人民路14号", "14 Renmin Road", 31.3002, 120.5997, kind: PlaceNameKind.Address),
        ],
        [
            Road("r1", "人民路", "Renmin Road", "[[120.59,31.3],[120.61,31.3]]"),
            Road("r2", "锦河大道", "Jinhe Avenue", "[[120.6,31.29],[120.6,31.31]]"),
            Road("r3", "人和街", "Renhe Street", "[[120.59,31.302],[120.61,31.302]]"),
        ],
        [
            new Area
            {
                Code = "320599001001", Kind = AreaKind.Community, NameZh = "西塘社区", NameEn = "Xitang Community",
                Boundary = """{"type":"Polygon","coordinates":[[[120.59,31.29],[120.61,31.29],[120.61,31.31],[120.59,31.31],[120.59,31.29]]]}""",
            },
        ],
        [Component("3205990103000001", null), Component("3205990103000002", "西塘泵站检查井")]);

    [Theory]
    [InlineData("锦河小学", "p1", PlaceMatch.Exact)]
    [InlineData(" 锦河 小学。", "p1", PlaceMatch.Exact)]
    [InlineData("JINHE PRIMARY SCHOOL", "p1", PlaceMatch.Exact)]
    [InlineData("锦小", "p1", PlaceMatch.Exact)]
    [InlineData("人民路１２号", "a1", PlaceMatch.Exact)]
    [InlineData("人民路十二号", "a1", PlaceMatch.Exact)]
    [InlineData("人民路一百二十号", "a2", PlaceMatch.Exact)]
    [InlineData("Renmin Rd.", "r1", PlaceMatch.Exact)]
    [InlineData("西塘", "320599001001", PlaceMatch.Bare)]
    [InlineData("人民路12", "a1", PlaceMatch.Bare)]
    [InlineData("锦河大道路", "r2", PlaceMatch.Bare)]
    [InlineData("望山", "p3", PlaceMatch.Prefix)]
    [InlineData("wangsh", "p3", PlaceMatch.Prefix)]
    [InlineData("3205990103000001", "3205990103000001", PlaceMatch.Exact)]
    [InlineData("320599010300", "3205990103000001", PlaceMatch.Prefix)]
    [InlineData("西塘泵站", "3205990103000002", PlaceMatch.Prefix)]
    [InlineData("小学东校区", "p2", PlaceMatch.Part)]
    [InlineData("西塘社区望山医院门口", "p3", PlaceMatch.Part)]
    [InlineData("人名路", "r1", PlaceMatch.Fuzzy)]
    [InlineData("锦和大道", "r2", PlaceMatch.Fuzzy)]
    [InlineData("望山衣院", "p3", PlaceMatch.Fuzzy)]
    [InlineData("Wangshan Hopsital", "p3", PlaceMatch.Fuzzy)]
    [InlineData("Jinhe Primery Scool East", "p2", PlaceMatch.Fuzzy)]
    public void A_place_is_found_by_what_people_write(string text, string code, PlaceMatch match)
    {
        var hit = _finder.Find(text, null, 5)[0];

        Assert.Equal((code, match), (hit.Place.Code, hit.Match));
    }

    [Theory]
    [InlineData("人民路与锦河大道交叉口")]
    [InlineData("锦河大道和人民路路口")]
    [InlineData("人民路锦河大道路口")]
    [InlineData("corner of Renmin Road and Jinhe Ave")]
    [InlineData("Jinhe Avenue & Renmin Road")]
    public void Where_two_roads_cross_is_found_however_it_is_written(string text)
    {
        var hit = _finder.Find(text, null, 1)[0];

        Assert.Equal((PlaceNameKind.Crossing, "r1/r2"), (hit.Place.Kind, hit.Place.Code));
        Assert.Equal((31.3, 120.6), (hit.Place.At.Lat, Math.Round(hit.Place.At.Lon, 6)));
    }

    [Fact]
    public void Exact_comes_before_prefix_and_prefix_before_similar()
    {
        Assert.Equal(
            [PlaceMatch.Exact, PlaceMatch.Prefix, PlaceMatch.Prefix, PlaceMatch.Prefix],
            _finder.Find("人民路", null, 4).Select(h => h.Match));
        Assert.Equal(["p1", "p2"], _finder.Find("锦河小学", null, 2).Select(h => h.Place.Code));
        var all = _finder.Find("Renmin Road", null, 20).Select(h => h.Match).ToList();
        Assert.Equal(all.Order(), all);
        Assert.Equal((PlaceMatch.Exact, PlaceMatch.Part), (all[0], all[^1])); // "12 Renmin Road" contains it.
    }

    [Theory]
    [InlineData(31.3, 120.6, "p4")]
    [InlineData(31.304, 120.606, "p5")]
    public void Of_two_that_are_called_alike_the_nearer_comes_first(double lat, double lon, string code)
    {
        var hits = _finder.Find("老王早餐", new GroundPoint(lat, lon), 2);

        Assert.Equal(code, hits[0].Place.Code);
        Assert.True(hits[0].DistanceM < hits[1].DistanceM);
    }

    [Fact]
    public void A_house_number_that_is_not_known_finds_its_road_and_its_neighbours()
    {
        var codes = _finder.Find("人民路13号", null, 5).Select(h => h.Place.Code).ToList();

        Assert.Equal("r1", codes[0]);
        Assert.Contains("a1", codes);
        Assert.Contains("a3", codes);
    }

    [Fact]
    public void A_road_is_at_its_point_nearest_to_who_asks()
    {
        Assert.Equal(120.6, _finder.Find("人民路", null, 1)[0].Place.At.Lon, 1e-6);

        var hit = _finder.Find("人民路", new GroundPoint(31.301, 120.593), 1)[0];

        Assert.Equal((31.3, 120.593), (Math.Round(hit.Place.At.Lat, 5), Math.Round(hit.Place.At.Lon, 5)));
        Assert.Equal(111, hit.DistanceM!.Value, 1.0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("　，。 !")]
    [InlineData("qqqqqq")]
    [InlineData("龘龘龘")]
    public void What_means_nothing_finds_nothing(string text) => Assert.Empty(_finder.Find(text, null, 5));

    [Fact]
    public void A_text_of_any_length_is_answered() => Assert.NotNull(_finder.Find(new string('路', 100_000), null, 5));

    [Fact]
    public void Around_a_point_are_named_places_the_nearest_first()
    {
        var hits = _finder.Around(new GroundPoint(31.3, 120.6), 60, 10);

        Assert.Equal(["p1", "r1/r2", "p4", "3205990103000002", "a3", "a1"], hits.Select(h => h.Place.Code));
        Assert.All(hits, h => Assert.InRange(h.DistanceM!.Value, 0, 60));
        Assert.Empty(_finder.Around(new GroundPoint(32, 121), 200, 10));
    }

    [Fact]
    public void The_names_of_a_large_city_are_found_among_each_other()
    {
        var finder = new PlaceFinder([.. LargeCity.Places(20_000)], [], [], []);

        Assert.All(LargeCity.Places(20_000).Where((_, i) => i % 997 == 0), p =>
        {
            var from = new GroundPoint(p.Lat, p.Lon);
            Assert.Equal(p.Code, finder.Find(p.NameZh, from, 1)[0].Place.Code);
            Assert.Equal(p.Code, finder.Find(p.NameEn.ToUpperInvariant(), from, 1)[0].Place.Code);
            Assert.Contains(finder.Find(p.NameZh[..3] + p.NameZh[4..], from, 10), h => h.Place.Code == p.Code);
        });
    }

    private static PlaceName Place(
        string code, string zh, string en, double lat, double lon, string? aliases = null, string kind = PlaceNameKind.Poi) => new()
    {
        Code = code, Kind = kind, NameZh = zh, NameEn = en, Aliases = aliases, Lat = lat, Lon = lon,
    };

    private static RoadLine Road(string code, string zh, string en, string coordinates) => new()
    {
        Code = code, NameZh = zh, NameEn = en, RoadClass = "main", Line = $$"""{"type":"LineString","coordinates":{{coordinates}}}""",
    };

    private static CityComponent Component(string code, string? name) => new()
    {
        Code = code, Category = "component/0103", Lat = 31.3002, Lon = 120.6, Authority = "x", Owner = "x", Maintainer = "x", Name = name,
    };
}
