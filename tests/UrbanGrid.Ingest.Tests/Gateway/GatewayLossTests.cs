using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Gateway;

/// <summary>What becomes of the devices behind an edge agent when it goes. The covers here report once a day.</summary>
public sealed class GatewayLossTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private IngestHost _host = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(_folder, _time);
        _token = await _host.AddAsync("edge", "edge-agent");
        await _host.AddAsync("mh-1", "manhole-cover", gateway: "edge");
        await _host.AddAsync("mh-2", "manhole-cover", gateway: "edge", grid: "110101-02", attributes: new Dictionary<string, object> { ["health.gateway_s"] = 60 });
        await _host.AddAsync("mh-alone", "manhole-cover");
        await _host.ReportAsync("mh-alone", Now, "tilt", 1, _time);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public async Task The_devices_behind_an_edge_agent_that_goes_are_suspect_at_once_and_offline_after_the_dwell()
    {
        await using (await ConnectAndReportAsync())
        {
        }

        await HealthBecomesAsync("mh-1", DeviceHealth.Suspect);
        await HealthBecomesAsync("mh-2", DeviceHealth.Suspect);
        _time.Advance(TimeSpan.FromSeconds(60));
        await HealthBecomesAsync("mh-2", DeviceHealth.Offline);
        Assert.Equal(DeviceHealth.Suspect, _host.Board.Find("mh-1")!.Health);
        _time.Advance(TimeSpan.FromSeconds(540));
        await HealthBecomesAsync("mh-1", DeviceHealth.Offline);
        Assert.Equal(DeviceHealth.Online, _host.Board.Find("mh-alone")!.Health);
    }

    [Fact]
    public async Task Each_change_of_health_is_told_once_and_makes_no_matter_of_the_street()
    {
        await using (await ConnectAndReportAsync())
        {
        }

        await HealthBecomesAsync("mh-1", DeviceHealth.Suspect);
        _time.Advance(TimeSpan.FromMinutes(10));
        await HealthBecomesAsync("mh-1", DeviceHealth.Offline);
        await using var agent = await ConnectAndReportAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        await HealthBecomesAsync("mh-1", DeviceHealth.Online);

        var told = _host.Hub.Twins.Where(t => t.Twin.DeviceId == "mh-1").Select(t => t.Twin.Health).ToList();
        var changes = told.Where((health, i) => i == 0 || told[i - 1] != health).Where(h => h != DeviceHealth.Unknown);
        Assert.Equal([DeviceHealth.Online, DeviceHealth.Suspect, DeviceHealth.Offline, DeviceHealth.Online], changes);
        Assert.All(_host.Hub.Alarms.Where(a => a.DeviceId == "mh-1"), a => Assert.Null(a.Category));
        Assert.Single(_host.Hub.Raised("silence"), a => a.DeviceId == "mh-1");
    }

    [Fact]
    public async Task An_edge_agent_that_says_offline_is_gone_though_its_connection_is_there()
    {
        await using var agent = await ConnectAndReportAsync();
        await PublishAsync(agent, DeviceTopic.Status("edge"), "offline");
        await HealthBecomesAsync("mh-1", DeviceHealth.Suspect);
    }

    [Fact]
    public async Task An_edge_agent_that_comes_back_within_the_dwell_leaves_nobody_offline()
    {
        await using (await ConnectAndReportAsync())
        {
        }

        await HealthBecomesAsync("mh-1", DeviceHealth.Suspect);
        _time.Advance(TimeSpan.FromMinutes(5));
        await using var agent = await _host.ConnectAsync("edge", _token);
        for (var i = 0; i < 18; i++)
        {
            // Its reports keep the connection alive.
            await PublishAsync(agent, DeviceTopic.Telemetry("edge"), """{"values":{"refused":0}}""");
            _time.Advance(TimeSpan.FromSeconds(20));
        }

        await PublishAsync(agent, DeviceTopic.Telemetry("mh-1"), """{"values":{"tilt":1}}""");
        _time.Advance(TimeSpan.FromSeconds(30));
        await HealthBecomesAsync("mh-1", DeviceHealth.Online);
        Assert.DoesNotContain(_host.Hub.Twins, t => t.Twin is { DeviceId: "mh-1", Health: DeviceHealth.Offline });
    }

    private async Task<MqttClient> ConnectAndReportAsync()
    {
        var agent = await _host.ConnectAsync("edge", _token);
        foreach (var device in new[] { "mh-1", "mh-2" })
        {
            await PublishAsync(agent, DeviceTopic.Telemetry(device), """{"values":{"tilt":1}}""");
        }

        await Eventually.True(() => _host.Board.Find("mh-1")!.LastSeen == Now && _host.Board.Find("mh-2")!.LastSeen == Now, "both covers are heard", _time);
        return agent;
    }

    private Task HealthBecomesAsync(string device, DeviceHealth health) =>
        Eventually.True(() => _host.Board.Find(device)!.Health == health, $"{device} is {health}", _time);

    private static Task<MqttReasonCode> PublishAsync(MqttClient client, string topic, string payload) =>
        client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce, false, default).WaitAsync(TimeSpan.FromSeconds(15));
}
