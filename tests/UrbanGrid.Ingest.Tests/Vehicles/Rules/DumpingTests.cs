using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Tests.Vehicles.Rules;

/// <summary>疑似乱倒渣土: what makes a truck suspect, and what does not.</summary>
public sealed class DumpingTests
{
    private const string Muck = """{"kind":"muck"}""";
    private static readonly (string, double) Full = (VehicleAttributes.LoadShare, 1);
    private static readonly (string, double) Empty = (VehicleAttributes.LoadShare, 0);
    private static readonly (string, double) Lifted = (VehicleAttributes.Lifted, 1);
    private static readonly (string, double) Open = (VehicleAttributes.BoxOpen, 1);

    [Fact]
    public void A_load_that_goes_off_site_with_the_box_lifted_is_one_alarm_that_names_both_reasons()
    {
        var bench = Tip(new VehicleBench(Muck), 1_000, 0);

        var (began, ended) = Assert.Single(bench.Of(VehicleRuleKey.DumpingSuspected));
        Assert.Equal(60, began);
        Assert.NotNull(ended);
        var raised = bench.Alarms[0];
        Assert.Equal("v:dumping_suspected:" + VehicleBench.Ms(60), raised.Id);
        Assert.Equal(["load_drop", "lifted"], raised.Readings.Select(r => r.Metric));
        Assert.Equal(("event/0111", 0.88), (raised.Category, Math.Round(raised.Score, 2)));
        Assert.True(raised.Place!.Value.DistanceTo(Ground.Place(1_000, 0)) < 1);
    }

    [Theory]
    [InlineData(GeofenceKind.DumpSite)]
    [InlineData(GeofenceKind.LoadingSite)]
    [InlineData(GeofenceKind.Depot)]
    public void In_a_site_it_may_tip(string kind) => Assert.Empty(Tip(new VehicleBench(Muck, Site(kind, 1_000)), 1_000, 0).Alarms);

    [Fact]
    public void A_site_that_is_shut_or_another_trucks_is_none()
    {
        Assert.NotEmpty(Tip(new VehicleBench(Muck, Site(GeofenceKind.DumpSite, 1_000) with { Hours = [Ground.Hours("19:00", "05:00")] }), 1_000, 0).Alarms);
        Assert.NotEmpty(Tip(new VehicleBench(Muck, Site(GeofenceKind.DumpSite, 1_000) with { Vehicles = new VehicleSelection { Ids = ["other"] } }), 1_000, 0).Alarms);
    }

    [Fact]
    public void Just_outside_the_border_of_a_site_counts_as_inside() =>
        Assert.Empty(Tip(new VehicleBench(Muck, Site(GeofenceKind.DumpSite, 1_120)), 1_000, 0).Alarms);

