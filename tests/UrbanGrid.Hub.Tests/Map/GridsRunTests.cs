using System.Text.Json.Nodes;
using UrbanGrid.Hub.Map.Dividing;
using UrbanGrid.Hub.Setup;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Map;

public sealed class GridsRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Communities_become_a_file_of_grids()
    {
        var code = GridsRun.Run(
        [
            "divide", Sample("communities.geojson"), "--out", _folder.File("grids.geojson"), "--lines", Sample("roads.geojson"),
            "--responsibility-grids", Sample("responsibility-grids.geojson"), "--date", "2026-03-02",
        ]);

        Assert.Equal(ExitCode.Done, code);
        var features = JsonNode.Parse(File.ReadAllText(_folder.File("grids.geojson")))!["features"]!.AsArray();
        Assert.Equal(28, features.Count);
        Assert.Equal(
            ("320599001001001", "JH-R1", "2026-03-02"),
            ((string?)features[0]!["properties"]!["code"], (string?)features[0]!["properties"]!["responsibility"], (string?)features[0]!["properties"]!["initial_date"]));
    }

    [Fact]
    public void A_broken_ring_ends_with_its_exit_code_and_writes_nothing()
    {
        File.WriteAllText(_folder.File("broken.geojson"), """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"320599001001"},
            "geometry":{"type":"Polygon","coordinates":[[[120,31],[120.01,31],[120.01,31.01]]]}}]}
            """);

        Assert.Equal(ExitCode.WrongCity, GridsRun.Run(["divide", _folder.File("broken.geojson"), "--out", _folder.File("grids.geojson")]));
        Assert.False(File.Exists(_folder.File("grids.geojson")));
    }

    [Theory]
    [InlineData("divide")]
    [InlineData("divide", "x.geojson")]
    [InlineData("divide", "x.geojson", "--out")]
    [InlineData("divide", "x.geojson", "--side", "tiny")]
    [InlineData("divide", "x.geojson", "--colour", "red")]
    [InlineData("check", "/no/such/folder")]
    [InlineData("conquer")]
    public void A_wrong_command_line_is_told(params string[] arguments) => Assert.Equal(ExitCode.WrongCommandLine, GridsRun.Run(arguments));

    [Fact]
    public void A_folder_is_checked() => Assert.Equal(ExitCode.Done, GridsRun.Run(["check", Repository.PathOf("deploy", "sample-city")]));

    public void Dispose() => _folder.Dispose();

    private static string Sample(string file) => Repository.PathOf("deploy", "sample-city", file);
}
