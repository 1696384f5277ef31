using System.Text.Json.Nodes;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_complete_file_is_read_with_paths_relative_to_itself()
    {
        File.WriteAllText(_folder.File("street.mp4"), "");
        var settings = Load(Complete());
        Assert.Equal("hub.example", settings.Hub.Host);
        Assert.Equal(8883, settings.Hub.EffectivePort);
        Assert.Equal(_folder.File("street.mp4"), settings.Cameras[0].Source);
        Assert.Equal(42, settings.Sensors[0].Script[0].Set["tilt"].GetDouble());
    }

    [Theory]
    [InlineData("""{"hub":{"hots":"x"}}""", "$.hub.hots", "is no setting")]
    [InlineData("""{"cameras":[{"fps":"five"}]}""", "$.cameras[0].fps", "write a number without quotes")]
    [InlineData("""{"hub":{"tls":1}}""", "$.hub.tls", "true or false")]
    [InlineData("""{"hub":{"host":"a"},,}""", "line 1", "not well-formed JSON")]
    [InlineData("""{"cameras":null}""", "$.cameras", "may not be null")]
    [InlineData("""{"cameras":[{"zones":[{"name":"a"}]}]}""", "$.cameras[0].zones[0]", "lacks 'purpose'")]
    [InlineData("""{"cameras":[{"zones":[{"purpose":"x"}]}]}""", "$.cameras[0].zones[0].purpose", "dumping")]
    [InlineData("""{"agent":{"id":"a","token":"t"}}""", "$.hub.host", "is missing")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a b","token":"t"}}""", "$.agent.id", "is no device id")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a"}}""", "$.agent.token", "give either token or tokenFile")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"cameras":[{"id":"c","source":"gone.mp4"}]}""", "$.cameras[0].source", "there is no file")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"cameras":[{"id":"c","source":"http://x/y"}]}""", "$.cameras[0].source", "use rtsp://")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"cameras":[{"id":"c","source":"rtsp://x","fps":100}]}""", "$.cameras[0].fps", "between 0.1 and 30")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"sensors":[{"id":"a","model":"manhole-cover"}]}""", "$.sensors[0].id", "already used at $.agent.id")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"sensors":[{"id":"s","model":"toaster"}]}""", "$.sensors[0].model", "must be one of manhole-cover, lamp-controller")]
    [InlineData("""{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"sensors":[{"id":"s","model":"manhole-cover","script":[{"at":1,"set":{"tilt":"x"}}]}]}""", "$.sensors[0].script[0].set.tilt", "must be a number")]
    public void A_mistake_is_told_with_its_place_and_what_to_write(string json, string where, string what)
    {
        var refused = Assert.Throws<SettingsException>(() => Load(json));
        Assert.Contains(refused.Problems, p => p.StartsWith("edge.json: ", StringComparison.Ordinal)
            && p.Contains(where, StringComparison.Ordinal) && p.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_ends_with_code_2_when_the_settings_cannot_be_used()
    {
        await File.WriteAllTextAsync(_folder.File("edge.json"), "{}");
        Assert.Equal(CommandLine.BadSettings, await CommandLine.RunAsync(["--config", _folder.File("edge.json")]));
        Assert.Equal(CommandLine.BadSettings, await CommandLine.RunAsync(["--config", _folder.File("absent.json")]));
        Assert.Equal(CommandLine.BadSettings, await CommandLine.RunAsync(["--nonsense"]));
    }

    [Fact]
    public void The_example_of_the_manual_is_valid()
    {
        var manual = File.ReadAllText(Repository.PathOf("edge-agent", "README.md"));
        var start = manual.IndexOf("```jsonc", StringComparison.Ordinal) + "```jsonc".Length;
        var example = manual[start..manual.IndexOf("```", start, StringComparison.Ordinal)];
        foreach (var file in new[] { "street.mp4", "wells.csv", "streets.geojson", "objects.json" })
        {
            File.WriteAllText(_folder.File(file), "");
        }

        var settings = Load(example);
        Assert.Equal(2, settings.Cameras.Count);
        Assert.Equal(3, settings.Sensors.Count);
        Assert.Single(settings.Vehicles);
    }

    public void Dispose() => _folder.Dispose();

    private static string Complete() => new JsonObject
    {
        ["hub"] = new JsonObject { ["host"] = "hub.example", ["tls"] = true },
        ["agent"] = new JsonObject { ["id"] = "edge-1", ["token"] = "t" },
        ["cameras"] = new JsonArray(new JsonObject { ["id"] = "cam-1", ["source"] = "street.mp4" }),
        ["sensors"] = new JsonArray(new JsonObject
        {
            ["id"] = "well-1",
            ["model"] = "manhole-cover",
            ["script"] = new JsonArray(new JsonObject { ["at"] = 20, ["set"] = new JsonObject { ["tilt"] = 42 } }),
        }),
    }.ToJsonString();

    private EdgeSettings Load(string json)
    {
        File.WriteAllText(_folder.File("edge.json"), json);
        return SettingsFile.Load(_folder.File("edge.json"));
    }
}
