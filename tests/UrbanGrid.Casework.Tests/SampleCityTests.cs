using System.Text.Json;
using NetTopologySuite.Operation.Union;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests;

/// <summary>The sample city is whole, and its files fit together.</summary>
public sealed class SampleCityTests
{
    [Fact]
    public async Task It_imports_and_has_the_size_of_a_small_district()
    {
        await using var host = await CaseworkHost.StartAsync();

        var size = await host.Get<CityImport>().LoadAsync(CaseworkHost.SampleCity);

        Assert.Equal((28, 13, 8), (size.UnitGrids, size.Roads, size.Departments));
        Assert.InRange(size.Components, 180, 250);
    }

    [Fact]
    public async Task Every_component_lies_in_a_unit_grid_and_every_grid_in_its_community()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var city = await host.Get<CityRegister>().CurrentAsync();

        Assert.All(city.Components.Values, component =>
        {
            var place = city.Index.Locate(component.Lat, component.Lon);
            Assert.NotNull(place.UnitGrid);
            Assert.StartsWith(place.Community!.Code, place.UnitGrid.Code, StringComparison.Ordinal);
            Assert.NotNull(place.ResponsibilityGrid);
            Assert.NotNull(place.NearestRoad);
        });
    }

    [Fact]
    public async Task Unit_grids_cover_the_district_without_gap_or_overlap()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var areas = (await host.Get<CityRegister>().CurrentAsync()).Areas;
        var grids = areas.Where(a => a.Kind == AreaKind.UnitGrid).Select(a => Shape(a.Boundary)).ToList();
        var district = Shape(areas.Single(a => a.Kind == AreaKind.District).Boundary);

        Assert.Equal(district.Area, grids.Sum(g => g.Area), district.Area * 1e-6);
        Assert.Equal(0, district.SymmetricDifference(UnaryUnionOp.Union(grids)).Area, district.Area * 1e-6);
    }

    [Fact]
    public async Task Every_fixed_device_stands_at_its_component()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var city = await host.Get<CityRegister>().CurrentAsync();
        var devices = Rows("devices.csv");

        Assert.Equal(
            [("camera", 1), ("lamp-controller", 12), ("manhole-cover", 12), ("vehicle-terminal", 5)],
            devices.GroupBy(d => d[1]).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal));
        Assert.All(devices.Where(d => d[6].Length > 0), device =>
        {
            var component = city.Components[device[6]];
            Assert.Equal((device[4], device[5]), (Text(component.Lat), Text(component.Lon)));
        });
    }

    [Fact]
    public void There_is_a_user_for_every_post_and_departments_are_known()
    {
        var users = Rows("users.csv");
        var departments = Rows("departments.csv").Select(d => d[0]).ToHashSet();

        Assert.Equal(Roles.All.Keys.Except([Roles.System]).Order(), users.Select(u => u[3]).Distinct().Order());
        Assert.Equal(users.Count, users.Select(u => u[0]).Distinct().Count());
        Assert.All(users, u => Assert.Equal(Roles.OfDepartments.Contains(u[3]), departments.Contains(u[4])));
    }

    [Fact]
    public void Every_vehicle_has_a_closed_route()
    {
        var file = Path.Combine(CaseworkHost.SampleCity, "routes.geojson");
        using var routes = JsonDocument.Parse(File.ReadAllBytes(file));
        var features = routes.RootElement.GetProperty("features").EnumerateArray().ToList();

        Assert.Equal(
            Rows("devices.csv").Where(d => d[1] == "vehicle-terminal").Select(d => d[0]),
            features.Select(f => f.GetProperty("properties").GetProperty("id").GetString()));
        Assert.All(features, f =>
        {
            var positions = f.GetProperty("geometry").GetProperty("coordinates").EnumerateArray();
            var line = positions.Select(p => p.ToString()).ToList();
            Assert.Equal(line[0], line[^1]);
            Assert.True(f.GetProperty("properties").GetProperty("speedKmh").GetDouble() > 0);
        });
    }

    private static NetTopologySuite.Geometries.Geometry Shape(string boundary)
    {
        using var json = JsonDocument.Parse(boundary);
        var ring = json.RootElement.GetProperty("coordinates")[0].EnumerateArray()
            .Select(p => new NetTopologySuite.Geometries.Coordinate(p[0].GetDouble(), p[1].GetDouble()));
        return new NetTopologySuite.Geometries.GeometryFactory().CreatePolygon([.. ring]);
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static List<string[]> Rows(string file) =>
        [.. File.ReadLines(Path.Combine(CaseworkHost.SampleCity, file)).Skip(1).Select(line => line.Split(','))];
}
