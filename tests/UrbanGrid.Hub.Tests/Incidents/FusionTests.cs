using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Tests.Incidents;

public sealed class FusionTests
{
    private static readonly PictureBox Here = new(0.40, 0.60, 0.10, 0.12);
    private static readonly PictureBox AlmostHere = new(0.42, 0.61, 0.10, 0.12);
    private static readonly PictureBox Elsewhere = new(0.10, 0.20, 0.08, 0.08);

    [Fact]
    public async Task An_alarm_becomes_an_open_incident_at_its_devices_place()
    {
        await using var bench = await IncidentBench.StartAsync();
        var incident = await bench.RaiseAsync(bench.Sensor("cover-1"));
        Assert.Equal(IncidentState.Open, incident.State);
        Assert.Equal((31.23, "3101010103000001", "310101001001001"), (incident.Lat, incident.ComponentCode, incident.GridCode));
        Assert.Equal(1, incident.SeenCount);
    }

    [Fact]
    public async Task A_device_fault_makes_no_incident()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.Book.TakeAsync(bench.Sensor("cover-1", rule: "silent") with { Category = null }, default);
        Assert.Empty(await bench.AllAsync());
    }

    [Fact]
    public async Task Hearing_of_an_alarm_twice_changes_nothing()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alarm = bench.Sensor("cover-1");
        await bench.RaiseAsync(alarm);
        await bench.RaiseAsync(alarm);
        bench.Restart();
        await bench.RaiseAsync(alarm);
        var only = Assert.Single(await bench.AllAsync());
        Assert.Single(only.Alarms);
        Assert.Equal(1, only.SeenCount);
        Assert.Single(bench.Told);
    }

    [Fact]
    public async Task Two_sensors_of_one_component_share_an_incident_and_raise_its_score()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alone = (await bench.RaiseAsync(bench.Sensor("cover-1") with { Score = 0.8 })).Score;
        var both = await bench.RaiseAsync(bench.Sensor("cover-1b", rule: "displacement") with { Score = 0.8 });
        Assert.Single(await bench.AllAsync());
        Assert.True(both.Score > alone, $"{both.Score} should exceed {alone}");
        Assert.Equal(1, both.SeenCount);
    }

    [Fact]
    public async Task Different_components_are_different_things_however_near()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Sensor("cover-1"));
        await bench.RaiseAsync(bench.Sensor("cover-2"));
        Assert.Equal(2, (await bench.AllAsync()).Count);
    }

    [Theory]
    [InlineData("loose-30m", 1)]
    [InlineData("loose-100m", 2)]
    public async Task The_same_category_joins_within_fifty_metres(string second, int incidents)
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Sensor("loose-1"));
        await bench.RaiseAsync(bench.Sensor(second));
        Assert.Equal(incidents, (await bench.AllAsync()).Count);
    }

    [Fact]
    public async Task Another_category_nearby_is_another_incident()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Sensor("loose-1"));
        await bench.RaiseAsync(bench.Sensor("loose-30m", "event/0110"));
        Assert.Equal(2, (await bench.AllAsync()).Count);
    }

    [Fact]
    public async Task A_camera_and_the_sensor_of_a_cover_it_sees_are_fused()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Camera("camera-by-cover", Here, IncidentBench.Cover));
        var fused = await bench.RaiseAsync(bench.Sensor("cover-1"));
        Assert.Single(await bench.AllAsync());
        Assert.Equal("3101010103000001", fused.ComponentCode);
        Assert.Equal(2, fused.Alarms.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cover_that_a_camera_names_is_the_one_its_sensor_sits_on_however_far_the_camera_stands(bool cameraFirst)
    {
        await using var bench = await IncidentBench.StartAsync();
        var seen = bench.Camera("camera-1", Here, IncidentBench.Cover) with { Rule = "cover", ComponentCode = "3101010103000001" };
        var tilted = bench.Sensor("cover-1");
        await bench.RaiseAsync(cameraFirst ? seen : tilted);
        var fused = await bench.RaiseAsync(cameraFirst ? tilted : seen);
        Assert.Single(await bench.AllAsync());
        Assert.Equal(("3101010103000001", 2), (fused.ComponentCode, fused.Alarms.Count));
    }

    [Fact]
    public async Task Two_covers_that_a_camera_names_are_two_things_beside_a_sensor_of_a_third()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Sensor("cover-1"));
        await bench.RaiseAsync(bench.Camera("camera-by-cover", Here, IncidentBench.Cover) with { ComponentCode = "3101010103000002" });
        await bench.RaiseAsync(bench.Camera("camera-by-cover", AlmostHere, IncidentBench.Cover, number: 1) with { ComponentCode = "3101010103000003" });
        Assert.Equal(3, (await bench.AllAsync()).Count);
    }

    [Fact]
    public async Task Overlapping_boxes_of_one_camera_are_the_same_thing_seen_again()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Camera("camera-1", Here));
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await bench.RaiseAsync(bench.Camera("camera-1", AlmostHere));
        Assert.Single(await bench.AllAsync());
        Assert.Equal(2, again.SeenCount);
    }

    [Fact]
    public async Task Other_boxes_of_one_camera_are_other_things()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Camera("camera-1", Here));
        await bench.RaiseAsync(bench.Camera("camera-1", Elsewhere, number: 1));
        Assert.Equal(2, (await bench.AllAsync()).Count);
    }

    [Fact]
    public async Task Two_cameras_that_see_the_same_corner_share_an_incident()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Camera("camera-1", Here));
        await bench.RaiseAsync(bench.Camera("camera-2", Elsewhere));
        Assert.Single(await bench.AllAsync());
    }

    [Fact]
    public async Task The_gravest_alarm_gives_the_incident_its_category()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(bench.Sensor("cover-1", "event/0503", "water_level", AlarmSeverity.Minor));
        var graver = await bench.RaiseAsync(bench.Sensor("cover-1", severity: AlarmSeverity.Critical));
        Assert.Single(await bench.AllAsync());
        Assert.Equal((IncidentBench.Cover, AlarmSeverity.Critical), (graver.Category, graver.Severity));
    }

    [Fact]
    public async Task Pictures_are_in_the_evidence_store()
    {
        await using var bench = await IncidentBench.StartAsync();
        var incident = await bench.RaiseAsync(bench.Camera("camera-1", Here));
        Assert.NotNull(bench.Evidence.Find(Assert.Single(incident.Pictures).Sha256));
    }

    [Fact]
    public async Task An_undecided_incident_that_is_over_waits_ten_minutes_for_an_operator_and_is_then_cleared()
    {
        await using var bench = await IncidentBench.StartAsync();
        var (first, second) = (bench.Sensor("cover-1"), bench.Sensor("cover-1b"));
        await bench.RaiseAsync(first);
        await bench.RaiseAsync(second);
        await bench.ClearAsync(first);
        Assert.Equal(IncidentState.Open, bench.Told[^1].State);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.ClearAsync(second);
        var endedAt = bench.Now;

        bench.Time.Advance(IncidentBook.EndedStays - TimeSpan.FromSeconds(1));
        await bench.Book.ClearEndedAsync(CancellationToken.None);
        var waiting = Assert.Single(await bench.AllAsync());
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Book.ClearEndedAsync(CancellationToken.None);
        var cleared = Assert.Single(await bench.AllAsync());

        Assert.Equal((IncidentState.Open, (long?)endedAt), (waiting.State, waiting.EndedAt));
        Assert.Equal((IncidentState.Cleared, (long?)endedAt), (cleared.State, cleared.EndedAt));
    }

    [Fact]
    public async Task A_place_that_flaps_within_a_day_opens_its_incident_again()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alarm = bench.Sensor("cover-1");
        await bench.RaiseAsync(alarm);
        await bench.ClearAsync(alarm);
        bench.Time.Advance(TimeSpan.FromHours(2));
        var again = await bench.RaiseAsync(bench.Sensor("cover-1"));
        Assert.Single(await bench.AllAsync());
        Assert.Equal((IncidentState.Open, 2, (long?)null), (again.State, again.SeenCount, again.EndedAt));
    }

    [Fact]
    public async Task A_place_that_comes_back_after_a_day_is_a_new_incident()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alarm = bench.Sensor("cover-1");
        await bench.RaiseAsync(alarm);
        await bench.ClearAsync(alarm);
        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.RaiseAsync(bench.Sensor("cover-1"));
        Assert.Equal(2, (await bench.AllAsync()).Count);
    }

    [Fact]
    public async Task A_repeat_joins_the_incident_whose_case_is_open_and_a_closed_case_lets_a_new_one_start()
    {
        await using var bench = await IncidentBench.StartAsync();
        var incident = await bench.RaiseAsync(bench.Sensor("cover-1"));
        await bench.ConfirmAsync(incident.Id, "C0103202603020001");
        bench.Time.Advance(TimeSpan.FromHours(30));
        var repeat = await bench.RaiseAsync(bench.Sensor("cover-1"));
        Assert.Equal((incident.Id, IncidentState.Confirmed, 2), (repeat.Id, repeat.State, repeat.SeenCount));
        bench.OpenCases.Clear();
        bench.Time.Advance(TimeSpan.FromHours(1));
        var fresh = await bench.RaiseAsync(bench.Sensor("cover-1"));
        Assert.NotEqual(incident.Id, fresh.Id);
        Assert.Equal(IncidentState.Open, fresh.State);
    }

    [Fact]
    public async Task Another_trouble_at_a_place_that_is_being_handled_is_seen()
    {
        await using var bench = await IncidentBench.StartAsync();
        var incident = await bench.RaiseAsync(bench.Sensor("cover-1"));
        await bench.ConfirmAsync(incident.Id, "C0103202603020001");
        var other = await bench.RaiseAsync(bench.Sensor("cover-1", "event/0503", "water_level"));
        Assert.NotEqual(incident.Id, other.Id);
    }

    [Fact]
    public async Task A_rejected_place_is_silent_until_its_alarm_clears()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alarm = bench.Camera("camera-1", Here);
        var incident = await bench.RaiseAsync(alarm);
        await bench.RejectAsync(incident.Id);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var repeat = bench.Camera("camera-1", AlmostHere);
        Assert.Equal((incident.Id, IncidentState.Rejected), ((await bench.RaiseAsync(repeat)).Id, bench.Told[^1].State));
        await bench.ClearAsync(alarm);
        await bench.ClearAsync(repeat);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var fresh = await bench.RaiseAsync(bench.Camera("camera-1", Here));
        Assert.NotEqual(incident.Id, fresh.Id);
    }

    [Fact]
    public async Task An_open_incident_survives_a_restart_and_takes_repeats_in()
    {
        await using var bench = await IncidentBench.StartAsync();
        var before = await bench.RaiseAsync(bench.Camera("camera-1", Here));
        bench.Restart();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var after = await bench.RaiseAsync(bench.Camera("camera-1", Here));
        Assert.Equal((before.Id, 2), (after.Id, after.SeenCount));
    }

    [Fact]
    public async Task A_second_decision_is_refused_and_names_who_was_first()
    {
        await using var bench = await IncidentBench.StartAsync();
        var incident = await bench.RaiseAsync(bench.Sensor("cover-1"));
        await bench.RejectAsync(incident.Id);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => bench.ConfirmAsync(incident.Id, "C1"));
        Assert.Equal(("already_decided", "李受理"), (refused.Code, refused.Extensions["by"]));
    }
}
