using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Mapping;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Mapping;

public sealed class MappingTests : IAsyncLifetime
{
    private const string Model =
        """
        {"key":"acme","name":{"zh":"艾克姆","en":"Acme"},
         "metrics":[{"key":"tilt","name":{"zh":"倾角","en":"Tilt"},"unit":"°","min":0,"max":180},{"key":"open","name":{"zh":"打开","en":"Open"},"kind":"boolean"}],
         "mapping":{"topics":["acme/{device}/up","acme/shared/+"],"device":"$.sn","ts":{"path":"$.time","unit":"local:yyyy-MM-dd HH:mm:ss"},
           "values":[{"metric":"tilt","path":"$.data[?(@.id=='ang')].v","scale":0.1,"offset":1},{"metric":"open","path":"$.lid","map":{"OPEN":1,"CLOSE":0}}],
           "position":{"lat":"$.gps.lat","lon":"$.gps.lon"},"event":{"type":"$.alarm","data":"$.detail"}}}
        """;

    private readonly TempFolder _folder = new();
    private IngestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(_folder, adjust: o => o with { ModelDirectory = _folder.File("models") });
        using var document = JsonDocument.Parse(Model);
        _host.Get<DeviceModels>().Save("acme", document.RootElement);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_vendors_own_json_is_stored_as_its_model_maps_it()
    {
        var local = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).AddMinutes(-5);
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond));
        await using var client = await _host.ConnectAsync("a1", await _host.AddAsync("a1", "acme", attributes: new { serial = "SN1" }));
        var message = $$$"""{"sn":"SN1","time":"{{{local:yyyy-MM-dd HH:mm:ss}}}","data":[{"id":"bat","v":3},{"id":"ang","v":"412"}],"lid":"OPEN","gps":{"lat":31.2,"lon":"120.5"},"alarm":"shock","detail":{"g":2}}""";
        foreach (var topic in (string[])["urbangrid/v1/a1/telemetry", "acme/a1/up", "acme/shared/x"])
        {
            Assert.Equal(MqttReasonCode.Success, await client.PublishAsync(topic, System.Text.Encoding.UTF8.GetBytes(message), MqttQos.AtLeastOnce, false, default).WaitAsync(TimeSpan.FromSeconds(30)));
        }

        var at = local.ToUnixTimeMilliseconds();
        var tilt = Assert.Single(await _host.Store.QueryAsync(new SeriesQuery("a1", "tilt", 0, long.MaxValue / 2), default));
        Assert.Equal((at, 42.2), (tilt.Timestamp, Math.Round(tilt.Value, 6)));
        Assert.Equal(1, Assert.Single(await _host.Store.QueryAsync(new SeriesQuery("a1", "open", 0, long.MaxValue / 2), default)).Value);
        Assert.Equal(120.5, (await _host.Store.TrackAsync("a1", 0, long.MaxValue / 2, 10, default))[0].Place.Lon);
        Assert.Equal(("shock", """{"g":2}"""), ((await _host.Store.EventsAsync("a1", 0, long.MaxValue / 2, 10, default))[0] is var e ? (e.Type, e.Data) : default));
        Assert.Empty(await _host.Store.DeadLettersAsync("a1", 10, default));
    }

    [Theory]
    [InlineData("""{"sn":"OTHER","lid":"OPEN"}""", "$.sn")]
    [InlineData("""{"sn":"a1","lid":"HALF"}""", "HALF")]
    [InlineData("""{"sn":"a1","time":"yesterday","lid":"OPEN"}""", "yesterday")]
    [InlineData("""{"sn":"a1","data":[{"id":"ang","v":{}}]}""", "tilt")]
    [InlineData("""{"hello":1}""", "None of the mapping's paths")]
    public async Task What_the_mapping_cannot_read_is_a_dead_letter_that_says_why(string payload, string why)
    {
        await _host.AddAsync("a1", "acme");
        await _host.SendAsync("a1", "telemetry", payload);
        await Eventually.TrueAsync(async () => (await _host.Store.DeadLettersAsync("a1", 10, default)).Count == 1, "a dead letter");
        var letter = (await _host.Store.DeadLettersAsync("a1", 10, default))[0];
        Assert.Equal("not_mapped", letter.Reason);
        Assert.Contains(why, letter.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a1", "acme/a1/up", true)]
    [InlineData("a1", "acme/a2/up", false)]
    [InlineData("a1", "acme/shared/anything", true)]
    [InlineData("a1", "acme/other", false)]
    [InlineData("plain", "acme/plain/up", false)]
    public async Task A_vendors_topic_is_open_to_the_device_it_names_or_to_the_login(string login, string topic, bool allowed)
    {
        await _host.AddAsync("a1", "acme");
        await _host.AddAsync("a2", "acme");
        await _host.AddAsync("plain", "generic");
        Assert.Equal(allowed, new GatewaySession(login, _host.Get<DeviceLanes>()).RouteOf(topic).Lane is not null);
    }

    [Fact]
    public void Records_of_a_message_are_read_one_by_one_with_their_own_times()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var trial = Try(
            """{"each":"$.list[*]","ts":{"path":"@.t","unit":"s"},"values":[{"metric":"x","path":"@.v"},{"metric":"site","path":"$.site"}]}""",
            $$"""{"site":4,"list":[{"t":{{now - 10}},"v":1},{"t":{{now}},"v":2}]}""");
        Assert.Equal([(now - 10) * 1000, (now - 10) * 1000, now * 1000, now * 1000], trial.Samples.Select(s => s.Timestamp));
        Assert.Equal([1, 4, 2, 4], trial.Samples.Select(s => s.Value));
        Assert.Empty(trial.Problems);
    }

    [Theory]
    [InlineData("ms", "1764115200000")]
    [InlineData("ms", "\"1764115200000\"")]
    [InlineData("s", "1764115200")]
    [InlineData("iso", "\"2025-11-26T08:00:00+08:00\"")]
    [InlineData("iso", "\"2025-11-26T00:00:00Z\"")]
    [InlineData("local:yyyy-MM-dd HH:mm:ss", "\"2025-11-26 08:00:00\"")]
    [InlineData("local:yyyyMMddHHmmss", "20251126080000")]
    public void Vendors_write_times_in_many_ways(string unit, string time)
    {
        using var document = JsonDocument.Parse(time);
        Assert.Equal(1_764_115_200_000, MappedClock.Read(document.RootElement, unit, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
    }

    [Fact]
    public void A_trial_names_every_problem_with_its_path()
    {
        var trial = Try("""{"values":[{"metric":"a","path":"$.a","map":{"x":1}},{"metric":"b","path":"$.b"},{"metric":"c","path":"$.c"}]}""", """{"a":"y","b":[1],"c":9}""");
        Assert.Equal(["$.a", "$.b"], trial.Problems.Select(p => p.Path));
        Assert.Equal("c", Assert.Single(trial.Samples).Metric);
        Assert.All(trial.Problems, p => Assert.NotEqual(p.Message.Zh, p.Message.En));
    }

    private static MappingTrial Try(string mapping, string payload)
    {
        var parsed = JsonSerializer.Deserialize<PayloadMapping>(mapping, ModelJson.Options)!;
        return MappingTrial.Run(
            DeviceModels.Load(null).Find("generic")!, parsed, payload, new IngestOptions { DataDirectory = "", RegistryConnection = "" }, TimeProvider.System);
    }
}
