using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Sanitation.Outcomes;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Hub.Tests.Sanitation;

/// <summary>When a street counts as swept; all figures are reckoned by hand.</summary>
public sealed class CoverageTests : IAsyncLifetime
{
    private WorkBench _bench = null!;

    public async Task InitializeAsync() => _bench = await WorkBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Half_a_street_driven_along_is_half_covered()
    {
        await _bench.DriveAsync((0, 0), (100, 0));

        Assert.Equal((100, 0, 100), await _bench.StreetsAsync(WorkBench.Street()));
        var day = await _bench.ResultAsync(WorkBench.Street());
        Assert.Equal(0.5, day.Figures.Coverage!.Value, 3);
        Assert.Equal(100, day.Vehicles.Single().DrivenM, 0);
    }

    [Fact]
    public async Task A_terminal_that_sends_GCJ_02_covers_the_street_it_drives_along()
    {
        var sweeper = _bench.Registry.Find(WorkBench.Sweeper)!;
        var coordinates = JsonSerializer.SerializeToElement(DeviceCoordinates.ChineseMap);
        await _bench.Registry.UpdateAsync(sweeper with { Attributes = new Dictionary<string, JsonElement> { [DeviceCoordinates.Attribute] = coordinates } }, default);
        await _bench.DriveAsync((0, 0), (200, 0));

        Assert.Equal((200, 0, 0), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Fact]
    public async Task Which_way_it_is_driven_does_not_matter()
    {
        await _bench.DriveAsync((200, 3), (0, 3));
        Assert.Equal((200, 0, 0), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Theory]
    [InlineData(24, 200)]
    [InlineData(26, 0)]
    public async Task Beside_the_street_counts_up_to_the_tolerance(double besideM, int covered)
    {
        await _bench.DriveAsync((0, besideM), (200, besideM));
        Assert.Equal((covered, 0, 200 - covered), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 200)]
    [InlineData(20, 200)]
    [InlineData(21, 0)]
    public async Task Only_driving_at_the_speed_of_the_work_counts(double kmh, int covered)
    {
        await _bench.DriveAsync((0, 0), (200, 0), kmh: kmh);
        Assert.Equal((covered, 0, 200 - covered), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Theory]
    [InlineData("06:00", 200, 0, 0)]
    [InlineData("07:30", 0, 200, 0)]
    [InlineData("04:30", 0, 0, 200)]
    public async Task After_its_hours_work_is_late_and_before_them_it_is_none(string at, int inTime, int late, int missed)
    {
        await _bench.DriveAsync((0, 0), (200, 0), at);
        Assert.Equal((inTime, late, missed), await _bench.StreetsAsync(WorkBench.Street(p => p with { Hours = [new WorkHours("05:00", "07:00")] })));
    }

    [Fact]
    public async Task A_route_without_hours_has_those_of_its_grade()
    {
        await _bench.DriveAsync((0, 0), (200, 0), "08:00");
        WorkPlan Of(int grade) => WorkBench.Street(p => p with { Routes = [p.Routes[0] with { Grade = grade }] });

        Assert.Equal((0, 200, 0), await _bench.StreetsAsync(Of(3)));
        Assert.Equal((200, 0, 0), await _bench.StreetsAsync(Of(4)));
    }

    [Theory]
    [InlineData("23:00", 200, 0, 0)]
    [InlineData("25:30", 200, 0, 0)]
    [InlineData("27:00", 0, 200, 0)]
    [InlineData("33:00", 0, 0, 200)]
    public async Task A_night_shift_goes_on_after_midnight(string at, int inTime, int late, int missed)
    {
        await _bench.DriveAsync((0, 0), (200, 0), at);
        Assert.Equal((inTime, late, missed), await _bench.StreetsAsync(WorkBench.Street(p => p with { Hours = [new WorkHours("22:00", "02:00")] })));
    }

    [Fact]
    public async Task While_there_is_time_nothing_is_missed()
    {
        await using var bench = await WorkBench.StartAsync(now: "20:00");
        await bench.DriveAsync((0, 0), (100, 0));
        var day = await bench.ResultAsync(WorkBench.Street(p => p with { Hours = [new WorkHours("05:00", "20:30")] }));
        Assert.Equal((100, 0), ((int)Math.Round(day.Figures.Streets.Open), (int)Math.Round(day.Figures.Streets.Missed)));
    }

    [Fact]
    public async Task A_parallel_street_and_a_street_that_is_only_crossed_are_not_covered()
    {
        await _bench.DriveAsync((0, 0), (200, 0));
        var day = await _bench.ResultAsync(WorkBench.Street(p => p with
        {
            Routes = [p.Routes[0], WorkBench.Route("平行", (0, 40), (200, 40)), WorkBench.Route("横路", (100, -100), (100, 100))],
        }));
        Assert.Equal([200, 0, 0], day.Parts.Select(part => (int)Math.Round(part.Figures.Covered)));
    }

    [Fact]
    public async Task Round_a_corner_both_streets_are_covered_although_the_fixes_cut_it()
    {
        await _bench.DriveAsync((0, 0), (188, 0), everyM: 94);
        await _bench.FixesAsync(WorkBench.Sweeper, [(_bench.At("08:01:20"), 200, 12, 10), (_bench.At("08:02:00"), 200, 110, 10)], null);
        Assert.Equal((300, 0, 0), await _bench.StreetsAsync(WorkBench.Street(p => p with { Routes = [WorkBench.Route("拐角", (0, 0), (200, 0), (200, 100))] })));
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(61, 0)]
    public async Task A_silence_longer_than_a_minute_is_not_bridged(int seconds, int covered)
    {
        await _bench.FixesAsync(WorkBench.Sweeper, [(_bench.At("08:00"), 0, 0, 12), (_bench.At("08:00") + (seconds * 1000), 200, 0, 12)], null);
        Assert.Equal((covered, 0, 200 - covered), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Fact]
    public async Task A_way_longer_than_300_m_between_two_fixes_is_not_bridged()
    {
        await _bench.FixesAsync(WorkBench.Sweeper, [(_bench.At("08:00"), -110, 0, 19), (_bench.At("08:00:59"), 195, 0, 19)], null);
        Assert.Equal((0, 0, 200), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Fact]
    public async Task Where_two_passes_are_planned_one_is_not_enough()
    {
        var twice = WorkBench.Street(p => p with { Passes = 2 });
        await _bench.DriveAsync((0, 0), (200, 0), "08:00");
        Assert.Equal((0, 0, 200), await _bench.StreetsAsync(twice));

        await _bench.DriveAsync((260, 0), (0, 0), "09:00");
        Assert.Equal((200, 0, 0), await _bench.StreetsAsync(twice));
    }

    [Fact]
    public async Task A_second_pass_after_the_hours_makes_it_late()
    {
        var twice = WorkBench.Street(p => p with { Passes = 2, Hours = [new WorkHours("07:00", "08:30")] });
        await _bench.DriveAsync((0, 0), (200, 0), "08:00");
        await _bench.DriveAsync((260, 0), (0, 0), "09:00");
        Assert.Equal((0, 200, 0), await _bench.StreetsAsync(twice));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 200)]
    public async Task Where_brushes_must_turn_only_fixes_that_say_so_count(double? working, int covered)
    {
        await _bench.DriveAsync((0, 0), (200, 0), working: working);
        Assert.Equal((covered, 0, 200 - covered), await _bench.StreetsAsync(WorkBench.Street(p => p with { NeedsWorking = true })));
    }

    [Fact]
    public async Task Another_vehicle_does_not_do_the_work()
    {
        await _bench.DriveAsync((0, 0), (200, 0), vehicle: WorkBench.Other);
        Assert.Equal((0, 0, 200), await _bench.StreetsAsync(WorkBench.Street()));
    }

    [Fact]
    public async Task Of_an_area_the_squares_near_the_way_are_covered()
    {
        // 100 m × 100 m; along its middle at a tolerance of 20 m the rows at 5 and 15 m on both sides.
        await _bench.DriveAsync((0, 50), (100, 50));
        var square = new PlanArea(new LocalText("广场", "Square"), [WorkBench.Place(0, 0), WorkBench.Place(100, 0), WorkBench.Place(100, 100), WorkBench.Place(0, 100)]);
        var day = await _bench.ResultAsync(WorkBench.Street(p => p with { Routes = [], Areas = [square], ToleranceM = 20 }));
        Assert.Equal((10_000, 4_000), ((int)day.Figures.Areas.Planned, (int)day.Figures.Areas.Covered));
        Assert.Equal(0.4, day.Figures.Coverage!.Value, 3);
    }

    [Fact]
    public async Task On_the_map_a_half_swept_street_is_two_stretches()
    {
        await _bench.DriveAsync((0, 0), (100, 0));
        var stretches = (await _bench.ResultAsync(WorkBench.Street())).Stretches;
        Assert.Equal([PieceState.Covered, PieceState.Missed], stretches.Select(s => s.State));
        Assert.Equal(WorkBench.Place(100, 0)[0], stretches[0].Points[^1][0], 6);
        Assert.All(stretches, s => Assert.Equal(2, s.Points.Count));
    }
}
