using UrbanGrid.Ingest.Rules;
using static UrbanGrid.Ingest.Tests.Rules.RuleBench;

namespace UrbanGrid.Ingest.Tests.Rules;

/// <summary>What each kind of rule holds on, and what it lets pass.</summary>
public sealed class RuleKindsTests
{
    private const long Minute = 60_000;

    [Theory]
    [InlineData("2026-03-06T21:59:59+08:00", false)] // Friday
    [InlineData("2026-03-06T22:00:00+08:00", true)]
    [InlineData("2026-03-07T04:59:59+08:00", true)] // Saturday morning still belongs to Friday's night
    [InlineData("2026-03-07T05:00:00+08:00", false)]
    [InlineData("2026-03-07T22:30:00+08:00", false)] // Saturday night is none of the days
    [InlineData("2026-04-03T22:30:00+08:00", false)] // a Friday in April
    public void A_scheduled_rule_holds_only_in_its_hours_days_and_months(string moment, bool told)
    {
        var (device, rule) = With("""
            "schedule":{"days":["mon","fri"],"months":[3],"from":"22:00","to":"05:00"},"when":[{"metric":"x","is":"above","limit":1}]
            """);
        Assert.Equal(told, Judge(device, rule, "x", At(moment), 2) is not null);
    }

    [Fact]
    public void A_schedule_begins_and_ends_by_the_clock_with_no_further_message()
    {
        var (device, _) = With("""
            "schedule":{"from":"22:00","to":"05:00"},"holdS":60,"when":[{"metric":"x","is":"above","limit":1}]
            """);
        Assert.Empty(Report(device, "x", At("2026-03-06T12:00:00+08:00"), 2));
        var raised = Assert.Single(Wait(device, At("2026-03-06T23:00:00+08:00")));
        Assert.Equal((At("2026-03-06T22:00:00+08:00"), At("2026-03-06T22:01:00+08:00")), (raised.StartedAt, raised.RaisedAt));
        var cleared = Assert.Single(Wait(device, At("2026-03-07T06:00:00+08:00")));
        Assert.Equal(At("2026-03-07T05:00:00+08:00"), cleared.ClearedAt);
    }

    [Fact]
    public void Water_that_rises_fast_is_told_with_its_rate_and_water_that_is_merely_high_is_not()
    {
        var (device, rule) = With("""
            "when":[{"metric":"x","is":"rises","limit":0.05,"windowS":300,"hysteresis":0.2}]
            """);
        for (var minute = 0; minute <= 10; minute++)
        {
            Assert.Null(Judge(device, rule, "x", minute * Minute, 4 + (0.01 * minute)));
        }

        var told = Enumerable.Range(11, 5).Select(m => Judge(device, rule, "x", m * Minute, 4.1 + (0.1 * (m - 10)))).OfType<Contracts.Alarm>().ToList();
        var reading = Assert.Single(Assert.Single(told).Readings);
        Assert.InRange(reading.Value, 0.05, 0.1);
        Assert.Equal("m/min", reading.Unit);
    }

    [Fact]
    public void A_device_that_reports_seldom_has_a_rate_too()
    {
        var (device, rule) = With("""
            "when":[{"metric":"x","is":"falls","limit":0.05,"windowS":300}]
            """);
        Assert.Null(Judge(device, rule, "x", 0, 10));
        Assert.NotNull(Judge(device, rule, "x", 30 * Minute, 5));
    }

    [Fact]
    public void A_metric_that_falls_silent_is_told_by_a_timer_while_the_device_speaks_of_others()
    {
        var (device, _) = With("""
            "when":[{"metric":"x","is":"silent","limit":600}]
            """);
        Report(device, "x", 0, 1);
        Assert.Empty(Report(device, "y", 5 * Minute, 1));
        Assert.Equal(10 * Minute, device.Rules.Due);
        var alarm = Assert.Single(Wait(device, 10 * Minute));
        Assert.Equal((10 * Minute, 600d), (alarm.RaisedAt, alarm.Readings[0].Limit!.Value));
        Assert.NotNull(Assert.Single(Report(device, "x", 11 * Minute, 1)).ClearedAt);
    }

