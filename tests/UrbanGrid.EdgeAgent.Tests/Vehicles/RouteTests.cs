using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Vehicles;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Vehicles;

public sealed class RouteTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_vehicle_heads_along_its_line_and_turns_at_the_corner()
    {
        var line = new RouteLine([new(30, 120), new(30.01, 120), new(30.01, 120.01)]);
        var toCorner = new GeoPoint(30, 120).DistanceTo(new(30.01, 120));
        var (half, north) = line.At(toCorner / 2);
        Assert.Equal(30.005, half.Lat, 6);
        Assert.Equal(0, north, 1);
        var (_, east) = line.At(toCorner + 10);
        Assert.Equal(90, east, 1);
    }

    [Fact]
    public void An_open_line_is_driven_to_and_fro()
    {
        var line = new RouteLine([new(30, 120), new(30.01, 120)]);
        var (place, course) = line.At(line.LengthM * 1.25);
        Assert.Equal(30.0075, place.Lat, 6);
        Assert.Equal(180, course, 1);
        Assert.Equal(30, line.At(line.LengthM * 2).Place.Lat, 6);
    }

    [Fact]
    public void A_closed_line_is_driven_round_and_round()
    {
        var line = new RouteLine([new(30, 120), new(30.01, 120), new(30.01, 120.01), new(30, 120)]);
        Assert.True(line.IsClosed);
        Assert.Equal(line.At(25).Place.Lat, line.At(line.LengthM + 25).Place.Lat, 9);
        Assert.Equal(0, line.At(line.LengthM + 25).Course, 1);
    }

    [Fact]
    public void Distances_along_the_line_are_metres_on_the_ground()
    {
        var line = new RouteLine([new(30, 120), new(30.02, 120.01), new(30.03, 120.05)]);
        var (a, _) = line.At(1000);
        var (b, _) = line.At(1100);
        Assert.Equal(100, a.DistanceTo(b), 1);
    }

    [Theory]
    [InlineData("loop-2", 31)]
    [InlineData("Second", 31)]
    [InlineData(null, 30)]
    public void A_line_is_found_by_id_or_name_or_is_the_first(string? name, double lat)
    {
        var path = Write("""
            {"type":"FeatureCollection","features":[
             {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}},
             {"type":"Feature","id":"loop-1","geometry":{"type":"LineString","coordinates":[[120,30],[120,30.1]]},"properties":{}},
             {"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[120,31],[120,31.1]],[[120,31.1],[120,31.2]]]},"properties":{"id":"loop-2","name":"Second"}}]}
            """);
        Assert.Equal(lat, RouteFile.Load(path, name).At(0).Place.Lat);
    }

    [Theory]
    [InlineData("""{"features":[{"id":"a","geometry":{"type":"LineString","coordinates":[[120,30],[120,31]]}}]}""", "has no line 'x'; it has a")]
    [InlineData("""{"features":[]}""", "it has no line at all")]
    [InlineData("""{"features":[{"id":"x","geometry":{"type":"LineString","coordinates":[[120,30],[120,30]]}}]}""", "two points that differ")]
    [InlineData("nonsense", "is no GeoJSON")]
    public void A_file_that_cannot_be_driven_says_why(string json, string why) =>
        Assert.Contains(why, Assert.Throws<SettingsException>(() => RouteFile.Load(Write(json), "x")).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string Write(string json)
    {
        File.WriteAllText(_folder.File("lines.geojson"), json);
        return _folder.File("lines.geojson");
    }
}