    [Fact]
    public void A_load_sensor_that_lags_behind_a_tipping_at_the_dump_site_is_no_reason()
    {
        var bench = new VehicleBench(Muck, Site(GeofenceKind.DumpSite, 0)).Stand(0, 60, 0, 0, with: Full).Drive(61, 90, (0, 0), (250, 0), with: Full).Drive(91, 120, (250, 0), (500, 0), with: Empty).Wait(400);

        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void A_load_that_goes_while_it_drives_on_is_spilt_on_the_road()
    {
        var bench = new VehicleBench(Muck).Drive(0, 60, (0, 0), (500, 0), with: Full).Drive(61, 120, (500, 0), (1_000, 0), with: Empty).Wait(400);

        Assert.Equal("event/0114", bench.Alarms[0].Category);
    }

    [Fact]
    public void A_box_opened_while_it_stands_loaded_is_a_weaker_reason()
    {
        var bench = new VehicleBench(Muck).Drive(0, 59, (0, 0), (500, 0), with: Full).Stand(60, 100, 500, 0, with: [Full, Open]);

        var alarm = bench.Last(VehicleRuleKey.DumpingSuspected);
        Assert.Equal(("box_opened", 0.5), (Assert.Single(alarm.Readings).Metric, alarm.Score));
    }

    [Fact]
    public void Five_minutes_standing_loaded_off_site_is_a_reason_with_no_further_fix()
    {
        var bench = new VehicleBench(Muck).Drive(0, 59, (0, 0), (500, 0), with: Full).Fix(60, 500, 0, 0, Full).Wait(355);
        Assert.Empty(bench.Alarms);

        bench.Wait(380);
        var alarm = bench.Last(VehicleRuleKey.DumpingSuspected);
        Assert.Equal(("loaded_stop", VehicleBench.Ms(60), 0.4), (Assert.Single(alarm.Readings).Metric, alarm.StartedAt, Math.Round(alarm.Score, 3)));
    }

    [Fact]
    public void A_reason_that_comes_later_makes_the_same_alarm_more_likely()
    {
        var bench = new VehicleBench(Muck).Drive(0, 59, (0, 0), (500, 0), with: Full).Stand(60, 400, 500, 0, with: Full).Stand(401, 430, 500, 0, with: [Empty, Lifted]);

        var told = bench.Alarms.Where(a => a.Rule == VehicleRuleKey.DumpingSuspected).ToList();
        Assert.Single(told.Select(a => a.Id).Distinct());
        Assert.True(told[^1].Score > told[0].Score);
        Assert.Equal(["load_drop", "lifted", "loaded_stop"], told[^1].Readings.Select(r => r.Metric));
    }

    [Fact]
    public void A_lift_of_a_moment_or_of_an_empty_truck_is_nothing()
    {
        Assert.Empty(new VehicleBench(Muck).Stand(0, 10, 0, 0, with: Full).Stand(11, 13, 0, 0, with: [Full, Lifted]).Stand(14, 60, 0, 0, with: Full).Alarms);
        Assert.Empty(new VehicleBench(Muck).Stand(0, 10, 0, 0, with: Empty).Stand(11, 60, 0, 0, with: [Empty, Lifted]).Alarms);
    }

    [Fact]
    public void Another_kind_of_vehicle_is_not_suspected_unless_the_registry_says_so()
    {
        Assert.Empty(Tip(new VehicleBench("""{"kind":"sanitation"}"""), 1_000, 0).Alarms);
        Assert.NotEmpty(Tip(new VehicleBench("""{"kind":"sanitation","rule.dumping_suspected.enabled":1}"""), 1_000, 0).Alarms);
    }

    [Fact]
    public void Tonnes_of_a_scale_tell_as_well_as_shares()
    {
        var bench = new VehicleBench(Muck).Drive(0, 59, (0, 0), (500, 0), with: (VehicleAttributes.LoadTonnes, 14)).Stand(60, 100, 500, 0, with: (VehicleAttributes.LoadTonnes, 0.4));

        var reading = Assert.Single(bench.Last(VehicleRuleKey.DumpingSuspected).Readings);
        Assert.Equal((0.4, 14, "t"), (reading.Value, reading.Limit, reading.Unit));
    }

    [Fact]
    public void Who_was_away_for_long_between_full_and_empty_is_not_suspected()
    {
        var bench = new VehicleBench(Muck).Drive(0, 59, (0, 0), (500, 0), with: Full).Drive(1_500, 1_560, (9_000, 0), (9_500, 0), with: Empty);

        Assert.DoesNotContain(bench.Alarms, a => a.Rule == VehicleRuleKey.DumpingSuspected);
    }

    [Fact]
    public void A_backlog_makes_the_same_alarm_as_the_same_fixes_in_time()
    {
        var live = Tip(new VehicleBench(Muck), 1_000, 0);
        var late = new VehicleBench(Muck);
        TipFixes((s, east, kmh, with) => late.Late(s, 5_000 + (s / 100), east, 0, kmh, with), 1_000);
        late.Wait(9_000);

        var ids = live.Alarms.Where(a => a.Rule == VehicleRuleKey.DumpingSuspected).Select(a => (a.Id, a.RaisedAt, a.ClearedAt, a.Score)).ToList();
        Assert.Equal(ids, late.Alarms.Where(a => a.Rule == VehicleRuleKey.DumpingSuspected).Select(a => (a.Id, a.RaisedAt, a.ClearedAt, a.Score)));
    }

    [Fact]
    public void What_is_a_day_old_when_it_arrives_is_an_event_and_no_alarm()
    {
        var bench = new VehicleBench(Muck);
        TipFixes((s, east, kmh, with) => bench.Late(s, 90_000 + (s / 100), east, 0, kmh, with), 1_000);

        Assert.Contains(bench.Events, e => e.Kind == VehicleRuleKey.DumpingSuspected);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void An_alarm_that_held_before_a_restart_goes_on_and_ends_when_the_truck_drives_away()
    {
        var before = new VehicleBench(Muck).Drive(0, 59, (0, 0), (500, 0), with: Full).Stand(60, 100, 500, 0, with: [Empty, Lifted]);
        var alarm = before.Last(VehicleRuleKey.DumpingSuspected);
        var after = new VehicleBench(Muck);
        _ = after.Book.Restore(new VehiclePosition("v", VehicleBench.Ms(100), Ground.Place(500, 0), 0, null, new Dictionary<string, double> { ["load_share"] = 0 }), VehicleBench.Ms(160));

        Assert.True(after.Book.Restore(alarm));
        after.Stand(170, 180, 500, 0, with: Empty);
        Assert.Equal(alarm.Id, Assert.Single(after.Book.OpenAlarms).Id);
        after.Drive(181, 240, (500, 0), (1_000, 0), with: Empty);

        Assert.Equal((alarm.Id, true), (Assert.Single(after.Alarms).Id, after.Alarms[0].ClearedAt > alarm.RaisedAt));
    }

    private static Geofence Site(string kind, double east) => Ground.Fence("site", kind, Ground.Circle(east, 0, 100));

    /// <summary>Comes loaded, stands for 40 s, lifts and tips, drives off empty.</summary>
    private static VehicleBench Tip(VehicleBench bench, double east, double north)
    {
        TipFixes((s, x, kmh, with) => bench.Fix(s, x, north, kmh, with), east);
        return bench.Wait(400);
    }

    private static void TipFixes(Action<double, double, double, (string, double)[]> fix, double east)
    {
        for (var s = 0; s <= 240; s++)
        {
            var (x, kmh) = s < 60 ? (east - ((60 - s) * 10), 36.0) : s <= 100 ? (east, 0) : (east + ((s - 100) * 10), 36);
            fix(s, x, kmh, s < 60 ? [Full] : s <= 100 ? [Empty, Lifted] : [Empty]);
        }
    }
}
