using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Pipeline;

/// <summary>Groups, changed models and learned seasons through the whole of ingest, restarts included.</summary>
public sealed class RuleFlowTests : IAsyncLifetime
{
    private const long Day = 86_400_000;

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private IngestHost _host = null!;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_circuit_across_grids_that_goes_dark_is_one_alarm_also_after_a_restart()
    {
        for (var lamp = 1; lamp <= 6; lamp++)
        {
            await _host.AddAsync($"lamp-{lamp}", "lamp-controller", $"grid-{lamp}", new Dictionary<string, object>
            {
                ["circuit"] = "c1", ["circuit_order"] = lamp, ["rated_current_a"] = 1, ["rule.lamp_out.hold_s"] = 0, ["rule.lamp_out.clear_s"] = 0,
            });
        }

        for (var lamp = 2; lamp <= 4; lamp++)
        {
            await _host.SendAsync($"lamp-{lamp}", "telemetry", """{"values":{"commanded":1,"voltage":221,"current":0}}""");
        }

        await Eventually.True(() => _host.Hub.Raised("group_outage").Any(), "the group is told", _time);
        var group = _host.Hub.Raised("group_outage").Single();
        Assert.Equal(["lamp-2", "lamp-3", "lamp-4"], group.Members);
        Assert.Empty(_host.Hub.Raised("lamp_out"));

        await RestartAsync();
        await Eventually.True(() => _host.Hub.Raised("group_outage").Any(a => a.Id == group.Id), "it is told again", _time);
        for (var lamp = 2; lamp <= 4; lamp++)
        {
            await _host.SendAsync($"lamp-{lamp}", "telemetry", $$$"""{"ts":{{{Now + 1}}},"values":{"current":0.98}}""");
        }

        await Eventually.True(() => _host.Hub.Cleared("group_outage").Any(a => a.Id == group.Id), "its end is told", _time);
        Assert.Empty(_host.Hub.Raised("lamp_out"));
    }

    [Fact]
    public async Task A_changed_model_takes_effect_at_once_and_the_alarm_of_a_rule_that_is_gone_ends()
    {
        var models = _host.Get<DeviceModels>();
        Save(models, """{"key":"high","name":{"zh":"高","en":"High"},"when":[{"metric":"x","is":"above","limit":10}]}""");
        await _host.AddAsync("d1", "mine");
        await _host.ReportAsync("d1", Now, "x", 5, _time);
        Assert.Empty(_host.Hub.Alarms);

        Save(models, """{"key":"high","name":{"zh":"高","en":"High"},"when":[{"metric":"x","is":"above","limit":4}]}""");
        await Eventually.TrueAsync(
            async () =>
            {
                await _host.SendAsync("d1", "telemetry", """{"values":{"x":5}}""");
                return _host.Hub.Raised("high").Any();
            },
            "the new limit holds", _time);

        Save(models, """{"key":"low","name":{"zh":"低","en":"Low"},"when":[{"metric":"x","is":"below","limit":1}]}""");
        await Eventually.True(() => _host.Hub.Cleared("high").Any(), "the alarm of the old rule ends", _time);
        Assert.Equal(_host.Hub.Raised("high").Single().Id, _host.Hub.Cleared("high").Single().Id);
    }

    [Fact]
    public async Task What_was_learned_of_a_metric_is_known_again_after_a_restart()
    {
        var start = Now - (9 * Day);
        Save(_host.Get<DeviceModels>(), rule: null);
        await _host.AddAsync("d1", "mine");
        for (var day = 0; day < 9; day++)
        {
            var samples = Enumerable.Range(0, 48).Select(i => $$$"""{"ts":{{{start + (day * Day) + (i * Day / 48)}}},"values":{"x":{{{20 + (i % 5)}}}}}""");
            await _host.SendAsync("d1", "telemetry", $"[{string.Join(',', samples)}]");
        }

        await Eventually.TrueAsync(async () => (await BandAsync()).Points.Count == 24, "a day's band is known", _time);
        var before = await BandAsync();
        await RestartAsync();
        await Eventually.TrueAsync(async () => (await BandAsync()).Points.Count == 24, "the band is known again", _time);
        Assert.Equal(before.Points, (await BandAsync()).Points);
        Assert.Equal(ExpectedMethod.HourOfDay, before.Method);
    }

    private Task<ExpectedSeries> BandAsync() =>
        _host.Get<ExpectedBands>().OfAsync(_host.Registry.Find("d1")!, "x", Now, Now + Day, 3_600_000, default);

    private static void Save(DeviceModels models, string? rule)
    {
        using var document = JsonDocument.Parse($$$"""
            {"key":"mine","name":{"zh":"我的","en":"Mine"},
            "metrics":[{"key":"x","name":{"zh":"甲","en":"X"},"unit":"m","anomaly":{"minBand":1}}],"rules":[{{{rule}}}]}
            """);
        models.Save("mine", document.RootElement);
    }

    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        await StartAsync();
    }

    private async Task StartAsync() =>
        _host = await IngestHost.StartAsync(_folder, _time, o => o with { ModelDirectory = Path.Combine(_folder.Path, "models") });
}
