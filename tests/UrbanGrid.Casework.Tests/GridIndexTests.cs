using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Tests;

public sealed class GridIndexTests
{
    private readonly GridIndex _index = new(
        [
            Square("320599001001002", AreaKind.UnitGrid, 120.001, parent: "320599001001"),
            Square("320599001001001", AreaKind.UnitGrid, 120.000, parent: "320599001001"),
            Square("320599001001", AreaKind.Community, 120.000),
        ],
        [
            Road("north", "[[119.9,31.003],[120.1,31.003]]"),
            Road("middle", "[[119.9,31.0002],[120.1,31.0002]]"),
        ],
        [
            Component("3205990103000001", "component/0103", 120.0005),
            Component("3205990137000001", "component/0137", 120.0006),
        ]);

    [Fact]
    public void A_point_is_in_the_grid_around_it() =>
        Assert.Equal("320599001001002", _index.Locate(31.0005, 120.0015).UnitGrid?.Code);

    [Fact]
    public void On_a_shared_border_the_lower_code_wins() =>
        Assert.Equal("320599001001001", _index.Locate(31.0005, 120.001).UnitGrid?.Code);

    [Fact]
    public void A_grid_names_its_community_even_where_the_outline_of_the_community_is_wrong() =>
        Assert.Equal("320599001001", _index.Locate(31.0005, 120.0015).Community?.Code);

    [Fact]
    public void The_nearest_road_names_the_address()
    {
        Assert.Equal("middle", _index.Locate(31.0005, 120.0005).NearestRoad?.Code);
        Assert.Equal("near middle, 320599001001", _index.Locate(31.0005, 120.0005).Address?.En);
    }

    [Fact]
    public void Nothing_is_known_far_away()
    {
        var place = _index.Locate(32, 121);

        Assert.Equal(new PlaceFound(null, null, null, null, null), place);
        Assert.Null(place.Address);
    }

    [Fact]
    public void The_nearest_component_of_a_class_is_found_within_a_radius()
    {
        Assert.Equal("3205990103000001", _index.NearestComponent(31.0005, 120.0005, 50)?.Code);
        Assert.Equal("3205990137000001", _index.NearestComponent(31.0005, 120.0005, 50, "component/0137")?.Code);
        Assert.Null(_index.NearestComponent(31.0005, 120.0005, 5, "component/0137")); // it is 9.5 m away
    }

    private static Area Square(string code, string kind, double west, string? parent = null)
    {
        var (w, e) = (west, Math.Round(west + 0.001, 3));
        return new Area
        {
            Code = code,
            Kind = kind,
            NameZh = code,
            NameEn = code,
            ParentCode = parent,
            Boundary = FormattableString.Invariant(
                $"{{\"type\":\"Polygon\",\"coordinates\":[[[{w},31],[{e},31],[{e},31.001],[{w},31.001],[{w},31]]]}}"),
        };
    }

    private static RoadLine Road(string name, string coordinates) => new()
    {
        Code = name,
        NameZh = name,
        NameEn = name,
        RoadClass = "main",
        Line = $"{{\"type\":\"LineString\",\"coordinates\":{coordinates}}}",
    };

    private static CityComponent Component(string code, string category, double lon) => new()
    {
        Code = code, Category = category, Lat = 31.0005, Lon = lon, Authority = "x", Owner = "x", Maintainer = "x",
    };
}
