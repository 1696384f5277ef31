using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
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

    /// <summary>The real store on a disk that is full until it is mended.</summary>
    private sealed class StubbornStore : ITelemetryStore
    {
        private SqliteTelemetryStore _inner = null!;
        private int _refused;

        public volatile bool Broken = true;

        public int Refused => Volatile.Read(ref _refused);

        public StubbornStore Over(IServiceProvider services)
        {
            _inner = new SqliteTelemetryStore((IngestOptions)services.GetService(typeof(IngestOptions))!);
            return this;
        }

        public ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
        {
            if (Broken)
            {
                Interlocked.Increment(ref _refused);
                throw new IOException("database or disk is full");
            }

            return _inner.AppendAsync(batch, cancellationToken);
        }

        public Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken) => _inner.QueryAsync(query, cancellationToken);

        public IAsyncEnumerable<LatestSample> LatestAsync(CancellationToken cancellationToken) => _inner.LatestAsync(cancellationToken);

        public Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
            _inner.TrackAsync(deviceId, from, to, limit, cancellationToken);

        public Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken) => _inner.LatestPositionsAsync(cancellationToken);

        public Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
            _inner.EventsAsync(deviceId, from, to, limit, cancellationToken);

        public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken) =>
            _inner.DeadLettersAsync(deviceId, limit, cancellationToken);

        public ValueTask SaveAlarmAsync(Alarm alarm, CancellationToken cancellationToken) => _inner.SaveAlarmAsync(alarm, cancellationToken);

        public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) => _inner.OpenAlarmsAsync(cancellationToken);

        public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) => _inner.AlarmsAsync(deviceId, limit, cancellationToken);

        public ValueTask SaveBackgroundAsync(LearnedBackground background, CancellationToken cancellationToken) => _inner.SaveBackgroundAsync(background, cancellationToken);

        public Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken) => _inner.BackgroundsAsync(cancellationToken);

        public Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken) => _inner.UpkeepAsync(now, cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
