using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Gateway;

public sealed class BackPressureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_acknowledged_while_the_store_cannot_commit()
    {
        var disk = new StubbornStore();
        await using var host = await IngestHost.StartAsync(
            _folder, services: s => s.AddSingleton<ITelemetryStore>(p => disk.Over(p)));
        await using var client = await host.ConnectAsync("m1", await host.AddAsync("m1", "manhole-cover"));
        var publish = client.PublishAsync("urbangrid/v1/m1/telemetry", """{"values":{"tilt":1}}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        await Eventually.True(() => disk.Refused > 1, "the store refused and was tried again");
        Assert.False(publish.IsCompleted);

        disk.Broken = false;
        Assert.Equal(MqttReasonCode.Success, await publish.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Single(await host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default));
    }

    [Fact]
    public async Task A_device_that_floods_waits_and_another_does_not()
    {
        var time = new ManualTime();
        await using var host = await IngestHost.StartAsync(_folder, time, o => o with { DeviceMessagesPerSecond = 1, DeviceBurst = 10 });
        await host.AddAsync("flood", "generic", grid: "g");
        await host.AddAsync("calm", "generic", grid: "g");
        for (var i = 0; i < 10; i++)
        {
            await host.SendAsync("flood", "telemetry", """{"values":{"x":1}}""");
        }

        var eleventh = host.SendAsync("flood", "telemetry", """{"values":{"x":1}}""").AsTask();
        await host.SendAsync("calm", "telemetry", """{"values":{"x":1}}""");
        await Eventually.TrueAsync(async () => (await StoredAsync(host, "calm")) == 1, "the other device's value is stored");
        Assert.False(eleventh.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));
        await eleventh.WaitAsync(TimeSpan.FromSeconds(15));
        await Eventually.TrueAsync(async () => (await StoredAsync(host, "flood")) == 11, "nothing was dropped");
    }

    private static async Task<int> StoredAsync(IngestHost host, string device) =>
        (await host.Store.QueryAsync(new SeriesQuery(device, "x", 0, long.MaxValue / 2), default)).Count;
}
