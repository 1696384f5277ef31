using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Tests.Vehicles.Rules;

/// <summary>Entering, leaving and passing through areas.</summary>
public sealed class AreaTests
{
    private static readonly Geofence Yard = Ground.Fence("yard", GeofenceKind.WorkArea, Ground.Box(0, -100, 200, 100));

    [Fact]
    public void Coming_in_and_going_out_are_told_with_the_first_fix_inside_and_outside()
    {
        var bench = new VehicleBench("{}", Yard).Drive(0, 40, (-105, 0), (295, 0)).Wait(60);

        Assert.Equal([("fence_entered", 11.0), ("fence_left", 32.0)], bench.Events);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void Whoever_comes_in_and_stays_silent_has_entered_after_the_dwell_time()
    {
        var bench = new VehicleBench("{}", Yard).Fix(0, -50, 0).Fix(5, 50, 0).Wait(12);
        Assert.Empty(bench.Events);

        bench.Wait(19);
        Assert.Equal([("fence_entered", 5.0)], bench.Events);
    }

    [Fact]
    public void A_vehicle_that_wanders_across_the_border_tells_nothing()
    {
        var bench = new VehicleBench("{}", Yard);
        for (var s = 0; s < 300; s++)
        {
            bench.Fix(s, s % 2 == 0 ? 8 : -8, 0, 0);
        }

        Assert.Empty(bench.Events);
    }

    [Fact]
    public void A_vehicle_that_entered_and_wanders_across_the_border_tells_no_more()
    {
        var bench = new VehicleBench("{}", Yard).Drive(0, 20, (-50, 0), (50, 0));
        for (var s = 21; s < 300; s++)
        {
            bench.Fix(s, s % 30 < 15 ? 8 : -8, 0, 0);
        }

        Assert.Equal(["fence_entered"], bench.Events.Select(e => e.Kind));
    }

    [Fact]
    public void A_visit_shorter_than_the_dwell_time_tells_nothing()
    {
        var bench = new VehicleBench("{}", Yard with { EnterDwellS = 30 }).Drive(0, 20, (-50, 0), (50, 0)).Drive(21, 60, (45, 0), (-200, 0)).Wait(600);

        Assert.Empty(bench.Events);
    }

    [Fact]
    public void A_passage_between_two_fixes_is_told_with_the_moment_it_came_in()
    {
        var bench = new VehicleBench("{}", Yard).Fix(0, -200, 0).Fix(30, 400, 0).Wait(300);

        var crossed = Assert.Single(bench.Happened);
        Assert.Equal(("fence_crossed", "yard", VehicleBench.Ms(10)), (crossed.Kind, crossed.FenceId, crossed.Timestamp));
        Assert.True(crossed.Place.DistanceTo(Ground.Place(0, 0)) < 1);
    }

    [Fact]
    public void What_nobody_asked_to_be_told_is_not()
    {
        var bench = new VehicleBench("{}", Yard with { Tell = new GeofenceTelling() }).Fix(0, -200, 0).Fix(30, 400, 0).Drive(40, 90, (400, 0), (50, 0)).Drive(91, 140, (50, 0), (900, 0));

        Assert.Empty(bench.Events);
    }

    [Theory]
    [InlineData("""{"kind":"muck"}""", true)]
    [InlineData("""{"kind":"sprinkler"}""", false)]
    [InlineData("""{"department":"d7"}""", true)]
    [InlineData("{}", false)]
    public void An_area_is_the_business_of_the_vehicles_it_names(string attributes, bool concerned)
    {
        var named = Yard with { Vehicles = new VehicleSelection { Kinds = ["muck"], Departments = ["d7"] } };
        var bench = new VehicleBench(attributes, named).Drive(0, 40, (-100, 0), (100, 0));

        Assert.Equal(concerned, bench.Events.Count > 0);
    }

    [Fact]
    public void Outside_its_hours_an_area_tells_nothing_and_inside_when_they_begin_and_end_is_told()
    {
        // 08:00 is second 0.
        var bench = new VehicleBench("{}", Yard with { Hours = [Ground.Hours("08:10", "08:20")] }).Drive(0, 40, (-100, 0), (100, 0)).Fix(41, 100, 0, 0).Wait(590);
        Assert.Empty(bench.Events);

        bench.Wait(1500);
        Assert.Equal([("fence_inside_at_begin", 600.0), ("fence_inside_at_end", 1200.0)], bench.Events);
    }

    [Fact]
    public void A_vehicle_that_an_area_names_is_told_as_outside_when_its_hours_begin()
    {
        var named = Yard with { Hours = [Ground.Hours("08:10", "08:20")], Vehicles = new VehicleSelection { Ids = ["v"] } };
        var bench = new VehicleBench("{}", named).Fix(0, -500, 0, 0).Wait(1500);

        Assert.Equal([("fence_outside_at_begin", 600.0)], bench.Events);
    }

    [Fact]
    public void An_area_that_is_deleted_is_left_without_a_word_and_one_that_is_new_counts_at_once()
    {
        var bench = new VehicleBench("{}", Yard).Drive(0, 20, (-50, 0), (50, 0));
        bench.Redraw(Ground.Fence("new", GeofenceKind.Depot, Ground.Circle(50, 0, 40)));
        bench.Stand(21, 40, 50, 0);

        Assert.Equal([("fence_entered", "yard"), ("fence_entered", "new")], bench.Happened.Select(e => (e.Kind, e.FenceId)));
    }

    [Fact]
    public void A_forbidden_area_is_an_alarm_from_the_first_fix_inside_to_the_last_dwell_outside()
    {
        var bench = new VehicleBench("{}", Ground.Fence("old-town", GeofenceKind.Forbidden, Ground.Box(0, -100, 200, 100))).Drive(0, 40, (-105, 0), (295, 0)).Wait(100);

        var (began, ended) = Assert.Single(bench.Of(VehicleRuleKey.ForbiddenArea));
        Assert.Equal((11, 42), (began, ended));
        var alarm = bench.Alarms[0];
        Assert.Equal(("old-town", "v:forbidden_area:" + VehicleBench.Ms(11), VehicleBench.Ms(21)), (alarm.Zone, alarm.Id, alarm.RaisedAt));
        Assert.True(alarm.Place!.Value.DistanceTo(Ground.Place(5, 0)) < 1);
    }

    [Fact]
    public void A_forbidden_area_counts_during_its_hours_also_for_who_is_inside_already()
    {
        var area = Ground.Fence("school", GeofenceKind.Forbidden, Ground.Box(0, -100, 200, 100), Ground.Hours("08:10", "08:20"));
        var bench = new VehicleBench("{}", area).Drive(0, 20, (-50, 0), (50, 0)).Stand(21, 1500, 50, 0, 30).Wait(1600);

        Assert.Equal([(600.0, 1200.0)], bench.Of(VehicleRuleKey.ForbiddenArea).Select(a => (a.Began, a.Ended!.Value)));
    }

    [Fact]
    public void A_forbidden_area_driven_through_between_two_fixes_is_told_as_past_if_it_took_as_long_as_the_dwell_time()
    {
        var area = Ground.Fence("old-town", GeofenceKind.Forbidden, Ground.Box(0, -100, 200, 100));
        var slow = new VehicleBench("{}", area).Fix(0, -200, 0).Fix(60, 400, 0);
        var fast = new VehicleBench("{}", area).Fix(0, -200, 0).Fix(15, 400, 0);

        Assert.Equal([(20.0, (double?)60.0)], slow.Of(VehicleRuleKey.ForbiddenArea));
        Assert.Empty(fast.Alarms);
    }
}
