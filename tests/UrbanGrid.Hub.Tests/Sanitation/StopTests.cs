using UrbanGrid.Hub.Sanitation.Outcomes;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Tests.Sanitation;

/// <summary>When a collection point counts as served (漏收 otherwise).</summary>
public sealed class StopTests : IAsyncLifetime
{
    private static readonly WorkPlan Round = WorkBench.Street(p => p with
    {
        Kind = "collection", Routes = [], Hours = [new WorkHours("05:00", "09:00")], Stops = [WorkBench.Stop("甲", 0, 0, "T1", "T2"), WorkBench.Stop("乙", 500, 0, "T3")],
    });

    private WorkBench _bench = null!;

    public async Task InitializeAsync() => _bench = await WorkBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_vehicle_that_stands_there_for_20_seconds_has_served_it_and_the_other_is_missed()
    {
        await _bench.StandAsync((20, 10), "08:00", 20);
        await _bench.StandAsync((500, 0), "08:10", 10);

        var day = await _bench.ResultAsync(Round);

        Assert.Equal([PieceState.Covered, PieceState.Missed], day.Stops.Select(s => s.State));
        Assert.Equal(new StopVisit(_bench.At("08:00:20"), WorkBench.Sweeper, ByBin: false), day.Stops[0].Visit);
        Assert.Equal((2, 1, 1), (day.Figures.Stops.Planned, day.Figures.Stops.InTime, day.Figures.Stops.Missed));
    }

    [Fact]
    public async Task Standing_farther_than_30_m_away_is_no_service()
    {
        await _bench.StandAsync((31, 0), "08:00", 60);
        Assert.Equal(PieceState.Missed, (await _bench.ResultAsync(Round)).Stops[0].State);
    }

    [Fact]
    public async Task Passing_by_slowly_again_and_again_is_no_service()
    {
        await _bench.StandAsync((0, 0), "08:00", 10);
        await _bench.DriveAsync((50, 0), (150, 0), "08:00:15");
        await _bench.StandAsync((0, 0), "08:20", 10);
        Assert.Equal(PieceState.Missed, (await _bench.ResultAsync(Round)).Stops[0].State);
    }

    [Fact]
    public async Task A_bin_that_was_read_shows_that_it_was_served()
    {
        await _bench.BinAsync("t3", "08:30", 120);
        var day = await _bench.ResultAsync(Round);
        Assert.Equal(new StopVisit(_bench.At("08:30"), WorkBench.Sweeper, ByBin: true), day.Stops[1].Visit);
        Assert.Equal((PieceState.Covered, 1, 120.0), (day.Stops[1].State, day.Figures.Bins, day.Figures.WeightKg));
    }

    [Fact]
    public async Task Service_after_the_hours_is_late()
    {
        await _bench.BinAsync("T1", "10:00", 100);
        Assert.Equal(PieceState.Late, (await _bench.ResultAsync(Round)).Stops[0].State);
    }

    [Fact]
    public async Task A_bin_that_another_vehicle_read_does_not_count_for_the_plan()
    {
        await _bench.BinAsync("T1", "08:00", 100, WorkBench.Other);
        var day = await _bench.ResultAsync(Round);
        Assert.Equal((PieceState.Missed, 0), (day.Stops[0].State, day.Figures.Bins));
    }
}
