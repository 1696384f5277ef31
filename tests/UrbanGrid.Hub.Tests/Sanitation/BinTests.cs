using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Tests.Sanitation;

/// <summary>Bins by RFID with weight, out of the events of vehicles.</summary>
public sealed class BinTests : IAsyncLifetime
{
    private WorkBench _bench = null!;

    public async Task InitializeAsync() => _bench = await WorkBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_bin_read_twice_within_five_minutes_counts_once()
    {
        await _bench.BinAsync("T1", "08:00", 100);
        await _bench.BinAsync("T1", "08:05", 101);
        await _bench.BinAsync("T1", "08:05:01", 50);
        Assert.Equal([100.0, 50.0], (await ReadAsync()).Readings.Select(r => r.WeightKg!.Value));
    }

    [Fact]
    public async Task A_reading_without_weight_takes_it_from_its_repeat()
    {
        await _bench.BinAsync("T1", "08:00");
        await _bench.BinAsync("T1", "08:00:10", 88);
        Assert.Equal(88, Assert.Single((await ReadAsync()).Readings).WeightKg);
    }

    [Fact]
    public async Task A_repeat_just_after_midnight_belongs_to_the_day_before()
    {
        await _bench.BinAsync("T1", "23:58", 100);
        await _bench.BinAsync("T1", "24:01", 100);
        Assert.Empty((await _bench.Bins.ReadAsync([WorkBench.Sweeper], _bench.At("24:00"), _bench.At("48:00"), default)).Readings);
    }

    [Theory]
    [InlineData("""{"tag":"T1","weightKg":"heavy"}""")]
    [InlineData("""{"tag":"T1","weightKg":-3}""")]
    [InlineData("""{"tag":"T1","weightKg":90000}""")]
    public async Task A_weight_that_cannot_be_is_no_weight_and_the_bin_still_counts(string data)
    {
        await _bench.EventAsync(data, "08:00");
        Assert.Null(Assert.Single((await ReadAsync()).Readings).WeightKg);
    }

    [Theory]
    [InlineData("""{"weightKg":3}""")]
    [InlineData("""{"tag":""}""")]
    [InlineData("""{"tag":{"a":1}}""")]
    [InlineData("[1]")]
    public async Task An_event_without_a_tag_is_counted_as_unreadable(string data)
    {
        await _bench.EventAsync(data, "08:00");
        var read = await ReadAsync();
        Assert.Equal((0, 1), (read.Readings.Count, read.Unreadable));
    }

    [Fact]
    public async Task A_bin_is_where_its_vehicle_was()
    {
        await _bench.DriveAsync((0, 0), (100, 0), "08:00");
        await _bench.BinAsync("T1", "08:00:36", 100);
        var placed = Assert.Single(await _bench.Bins.PlaceAsync((await ReadAsync()).Readings, default));
        Assert.Equal(WorkBench.Place(100, 0)[0], placed.Place!.Value.Lon, 0.000001);
    }

    [Fact]
    public async Task They_are_totalled_by_bin_owner_plan_and_day_and_unknown_tags_are_listed_last()
    {
        var plan = WorkBench.Street(p => p with { Stops = [WorkBench.Stop("甲", 0, 0, "T1", "T2"), WorkBench.Stop("乙", 500, 0, "T3")] });
        await _bench.BinAsync("T1", "08:00", 100);
        await _bench.BinAsync("T2", "08:01", 20.5);
        await _bench.BinAsync("T3", "08:30", 40);
        await _bench.BinAsync("T3", "32:30", 60);
        await _bench.BinAsync("A9", "09:00");

        var read = await _bench.Bins.ReadAsync([WorkBench.Sweeper], _bench.At("00:00"), _bench.At("48:00"), default);
        var totals = BinTotals.Of(read.Readings, [plan], _bench.Registry, _bench.Days);

        Assert.Equal(new BinSum(5, 4, 220.5), totals.Total);
        Assert.Equal([("T1", 100.0), ("T2", 20.5), ("T3", 100.0), ("A9", 0.0)], totals.ByBin.Select(b => (b.Tag, b.Sum.WeightKg)));
        Assert.Null(totals.ByBin[^1].Plan);
        Assert.Equal([("乙公司", 100.0), ("甲公司", 120.5), (null, 0.0)], totals.ByOwner.Select(g => (g.Subject?.Key, g.Sum.WeightKg)));
        Assert.Equal([("street", 4), (null, 1)], totals.ByPlan.Select(g => (g.Subject?.Key, g.Sum.Bins)));
        Assert.Equal([("2026-03-02", 4), ("2026-03-03", 1)], totals.ByDay.Select(g => (g.Subject!.Key, g.Sum.Bins)));
    }

    private Task<ReadBins> ReadAsync() => _bench.Bins.ReadAsync([WorkBench.Sweeper], _bench.At("00:00"), _bench.At("24:00"), default);
}
