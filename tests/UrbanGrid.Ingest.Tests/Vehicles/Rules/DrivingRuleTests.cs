using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Tests.Vehicles.Rules;

/// <summary>Speed, route, hours, cover, power and silence.</summary>
public sealed class DrivingRuleTests
{
    private static readonly (string, double) Full = (VehicleAttributes.LoadShare, 1);

    private static readonly VehicleSelection This = new() { Ids = ["v"] };

    private static readonly Geofence Route = Ground.Fence("way", GeofenceKind.Route, Ground.Corridor(100, (0, 0), (5_000, 0))) with { Vehicles = This };

    [Fact]
    public void Too_fast_for_ten_seconds_is_an_alarm_with_speed_and_limit()
    {
        var bench = new VehicleBench("{}").Drive(0, 20, (0, 0), (400, 0), kmh: 71).Drive(21, 40, (400, 0), (600, 0), kmh: 40);

        Assert.Equal([(0.0 + 1, 31.0)], bench.Of(VehicleRuleKey.Overspeed).Select(a => (a.Began, a.Ended!.Value)));
        var reading = Assert.Single(bench.Alarms[0].Readings);
        Assert.Equal((71, 60, "km/h"), (reading.Value, reading.Limit, reading.Unit));
        Assert.Null(bench.Alarms[0].Category);
    }

    [Fact]
    public void Too_fast_for_less_is_none_and_one_fast_fix_between_slow_ones_proves_nothing()
    {
        var bench = new VehicleBench("{}").Drive(0, 8, (0, 0), (200, 0), kmh: 71).Drive(9, 60, (200, 0), (300, 0), kmh: 40);
        bench.Fix(90, 900, 0, 95).Fix(120, 1_200, 0, 40).Wait(400);

        Assert.Empty(bench.Alarms);
    }

    [Theory]
    [InlineData("""{"kind":"muck"}""", 55, true)]
    [InlineData("""{"kind":"sanitation"}""", 55, false)]
    [InlineData("""{"kind":"muck","rule.overspeed.loaded_limit_kmh":60}""", 55, false)]
    [InlineData("""{"kind":"muck","rule.overspeed.enabled":0}""", 90, false)]
    public void Loaded_the_limit_of_the_kind_or_of_the_vehicle_holds(string attributes, double kmh, bool alarm) =>
        Assert.Equal(alarm, new VehicleBench(attributes).Drive(0, 20, (0, 0), (400, 0), kmh: kmh, with: Full).Alarms.Count > 0);

    [Fact]
    public void The_lowest_limit_of_the_areas_it_is_in_wins_over_that_of_its_kind()
    {
        var express = Ground.Fence("express", GeofenceKind.SpeedArea, Ground.Box(-1_000, -1_000, 1_000, 1_000)) with { SpeedLimitKmh = 80 };
        var school = Ground.Fence("school", GeofenceKind.SpeedArea, Ground.Box(-100, -100, 100, 100)) with { SpeedLimitKmh = 30, LoadedSpeedLimitKmh = 20 };

        Assert.Empty(new VehicleBench("{}", express).Drive(0, 20, (0, 0), (90, 0), kmh: 75).Alarms);
        Assert.Equal("school", new VehicleBench("{}", express, school).Drive(0, 20, (0, 0), (90, 0), kmh: 35).Alarms[0].Zone);
        Assert.Equal(20, new VehicleBench("{}", express, school).Drive(0, 20, (0, 0), (90, 0), kmh: 25, with: Full).Alarms[0].Readings[0].Limit);
    }

