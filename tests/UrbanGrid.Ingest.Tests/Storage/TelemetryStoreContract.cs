using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Tests.Storage;

/// <summary>What every telemetry store promises; each store runs all of it.</summary>
public abstract class TelemetryStoreContract
{
    internal static readonly IngestOptions Options = new() { DataDirectory = "", RegistryConnection = "" };

    internal static readonly long Noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    internal static readonly long EndOfMarch = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [SkippableFact]
    public async Task The_same_value_twice_is_stored_once()
    {
        await using var store = await OpenAsync();
        var first = await store.AppendAsync([Values("a", ("tilt", Noon, 3.2))], default);
        var second = await store.AppendAsync([Values("a", ("tilt", Noon, 99)), Values("a", ("tilt", Noon + 1, 4))], default);

        Assert.Equal(new AppendResult(1, 0), first);
        Assert.Equal(new AppendResult(1, 1), second);
        var points = await store.QueryAsync(new SeriesQuery("a", "tilt", Noon, Noon + 10), default);
        Assert.Equal([3.2, 4], points.Select(p => p.Value));
    }

    [SkippableFact]
    public async Task A_bucket_that_spans_two_months_is_one_point()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync([Values("a", ("tilt", EndOfMarch - 1, 1), ("tilt", EndOfMarch, 2), ("tilt", EndOfMarch + 1, 6))], default);

