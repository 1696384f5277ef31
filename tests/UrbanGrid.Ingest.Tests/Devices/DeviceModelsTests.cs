using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Devices;

public sealed class DeviceModelsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_model_is_a_file_and_outlives_a_restart()
    {
        var models = DeviceModels.Load(_folder.Path);
        List<string> changed = [];
        models.Changed += changed.Add;

        var saved = models.Save("bin", Document("bin", "垃圾桶"));

        Assert.Equal((ModelOrigin.Own, "垃圾桶"), (saved.Origin, models.Find("bin")!.Name.Zh));
        Assert.Equal(["bin"], changed);
        Assert.Equal("垃圾桶", DeviceModels.Load(_folder.Path).Find("bin")!.Name.Zh);
    }

    [Fact]
    public void A_built_in_model_comes_back_when_its_replacement_is_removed()
    {
        var models = DeviceModels.Load(_folder.Path);
        Assert.Equal(ModelOrigin.Replaced, models.Save("camera", Document("camera", "我的摄像机")).Origin);
        Assert.True(models.Remove("camera"));
        Assert.Equal((ModelOrigin.BuiltIn, "摄像机"), (models.FindEntry("camera")!.Origin, models.Find("camera")!.Name.Zh));
        Assert.False(models.Remove("camera"));
    }

    [Fact]
    public void A_model_with_faults_changes_nothing()
    {
        var models = DeviceModels.Load(_folder.Path);
        var refused = Assert.Throws<ModelRefusedException>(() => models.Save("bin", Document("other", "x")));
        Assert.Equal("$.key", Assert.Single(refused.Faults).Path);
        Assert.Null(models.Find("bin"));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_lane_takes_a_changed_model_and_its_rate_limit_without_a_restart()
    {
        await using var host = await IngestHost.StartAsync(_folder, adjust: o => o with { ModelDirectory = _folder.File("models") });
        var models = host.Get<DeviceModels>();
        models.Save("bin", Document("bin", "垃圾桶"));
        await host.AddAsync("b1", "bin");
        await host.AddAsync("b2", "bin", attributes: new Dictionary<string, object> { ["rate.burst"] = 7 });
        var lanes = host.Get<DeviceLanes>();
        Assert.True(lanes.Find("b1")!.Rate.Is(500, 2_000));

        models.Save("bin", Document("bin", "垃圾桶", new { messagesPerSecond = 5, burst = 20 }));

        Assert.True(lanes.Find("b1")!.Rate.Is(5, 20));
        Assert.True(lanes.Find("b2")!.Rate.Is(5, 7));
        await host.Registry.SetAttributesAsync("b1", new Dictionary<string, JsonElement?> { ["rate.messages_per_second"] = JsonSerializer.SerializeToElement(3) }, default);
        Assert.True(lanes.Find("b1")!.Rate.Is(3, 20));
    }

    private static JsonElement Document(string key, string name, object? rateLimit = null) =>
        JsonSerializer.SerializeToElement(rateLimit is null ? new { key, name = new { zh = name, en = "Thing" } } : (object)new { key, name = new { zh = name, en = "Thing" }, rateLimit });
}