    [Fact]
    public void Off_its_route_the_driver_is_reminded_and_back_in_ten_minutes_that_is_all()
    {
        var bench = new VehicleBench("{}", Route).Drive(0, 30, (0, 0), (300, 0)).Drive(31, 500, (300, 80), (2_000, 80), everyS: 10).Drive(510, 700, (2_000, 0), (3_000, 0), everyS: 10);

        Assert.Equal([("off_route_reminder", 31.0)], bench.Events.Where(e => !e.Kind.StartsWith("fence", StringComparison.Ordinal)));
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void Ten_minutes_off_its_route_is_an_alarm_fifteen_a_serious_one_instead()
    {
        var bench = new VehicleBench("{}", Route).Drive(0, 30, (0, 0), (300, 0)).Drive(31, 1_200, (300, 80), (2_000, 80), everyS: 10).Drive(1_210, 1_300, (2_000, 0), (2_500, 0), everyS: 10);

        Assert.Equal((31, 961), Assert.Single(bench.Of(VehicleRuleKey.OffRoute)));
        Assert.Equal((31, 1_240), Assert.Single(bench.Of(VehicleRuleKey.OffRouteSerious)));
        Assert.Equal(VehicleBench.Ms(631), bench.Alarms[0].RaisedAt);
        Assert.Equal(30, bench.Alarms[0].Readings[0].Value);
        Assert.Equal(AlarmSeverity.Major, bench.Last(VehicleRuleKey.OffRouteSerious).Severity);
    }

    [Fact]
    public void Nobody_is_off_a_route_that_is_not_his_nor_in_a_site_beside_it_nor_parked()
    {
        var site = Ground.Fence("pit", GeofenceKind.LoadingSite, Ground.Box(200, 60, 400, 200));

        Assert.Empty(new VehicleBench("{}", Route with { Vehicles = new VehicleSelection { Ids = ["other"] } }).Drive(0, 1_200, (0, 500), (900, 500), everyS: 10).Alarms);
        Assert.Empty(new VehicleBench("{}", Route, site).Drive(0, 1_200, (210, 100), (390, 100), everyS: 10).Alarms);
        Assert.Empty(new VehicleBench("{}", Route).Stand(0, 1_200, 0, 500, everyS: 10).Alarms);
    }

    [Fact]
    public void Driving_outside_the_hours_of_its_work_areas_is_an_alarm_until_it_stands()
    {
        var permit = Ground.Fence("permit", GeofenceKind.WorkArea, Ground.Circle(0, 0, 2_000), Ground.Hours("19:00", "08:05")) with { Vehicles = This };
        var bench = new VehicleBench("{}", permit).Drive(0, 900, (0, 0), (1_500, 0), everyS: 10).Stand(910, 1_100, 1_500, 0, everyS: 10);

        Assert.Equal([(300.0, 970.0)], bench.Of(VehicleRuleKey.OffHours).Select(a => (a.Began, a.Ended!.Value)));
    }

    [Fact]
    public void Working_while_it_stands_counts_and_a_depot_is_home()
    {
        var permit = Ground.Fence("permit", GeofenceKind.WorkArea, Ground.Circle(0, 0, 2_000), Ground.Hours("19:00", "07:00")) with { Vehicles = This };
        var depot = Ground.Fence("depot", GeofenceKind.Depot, Ground.Circle(1_000, 0, 200));

        Assert.NotEmpty(new VehicleBench("{}", permit).Stand(0, 120, 0, 0, with: (VehicleAttributes.Working, 1)).Alarms);
        Assert.Empty(new VehicleBench("{}", permit).Stand(0, 120, 0, 0).Alarms);
        Assert.Empty(new VehicleBench("{}", permit, depot).Drive(0, 120, (950, 0), (1_050, 0), kmh: 8).Alarms);
    }

    [Fact]
    public void A_muck_truck_that_drives_loaded_with_its_cover_open_is_an_alarm_of_the_street()
    {
        var bench = new VehicleBench("""{"kind":"muck"}""").Drive(0, 30, (0, 0), (250, 0), with: [Full, (VehicleAttributes.BoxOpen, 1)]).Drive(31, 60, (250, 0), (500, 0), with: [Full]);

        Assert.Equal((0, 41), Assert.Single(bench.Of(VehicleRuleKey.NotSealed)));
        Assert.Equal("event/0311", bench.Last(VehicleRuleKey.NotSealed).Category);
    }

    [Theory]
    [InlineData("""{"kind":"muck"}""", 0.0, 30)]
    [InlineData("""{"kind":"sanitation"}""", 1.0, 30)]
    public void Empty_or_of_another_kind_it_may(string attributes, double load, double kmh) => Assert.DoesNotContain(
        new VehicleBench(attributes).Drive(0, 30, (0, 0), (250, 0), kmh: kmh, with: [(VehicleAttributes.LoadShare, load), (VehicleAttributes.BoxOpen, 1)]).Alarms,
        a => a.Rule == VehicleRuleKey.NotSealed);

    [Fact]
    public void A_power_cut_is_told_after_its_hold_with_no_further_fix_and_ends_when_power_is_back()
    {
        var bench = new VehicleBench("{}").Fix(0, 0, 0, 0, (VehicleAttributes.PowerCut, 1)).Wait(20);
        Assert.Equal((VehicleBench.Ms(0), VehicleBench.Ms(10)), (bench.Alarms[0].StartedAt, bench.Alarms[0].RaisedAt));

        bench.Fix(60, 0, 0, 0).Wait(100);
        Assert.Equal((0, 90), Assert.Single(bench.Of(VehicleRuleKey.PowerCut)));
    }

    [Fact]
    public void A_vehicle_that_falls_silent_on_the_way_is_an_alarm_after_ten_minutes_and_the_next_fix_ends_it()
    {
        var bench = new VehicleBench("{}").Drive(0, 10, (0, 0), (80, 0)).Wait(600);
        Assert.Empty(bench.Alarms);

        bench.Wait(614).Fix(700, 3_000, 0);
        Assert.Equal((10, 700), Assert.Single(bench.Of(VehicleRuleKey.OfflineOnTask)));
    }

    [Fact]
    public void Silence_of_a_parked_vehicle_is_none_unless_it_is_said_to_be_on_task()
    {
        Assert.Empty(new VehicleBench("{}").Stand(0, 10, 0, 0).Wait(5_000).Alarms);
        Assert.NotEmpty(new VehicleBench("""{"on_task":1}""").Stand(0, 10, 0, 0).Wait(5_000).Alarms);
    }
}