        // 7 days do not divide the months, so one bucket lies across the first of April.
        var week = 7L * 24 * 3600 * 1000;
        var point = Assert.Single(await store.QueryAsync(new SeriesQuery("a", "tilt", Noon, EndOfMarch + 10, week), default));
        Assert.Equal((3.0, 1.0, 6.0, 3L), (point.Value, point.Min, point.Max, point.Count));
        Assert.Equal(0, point.Timestamp % week);
    }

    [SkippableFact]
    public async Task Buckets_hold_mean_smallest_and_largest()
    {
        await using var store = await OpenAsync();
        var minute = Noon / 60_000 * 60_000;
        await store.AppendAsync([Values("a", ("t", minute, 1), ("t", minute + 59_999, 3), ("t", minute + 60_000, 8))], default);

        var points = await store.QueryAsync(new SeriesQuery("a", "t", minute, minute + 120_000, 60_000), default);
        Assert.Equal([new SeriesPoint(minute, 2, 1, 3, 2, null), new SeriesPoint(minute + 60_000, 8, 8, 8, 1, null)], points);
    }

    [SkippableTheory]
    [InlineData(1_000)]
    [InlineData(60_000)]
    [InlineData(7 * 60_000)]
    [InlineData(3_600_000)]
    [InlineData(24 * 3_600_000)]
    public async Task Buckets_are_those_of_the_raw_values_wherever_a_query_begins_and_ends(long width)
    {
        await using var store = await OpenAsync();
        var values = Enumerable.Range(0, 3_000).Select(i => (At: EndOfMarch - 7_300_000 + (i * 7_001L), Value: (double)(i * 37 % 101))).ToArray();
        await store.AppendAsync([Values("a", [.. values.Select(v => ("t", v.At, v.Value))])], default);

        var (from, to) = (EndOfMarch - 7_000_123, EndOfMarch + 11_111_111);
        var expected = values.Where(v => v.At >= from && v.At < to).GroupBy(v => v.At / width * width)
            .Select(g => (g.Key, Mean: Math.Round(g.Average(v => v.Value), 6), g.Min(v => v.Value), g.Max(v => v.Value), (long)g.Count()));
        var points = await store.QueryAsync(new SeriesQuery("a", "t", from, to, width), default);
        Assert.Equal(expected, points.Select(p => (p.Timestamp, Math.Round(p.Value, 6), p.Min, p.Max, p.Count)));
        Assert.Equal(2, (await store.QueryAsync(new SeriesQuery("a", "t", from, to + (2 * width), Math.Min(width, 3_600_000), 2), default)).Count);
    }

    [SkippableFact]
    public async Task The_first_of_two_values_in_one_batch_is_kept()
    {
        await using var store = await OpenAsync();
        Assert.Equal(new AppendResult(1, 1), await store.AppendAsync([Values("a", ("t", Noon, 1)), Values("a", ("t", Noon, 2))], default));

        Assert.Equal(1, Assert.Single(await store.QueryAsync(new SeriesQuery("a", "t", 0, Noon + 1), default)).Value);
    }

    [SkippableFact]
    public async Task Words_no_database_can_keep_do_not_stop_a_batch()
    {
        await using var store = await OpenAsync();
        var observation = Of("a");
        observation.Samples.Add(new TelemetrySample("firmware", Noon, 0, "half a \ud83d and a \0."));
        observation.Event = new DeviceEvent(Noon, "odd\0", "\"\udc00\"");
        Assert.Equal(new AppendResult(3, 0), await store.AppendAsync([observation, Values("b", ("t", Noon, 2))], default));

        Assert.StartsWith("half a ", Assert.Single(await store.QueryAsync(new SeriesQuery("a", "firmware", Noon, Noon + 1), default)).Text);
        Assert.Single(await store.EventsAsync("a", 0, Noon + 1, 10, default));
    }

    [SkippableFact]
    public async Task Events_come_back_newest_first_and_once()
    {
        await using var store = await OpenAsync();
        Observation[] batch = [Told(Noon, "door"), Told(Noon + 1, "door"), Told(Noon + 1, "lid")];
        Assert.Equal(new AppendResult(3, 0), await store.AppendAsync(batch, default));
        Assert.Equal(new AppendResult(0, 3), await store.AppendAsync(batch, default));

        Assert.Equal(["door", "lid", "door"], (await store.EventsAsync("a", 0, Noon + 2, 10, default)).Select(e => e.Type));
        Assert.Equal("door", Assert.Single(await store.EventsAsync("a", Noon, Noon + 1, 1, default)).Type);
    }

    [SkippableFact]
    public async Task A_background_is_replaced_by_the_next_one()
    {
        await using var store = await OpenAsync();
        await store.SaveBackgroundAsync(new LearnedBackground("a", "tilt", 1), default);
        await store.SaveBackgroundAsync(new LearnedBackground("a", "tilt", 2), default);

        Assert.Equal(new LearnedBackground("a", "tilt", 2), Assert.Single(await store.BackgroundsAsync(default)));
    }

    [SkippableFact]
    public async Task A_query_gives_at_most_its_limit_oldest_first()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync([Values("a", [.. Enumerable.Range(0, 50).Select(i => ("t", Noon + i, (double)i))])], default);

        Assert.Equal([0, 1, 2], (await store.QueryAsync(new SeriesQuery("a", "t", 0, Noon * 2, 0, 3), default)).Select(p => p.Value));
    }

    [SkippableFact]
    public async Task The_latest_value_of_every_metric_comes_back_after_a_restart()
    {
        await using (var store = await OpenAsync())
        {
            await store.AppendAsync([Values("a", ("tilt", Noon, 1), ("tilt", EndOfMarch, 2), ("open", Noon, 0)), Values("b", ("tilt", Noon, 7))], default);
        }

        await using var again = await OpenAsync();
        var latest = new Dictionary<(string, string), double>();
        await foreach (var (device, sample) in again.LatestAsync(default))
        {
            latest.Add((device, sample.Metric), sample.Value);
        }

        Assert.Equal(3, latest.Count);
        Assert.Equal((2, 0, 7), (latest[("a", "tilt")], latest[("a", "open")], latest[("b", "tilt")]));
    }

    [SkippableFact]
    public async Task A_query_while_a_new_month_begins_never_meets_a_half_made_one()
    {
        await using var store = await OpenAsync();
        using var done = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await store.QueryAsync(new SeriesQuery("a", "t", 0, long.MaxValue / 2), default);
            }
        });
        for (var month = 0; month < 12; month++)
        {
            await store.AppendAsync([Values("a", ("t", Noon + (month * 31L * 86_400_000), month))], default);
        }

        await done.CancelAsync();
        await asking;
        Assert.Equal(12, (await store.QueryAsync(new SeriesQuery("a", "t", 0, long.MaxValue / 2), default)).Count);
    }

    [SkippableFact]
    public async Task Texts_are_kept_as_texts()
    {
        await using var store = await OpenAsync();
        var observation = Of("a");
        observation.Samples.Add(new TelemetrySample("firmware", Noon, 0, "2.1β"));
        await store.AppendAsync([observation], default);

        Assert.Equal("2.1β", Assert.Single(await store.QueryAsync(new SeriesQuery("a", "firmware", Noon, Noon + 1), default)).Text);
    }

    [SkippableFact]
    public async Task A_track_comes_back_in_order_with_its_attributes()
    {
        await using var store = await OpenAsync();
        var observation = Of("car");
        observation.Positions.Add(Fix(Noon + 1_000, 39.91));
        observation.Positions.Add(Fix(Noon, 39.90));
        observation.Positions.Add(Fix(Noon, 12));
        Assert.Equal(new AppendResult(2, 1), await store.AppendAsync([observation], default));

        var track = await store.TrackAsync("car", Noon, Noon + 5_000, 10, default);
        Assert.Equal([39.90, 39.91], track.Select(f => f.Place.Lat));
        Assert.Equal(12.5, track[0].Attributes["load"]);
        Assert.Equal(Noon + 1_000, Assert.Single(await store.LatestPositionsAsync(default)).Timestamp);
    }

    [SkippableFact]
    public async Task Dead_letters_are_bounded_for_each_device_and_in_total()
    {
        await using var store = await OpenAsync(Options with { DeadLettersPerDevice = 3, DeadLettersTotal = 5 });
        foreach (var device in (string[])["a", "b"])
        {
            for (var i = 0; i < 10; i++)
            {
                await store.AppendAsync([Bad(device, i)], default);
            }
        }

        Assert.Equal([9, 8, 7], (await store.DeadLettersAsync("b", 100, default)).Select(l => l.ReceivedAt));
        Assert.Equal(5, (await store.DeadLettersAsync(null, 100, default)).Count);
    }

    [SkippableFact]
    public async Task A_batch_that_fails_half_way_leaves_nothing_and_can_be_tried_again()
    {
        await using var store = await OpenAsync();
        var good = Values("a", ("tilt", Noon, 1));
        var broken = Of("b");
        broken.Samples.Add(new TelemetrySample(null!, Noon, 1, null));
        await Assert.ThrowsAnyAsync<Exception>(async () => await store.AppendAsync([good, broken], default));
        Assert.Empty(await store.QueryAsync(new SeriesQuery("a", "tilt", 0, Noon * 2), default));

        Assert.Equal(new AppendResult(1, 0), await store.AppendAsync([good], default));
    }

    [SkippableFact]
    public async Task An_alarm_is_open_until_it_is_cleared()
    {
        await using var store = await OpenAsync();
        var alarm = new Alarm { Id = "a:tilt:1", DeviceId = "a", Rule = "tilt", Severity = AlarmSeverity.Critical, StartedAt = 1, RaisedAt = 2, Readings = [new AlarmReading("tilt", 40, 10, "°")] };
        await store.SaveAlarmAsync(alarm, default);
        await store.SaveAlarmAsync(alarm, default);
        Assert.Equal(40, Assert.Single(await store.OpenAlarmsAsync(default)).Readings[0].Value);

        await store.SaveAlarmAsync(alarm with { ClearedAt = 3 }, default);
        Assert.Empty(await store.OpenAlarmsAsync(default));
        Assert.Equal(3, Assert.Single(await store.AlarmsAsync("a", 10, default)).ClearedAt);
    }

    internal static PositionSample Fix(long at, double lat) =>
        new(at, new GeoPoint(lat, 116.4), 30, 90, null, null, new Dictionary<string, double> { ["load"] = 12.5 });

    internal static Observation Of(string device) =>
        new() { Device = new Device { Id = device, Model = "generic", Name = new LocalName("设备", "device") } };

    internal static Observation Values(string device, params (string Metric, long At, double Value)[] values)
    {
        var observation = Of(device);
        observation.Samples.AddRange(values.Select(v => new TelemetrySample(v.Metric, v.At, v.Value, null)));
        return observation;
    }

    private static Observation Told(long at, string type)
    {
        var observation = Of("a");
        observation.Event = new DeviceEvent(at, type, null);
        return observation;
    }

    internal static Observation Bad(string device, long at)
    {
        var observation = Of(device);
        observation.DeadLetter = new DeadLetter
        {
            DeviceId = device, ReceivedAt = at, Topic = "t", Reason = "bad_json", Detail = "d", Refused = 1, PayloadBytes = 1, Payload = [1],
        };
        return observation;
    }

    protected Task<ITelemetryStore> OpenAsync() => OpenAsync(Options);

    /// <summary>Opens the store; what an earlier one of the same test stored is still there.</summary>
    protected abstract Task<ITelemetryStore> OpenAsync(IngestOptions options);
}
