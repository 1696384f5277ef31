using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Pipeline;

/// <summary>The timers of a whole city, on a clock that a test moves.</summary>
public sealed class SilenceAtScaleTests : IDisposable
{
    private const int Devices = 100_000;
    private const int OfflineS = 600;
    private const int SpreadS = 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_of_a_hundred_thousand_devices_that_fall_silent_is_told_within_a_second_of_its_limit()
    {
        var time = new ManualTime();
        var told = new Told(time);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IObservationSubscriber>(told)
            .AddIngest(new IngestOptions { DataDirectory = _folder.Path, RegistryConnection = $"Data Source={_folder.File("app.db")}", Workers = 2 })
            .BuildServiceProvider();
        var workers = services.GetRequiredService<GridWorkers>();
        var model = services.GetRequiredService<DeviceModels>().Find(DeviceModels.Generic)!;
        using var stop = new CancellationTokenSource();
        var running = workers.RunAsync(stop.Token);
        var start = time.GetUtcNow().ToUnixTimeMilliseconds();
        var probes = new Dictionary<int, Device>();
        for (var i = 0; i < Devices; i++)
        {
            var device = new Device { Id = $"d{i}", Model = model.Key, Name = new LocalName("设备", "device"), GridCode = $"g{i % 100}" };
            var state = new DeviceState(device, model, TimeZoneInfo.Utc);
            state.Health.Seen(start + ((long)i * SpreadS * 1_000 / Devices));
            probes.TryAdd(workers.IndexOf(device), device);
            await workers.AdoptAsync(state, default);
        }

        await SettleAsync();
        time.Advance(TimeSpan.FromSeconds(OfflineS - 1));
        for (var second = 0; second <= SpreadS + 1; second++)
        {
            await SettleAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await SettleAsync();
        Assert.Equal(Devices, told.Count);
        Assert.InRange(told.Latest, 0, 1_000);
        workers.Complete();
        await running;

        // What was asked before is answered after everything that was due.
        async Task SettleAsync()
        {
            foreach (var probe in probes.Values)
            {
                await workers.AskAsync(probe, state => state, default);
                await workers.AskAsync(probe, state => state, default);
            }
        }
    }

    [Fact]
    public void A_device_has_one_place_among_the_timers_however_often_its_time_changes()
    {
        var random = new Random(1);
        var heap = new DueHeap();
        var devices = Enumerable.Range(0, 500).Select(i => Rules.RuleBench.Device("generic", id: $"d{i}")).ToArray();
        var expected = new Dictionary<DeviceState, long>();
        for (var i = 0; i < 50_000; i++)
        {
            var device = devices[random.Next(devices.Length)];
            if (random.Next(4) == 0)
            {
                heap.Remove(device);
                expected.Remove(device);
            }
            else
            {
                expected[device] = random.Next(100_000);
                heap.Set(device, expected[device]);
            }
        }

        Assert.Equal(expected.Count, heap.Count);
        var order = new List<long>();
        while (heap.First is { } first)
        {
            Assert.Equal(expected[first], first.Timer.At);
            order.Add(first.Timer.At);
            heap.Remove(first);
        }

        Assert.Equal(expected.Values.Order(), order);
    }

    /// <summary>A hub that notes how long after its limit each silence was told.</summary>
    private sealed class Told(ManualTime time) : IObservationSubscriber
    {
        private int _count;
        private long _latest;

        public int Count => _count;

        public long Latest => _latest;

        public ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
        {
            var late = time.GetUtcNow().ToUnixTimeMilliseconds() - (alarm.StartedAt + (OfflineS * 1_000));
            Interlocked.Increment(ref _count);
            InterlockedMax(ref _latest, Math.Abs(late));
            return ValueTask.CompletedTask;
        }

        public ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void DeviceChanged(DeviceTwin twin)
        {
        }

        public void VehicleMoved(VehiclePosition position)
        {
        }

        private static void InterlockedMax(ref long target, long value)
        {
            for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            {
                if (Interlocked.CompareExchange(ref target, value, seen) == seen)
                {
                    return;
                }
            }
        }
    }
}
