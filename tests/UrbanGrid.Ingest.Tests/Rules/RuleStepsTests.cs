using UrbanGrid.Ingest.Rules;
using static UrbanGrid.Ingest.Tests.Rules.RuleBench;

namespace UrbanGrid.Ingest.Tests.Rules;

/// <summary>Rules of two steps, and rules that are changed while they run.</summary>
public sealed class RuleStepsTests
{
    private const string Low = """
        "holdS":10,"when":[{"metric":"x","is":"above","limit":20}]
        """;

    private const string High = """
        "supersedes":["r0"],"when":[{"metric":"x","is":"above","limit":50}]
        """;

    [Fact]
    public void The_higher_step_is_told_and_the_lower_one_ends_with_it()
    {
        var device = Device(Model(Low, High));
        Report(device, "x", 0, 30);
        Assert.Equal("r0", Assert.Single(Wait(device, 10_000)).Rule);

        var news = Report(device, "x", 20_000, 60);
        Assert.Equal([("r1", null), ("r0", 20_000L)], news.Select(a => (a.Rule, a.ClearedAt)));
        Assert.Empty(Report(device, "x", 30_000, 70));
        Assert.Equal("r1", Assert.Single(device.ActiveAlarms).Rule);
    }

    [Fact]
    public void A_value_beyond_both_steps_raises_the_higher_one_alone()
    {
        var device = Device(Model(Low, High));
        Assert.Equal("r1", Assert.Single(Report(device, "x", 0, 60)).Rule);
        Assert.Empty(Wait(device, 60_000));
    }

    [Fact]
    public void Back_between_the_steps_the_lower_one_is_told_after_its_own_hold()
    {
        var device = Device(Model(Low, High));
        Report(device, "x", 0, 60);
        Assert.NotNull(Assert.Single(Report(device, "x", 100_000, 30)).ClearedAt);
        var lower = Assert.Single(Wait(device, 110_000));
        Assert.Equal(("r0", 100_000L), (lower.Rule, lower.StartedAt));
    }

    [Fact]
    public void A_changed_limit_keeps_values_and_a_running_hold()
    {
        var device = Device(Model(Low));
        Report(device, "x", 0, 30);
        Assert.Empty(device.Bind(device.Device, Model("""
            "holdS":20,"when":[{"metric":"x","is":"above","limit":25}]
            """), City, 5_000));
        Assert.Empty(Wait(device, 19_999));
        Assert.Equal(0, Assert.Single(Wait(device, 20_000)).StartedAt);
    }

    [Fact]
    public void An_open_alarm_survives_a_change_of_its_rule_and_ends_with_its_rule()
    {
        var device = Device(Model(Low));
        Report(device, "x", 0, 30);
        var alarm = Assert.Single(Wait(device, 10_000));
        Assert.Empty(device.Bind(device.Device, Model(Low, High), City, 20_000));
        Assert.Equal(alarm.Id, Assert.Single(device.ActiveAlarms).Id);

        var ended = Assert.Single(device.Bind(device.Device, Model(), City, 30_000));
        Assert.Equal((alarm.Id, 30_000L), (ended.Id, ended.ClearedAt!.Value));
        Assert.Empty(device.ActiveAlarms);
    }

    [Fact]
    public void A_day_of_flapping_that_comes_late_is_told_as_history_alone()
    {
        const long Day = 86_400_000;
        var device = Device(Model("""
            "holdS":30,"when":[{"metric":"x","is":"above","limit":20}]
            """));
        var told = new List<Contracts.Alarm>();
        for (var minute = 0L; minute < 1_440; minute++)
        {
            told.AddRange(Report(device, "x", minute * 60_000, minute % 4 < 2 ? 30 : 0, Day + minute));
        }

        told.AddRange(Wait(device, Day + 3_600_000));
        Assert.Equal(360, told.Count);
        Assert.All(told, alarm => Assert.NotNull(alarm.ClearedAt));
    }

    [Fact]
    public void What_still_holds_when_a_backlog_has_caught_up_is_told_with_its_true_beginning()
    {
        const long Day = 86_400_000;
        var device = Device(Model("""
            "holdS":30,"when":[{"metric":"x","is":"above","limit":20}]
            """));
        var told = new List<Contracts.Alarm>();
        for (var minute = 1_200L; minute <= 1_440; minute++)
        {
            told.AddRange(Report(device, "x", minute * 60_000, 30, Day + minute));
        }

        var alarm = Assert.Single(told);
        Assert.Equal((1_200 * 60_000L, (1_200 * 60_000L) + 30_000), (alarm.StartedAt, alarm.RaisedAt));
        Assert.Null(alarm.ClearedAt);
    }

    [Fact]
    public void A_device_whose_clock_is_slow_is_not_taken_for_a_backlog_for_ever()
    {
        var device = Device(Model("""
            "when":[{"metric":"x","is":"above","limit":20}]
            """));
        var told = Enumerable.Range(0, 30).SelectMany(s => Report(device, "x", s * 1_000L, 30, (s * 1_000L) + 600_000)).ToList();
        Assert.Null(Assert.Single(told).ClearedAt);
    }
}
