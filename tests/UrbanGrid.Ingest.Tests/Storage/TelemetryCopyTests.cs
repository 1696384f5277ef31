using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Storage.Copying;
using UrbanGrid.Ingest.Storage.Postgres;
using UrbanGrid.TestKit;
using static UrbanGrid.Ingest.Tests.Storage.TelemetryStoreContract;

namespace UrbanGrid.Ingest.Tests.Storage;

public sealed class TelemetryCopyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Everything_is_copied_counted_and_found_again()
    {
        await FillAsync(50_000);
        var target = await TargetAsync();
        var report = await TelemetryCopy.RunAsync(_folder.Path, target, new Told(_ => { }), default);

        Assert.True(report.IsComplete);
        Assert.Equal(50_003, report.Tables.Where(t => t.Table == "telemetry").Sum(t => t.Target));
        await using var store = new PostgresTelemetryStore(Options with { TelemetryConnection = target });
        Assert.Equal(50_000, (await store.QueryAsync(new SeriesQuery("a", "t", 0, EndOfMarch, 0, 100_000), default)).Count);
        Assert.Equal([1, 2], (await store.QueryAsync(new SeriesQuery("b", "tilt", 0, EndOfMarch + 10), default)).Select(p => p.Value));
        Assert.Equal("2.1", Assert.Single(await store.QueryAsync(new SeriesQuery("b", "firmware", 0, EndOfMarch + 10), default)).Text);
        Assert.Equal(12.5, Assert.Single(await store.TrackAsync("car", 0, EndOfMarch, 10, default)).Attributes["load"]);
        Assert.Single(await store.EventsAsync("car", 0, EndOfMarch, 10, default));
        Assert.Single(await store.DeadLettersAsync("b", 10, default));
        Assert.Single(await store.OpenAlarmsAsync(default));
        Assert.Single(await store.BackgroundsAsync(default));
    }

    [SkippableFact]
    public async Task An_interrupted_copy_goes_on_where_it_was()
    {
        await FillAsync(50_000);
        var target = await TargetAsync();
        using var interrupt = new CancellationTokenSource();
        var cutting = new Told(p => { if (p is { Table: "telemetry", Copied: >= 20_000 }) { interrupt.Cancel(); } });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TelemetryCopy.RunAsync(_folder.Path, target, cutting, interrupt.Token));

        var first = new List<CopyProgress>();
        var report = await TelemetryCopy.RunAsync(_folder.Path, target, new Told(first.Add), default);
        Assert.True(report.IsComplete);
        Assert.True(first.First(p => p.Table == "telemetry").Copied > 20_000, "the rows that were committed are not sent again");
        Assert.DoesNotContain(first, p => p.Table == "alarms");
    }

    [SkippableFact]
    public async Task A_repeated_copy_brings_what_was_added_and_doubles_nothing()
    {
        await FillAsync(10);
        var target = await TargetAsync();
        await TelemetryCopy.RunAsync(_folder.Path, target, new Told(_ => { }), default);
        await using (var store = new SqliteTelemetryStore(Options with { DataDirectory = _folder.Path }))
        {
            await store.AppendAsync([Values("a", ("t", Noon - 5, 5))], default);
        }

        var report = await TelemetryCopy.RunAsync(_folder.Path, target, new Told(_ => { }), default);
        Assert.True(report.IsComplete);
        Assert.All(report.Tables, t => Assert.Equal(t.Source, t.Target));
    }

    private static async Task<string> TargetAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private async Task FillAsync(int values)
    {
        await using var store = new SqliteTelemetryStore(Options with { DataDirectory = _folder.Path });
        var car = Of("car");
        car.Positions.Add(Fix(Noon, 39.9));
        car.Event = new DeviceEvent(Noon, "door", "{}");
        var words = Of("b");
        words.Samples.Add(new TelemetrySample("firmware", Noon, 0, "2.1"));
        await store.AppendAsync(
            [
                Values("b", ("tilt", EndOfMarch - 1, 1), ("tilt", EndOfMarch, 2)), car, words, Bad("b", Noon),
                Values("a", [.. Enumerable.Range(0, values).Select(i => ("t", Noon + i, (double)i))]),
            ],
            default);
        await store.SaveBackgroundAsync(new LearnedBackground("b", "tilt", 2), default);
        await store.SaveAlarmAsync(new Alarm { Id = "b:tilt:1", DeviceId = "b", Rule = "tilt", Severity = AlarmSeverity.Minor, StartedAt = 1, RaisedAt = 2 }, default);
    }

    /// <summary>Tells at once, on the thread that copies.</summary>
    private sealed class Told(Action<CopyProgress> tell) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => tell(value);
    }
}