    [Fact]
    public void A_metric_never_heard_is_not_silent()
    {
        var (device, _) = With("""
            "when":[{"metric":"x","is":"silent","limit":600}]
            """);
        Report(device, "y", 0, 1);
        Assert.Empty(Wait(device, 1_000 * Minute));
    }

    [Fact]
    public void A_value_that_stands_still_while_another_moves_is_stuck_until_it_moves()
    {
        var (device, rule) = With("""
            "when":[{"metric":"x","is":"stuck","windowS":3600}]
            """);
        Contracts.Alarm? alarm = null;
        for (var minute = 0; minute <= 70; minute += 10)
        {
            Take(device, "y", minute * Minute, minute);
            alarm ??= Judge(device, rule, "x", minute * Minute, 7);
        }

        Assert.Equal(60 * Minute, alarm!.RaisedAt);
        Assert.NotNull(Judge(device, rule, "x", 80 * Minute, 7.01)!.ClearedAt);
    }

    [Fact]
    public void A_value_that_stands_still_while_everything_stands_still_is_not_stuck()
    {
        var (device, rule) = With("""
            "when":[{"metric":"x","is":"stuck","windowS":3600}]
            """);
        for (var minute = 0; minute <= 200; minute += 10)
        {
            Take(device, "y", minute * Minute, 1);
            Assert.Null(Judge(device, rule, "x", minute * Minute, 7));
        }
    }

    [Fact]
    public void A_value_repeated_too_often_is_stuck_whatever_the_others_do()
    {
        var (device, rule) = With("""
            "when":[{"metric":"x","is":"stuck","repeats":3}]
            """);
        Assert.Equal([false, false, false, true], Enumerable.Range(0, 4).Select(i => Judge(device, rule, "x", i, 7) is not null));
    }

    [Fact]
    public void A_lamp_just_switched_is_not_out_yet()
    {
        var (lamp, rule) = Of("lamp-controller", "lamp_out", """{"rated_current_a":1,"rule.lamp_out.hold_s":0}""");
        Take(lamp, "voltage", 0, 221);
        Take(lamp, "commanded", 0, 0);
        Take(lamp, "commanded", Minute, 1);
        Assert.Null(Judge(lamp, rule, "current", Minute, 0.02));
        Assert.Null(Judge(lamp, rule, "current", 2 * Minute, 0.02));
        Assert.NotNull(Judge(lamp, rule, "current", 3 * Minute, 0.02));
    }

    [Theory]
    [InlineData(100, 80, true)]
    [InlineData(100, 100, false)]
    [InlineData(50, 80, false)]
    [InlineData(50, 40, true)]
    public void A_lamp_fails_in_part_when_it_draws_too_little_for_its_dimming(double dim, double power, bool told)
    {
        var (lamp, rule) = Of("lamp-controller", "partial_failure", """{"rated_w":150,"rule.partial_failure.hold_s":0}""");
        Take(lamp, "voltage", 0, 221);
        Take(lamp, "commanded", 0, 1);
        Take(lamp, "dim", 0, dim);
        Assert.Equal(told, Judge(lamp, rule, "power", 0, power) is not null);
    }

    [Fact]
    public void A_condition_that_must_recur_is_told_at_its_third_time_within_the_hour()
    {
        var (device, rule) = With("""
            "repeat":{"times":3,"withinS":3600},"when":[{"metric":"x","is":"above","limit":1}]
            """);
        List<long> told = [];
        foreach (var minute in (long[])[0, 50, 70, 100])
        {
            if (Judge(device, rule, "x", minute * Minute, 2) is not null)
            {
                told.Add(minute);
            }

            Judge(device, rule, "x", (minute * Minute) + 1, 0);
        }

        Assert.Equal([100], told);
    }

    [Fact]
    public void An_alarm_that_nothing_confirms_ends_by_itself()
    {
        var (device, _) = With("""
            "autoClearS":600,"when":[{"metric":"x","is":"yes"}]
            """);
        Assert.Null(Assert.Single(Report(device, "x", 0, 1)).ClearedAt);
        Assert.Empty(Report(device, "x", 5 * Minute, 1));
        Assert.Empty(Wait(device, (15 * Minute) - 1));
        Assert.Equal(15 * Minute, Assert.Single(Wait(device, 15 * Minute)).ClearedAt);
    }
}
