using UrbanGrid.Contracts;
using static UrbanGrid.Ingest.Tests.Rules.RuleBench;

namespace UrbanGrid.Ingest.Tests.Rules;

public sealed class RuleStateTests
{
    [Fact]
    public void A_tilt_is_told_after_its_hold_and_not_before()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"background.tilt":2}""");
        Assert.Null(Judge(cover, tilt, "tilt", 0, 40));
        Assert.Null(tilt.Advance(cover, 29_999));
        var alarm = tilt.Advance(cover, 30_000)!;

        Assert.Equal((0, 30_000, "component/0123", "missing_displaced"), (alarm.StartedAt, alarm.RaisedAt, alarm.Category, alarm.Condition));
        Assert.Equal(new AlarmReading("tilt", 40, 10, "°") { Expected = 2, BandLow = -8, BandHigh = 12 }, Assert.Single(alarm.Readings));
        Assert.Equal("d:tilt:0", alarm.Id);
    }

    [Fact]
    public void A_passing_lorry_shakes_the_cover_and_nothing_is_told()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"background.tilt":0}""");
        Judge(cover, tilt, "tilt", 0, 40);
        Assert.Null(Judge(cover, tilt, "tilt", 1_500, 0.5));
        Assert.Null(tilt.Due);
    }

    [Fact]
    public void An_overturned_cover_is_told_after_the_shake_filter_alone()
    {
        var (cover, rule) = Of("manhole-cover", "overturned");
        Judge(cover, rule, "tilt", 0, 95);
        Assert.NotNull(rule.Advance(cover, 3_000));
    }

    [Fact]
    public void Between_limit_and_hysteresis_an_alarm_neither_starts_nor_ends()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"background.tilt":0,"rule.tilt.hold_s":0,"rule.tilt.clear_s":0}""");
        Assert.Null(Judge(cover, tilt, "tilt", 0, 8));
        Assert.NotNull(Judge(cover, tilt, "tilt", 1, 11));
        Assert.Null(Judge(cover, tilt, "tilt", 2, 8));
        var cleared = Judge(cover, tilt, "tilt", 3, 6.9)!;
        Assert.Equal((3L, "d:tilt:1"), (cleared.ClearedAt!.Value, cleared.Id));
    }

    [Fact]
    public void An_alarm_ends_only_when_it_stays_clear_and_its_end_is_when_that_began()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"background.tilt":0,"rule.tilt.hold_s":0}""");
        Judge(cover, tilt, "tilt", 0, 40);
        Judge(cover, tilt, "tilt", 1_000, 0);
        Judge(cover, tilt, "tilt", 2_000, 40);
        Assert.Null(tilt.Advance(cover, 60_000));

        Judge(cover, tilt, "tilt", 70_000, 0);
        Assert.Equal(70_000, tilt.Advance(cover, 80_000)!.ClearedAt);
    }

    [Fact]
    public void A_backlog_is_judged_on_the_devices_own_times()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"background.tilt":0}""");
        const long Arrival = 3_600_000;
        Assert.Null(Judge(cover, tilt, "tilt", 0, 40, Arrival));
        Assert.Null(Judge(cover, tilt, "tilt", 45_000, 41, Arrival));
        var alarm = tilt.Advance(cover, Arrival + 10_000)!;
        Assert.Equal((0L, 30_000L), (alarm.StartedAt, alarm.RaisedAt));
    }

    [Fact]
    public void Without_a_background_a_tilt_rule_stays_silent_until_it_learned_one()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"rule.tilt.hold_s":0}""");
        Assert.Null(Judge(cover, tilt, "tilt", 0, 12));
        Assert.Null(Judge(cover, tilt, "tilt", 1, 12.4));
        Assert.Null(Judge(cover, tilt, "tilt", 2, 12.2));
        Assert.Equal(12.2, cover.BackgroundOf("tilt")!.Value, 3);
        Assert.Null(Judge(cover, tilt, "tilt", 3, 15));
        Assert.NotNull(Judge(cover, tilt, "tilt", 4, 23));
    }

    [Fact]
    public void A_devices_attributes_override_hold_limit_and_category()
    {
        var (cover, tilt) = Of("manhole-cover", "tilt", """{"background.tilt":0,"rule.tilt.hold_s":10,"rule.tilt.limit":5,"category":"component/0103"}""");
        Judge(cover, tilt, "tilt", 0, 6);
        Assert.Null(tilt.Advance(cover, 9_999));
        Assert.Equal("component/0103", tilt.Advance(cover, 10_000)!.Category);
    }

    [Fact]
    public void Water_is_too_high_half_a_metre_below_the_cover()
    {
        var (cover, rule) = Of("manhole-cover", "water_level", """{"well_depth_m":3,"rule.water_level.hold_s":0}""");
        Assert.Null(Judge(cover, rule, "water_level", 0, 2.4));
        Assert.Equal("event/0506", Judge(cover, rule, "water_level", 1, 2.6)!.Category);
    }

    [Fact]
    public void A_lamp_that_is_on_by_command_but_draws_no_current_is_out()
    {
        var (lamp, rule) = Of("lamp-controller", "lamp_out", """{"rated_current_a":1,"rule.lamp_out.hold_s":0}""");
        Take(lamp, "voltage", 0, 221);
        Take(lamp, "commanded", 0, 1);
        var alarm = Judge(lamp, rule, "current", 0, 0.02)!;
        Assert.Equal(("component/0137", "unlit"), (alarm.Category, alarm.Condition));
    }

    [Theory]
    [InlineData(0, 221)]
    [InlineData(1, 0)]
    public void A_dark_lamp_is_not_out_when_it_is_switched_off_or_has_no_voltage(double commanded, double voltage)
    {
        var (lamp, rule) = Of("lamp-controller", "lamp_out", """{"rated_current_a":1,"rule.lamp_out.hold_s":0}""");
        Take(lamp, "voltage", 0, voltage);
        Take(lamp, "commanded", 0, commanded);
        Assert.Null(Judge(lamp, rule, "current", 0, 0.02));
    }

    [Theory]
    [InlineData("2026-03-02T12:00:00+08:00", true)]
    [InlineData("2026-03-02T23:00:00+08:00", false)]
    [InlineData("2026-03-03T05:49:00+08:00", false)]
    [InlineData("2026-03-03T05:51:00+08:00", false)]
    [InlineData("2026-03-03T05:53:00+08:00", true)]
    public void A_lamp_burns_in_daytime_when_it_draws_current_outside_its_plan(string moment, bool told)
    {
        var (lamp, rule) = Of("lamp-controller", "daytime_burning", """{"rated_current_a":1,"rule.daytime_burning.hold_s":0,"lighting_plan":"18:30-05:50"}""");
        var at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        Assert.Equal(told, Judge(lamp, rule, "current", at, 0.9) is not null);
    }

    [Fact]
    public void A_lamp_with_neither_command_nor_plan_is_not_judged()
    {
        var (lamp, rule) = Of("lamp-controller", "daytime_burning", """{"rule.daytime_burning.hold_s":0}""");
        Assert.Null(Judge(lamp, rule, "current", 0, 0.9));
    }
}
