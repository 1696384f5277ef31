using UrbanGrid.Contracts;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scoring;

namespace UrbanGrid.VisionEval.Tests;

public sealed class ScorerTests
{
    private const long Start = 1_700_000_000_000;
    private static readonly PictureBox Here = new(0.4, 0.5, 0.1, 0.1);
    private static readonly PictureBox Elsewhere = new(0.1, 0.1, 0.1, 0.1);

    [Fact]
    public void An_alarm_in_time_and_place_is_a_hit_with_its_delay_and_overlap()
    {
        var hit = Assert.Single(Score([Event(due: 20)], Alarm(22.5)).Findings);

        Assert.Equal((Verdict.Hit, 2.5, 1.0), (hit.Verdict, hit.Delay!.Value, hit.Overlap!.Value));
    }

    [Fact]
    public void An_event_without_an_alarm_is_a_miss()
    {
        Assert.Equal(Verdict.Miss, Assert.Single(Score([Event(due: 20)]).Findings).Verdict);
    }

    [Fact]
    public void An_alarm_elsewhere_is_false_and_the_event_missed()
    {
        Verdict[] verdicts = [.. Score([Event(due: 20)], Alarm(21, Elsewhere)).Findings.Select(f => f.Verdict).Order()];

        Assert.Equal([Verdict.Miss, Verdict.FalseAlarm], verdicts);
    }

    [Fact]
    public void A_second_alarm_of_the_same_event_is_a_double()
    {
        Verdict[] verdicts = [.. Score([Event(due: 20)], Alarm(21), Alarm(28)).Findings.Select(f => f.Verdict)];

        Assert.Equal([Verdict.Hit, Verdict.Double], verdicts);
    }

    [Theory]
    [InlineData(18.4, false)]
    [InlineData(18.5, true)]
    [InlineData(50, true)]
    [InlineData(50.1, false)]
    public void The_window_opens_shortly_before_it_is_due_and_closes_thirty_seconds_after(double at, bool counts)
    {
        Assert.Equal(counts, Score([Event(due: 20)], Alarm(at)).Count(Verdict.Hit) == 1);
    }

    [Theory]
    [InlineData(26.9, true)]
    [InlineData(27.1, false)]
    public void A_thing_that_is_gone_is_reported_two_seconds_longer_at_most(double at, bool counts)
    {
        Assert.Equal(counts, Score([Event(due: 20) with { End = 25 }], Alarm(at)).Count(Verdict.Hit) == 1);
    }

    [Fact]
    public void An_early_alarm_says_by_how_much()
    {
        var early = Score([Event(due: 20)], Alarm(12)).Findings.Single(f => f.Verdict == Verdict.FalseAlarm);

        Assert.Equal("8.0 s too early", early.Why);
    }

    [Fact]
    public void Another_class_does_not_count()
    {
        var alarm = Alarm(21) with { Rule = "occupancy" };

        var findings = Score([Event(due: 20)], alarm).Findings;

        Assert.Contains(findings, f => f is { Verdict: Verdict.FalseAlarm, Class: EventClass.Occupancy });
        Assert.Contains(findings, f => f is { Verdict: Verdict.Miss, Class: EventClass.Dumping });
    }

    [Fact]
    public void A_small_box_inside_a_large_one_is_the_same_place()
    {
        var alarm = Alarm(21, new PictureBox(0.44, 0.54, 0.02, 0.02));

        Assert.Equal(Verdict.Hit, Assert.Single(Score([Event(due: 20)], alarm).Findings).Verdict);
    }

    [Fact]
    public void Two_events_of_one_place_need_two_alarms_each_in_its_time()
    {
        var result = Score([Event(due: 20) with { End = 25 }, Event(due: 40)], Alarm(21), Alarm(41));

        Assert.Equal(2, result.Count(Verdict.Hit));
        Assert.Equal(2, result.Findings.Count);
    }

    [Fact]
    public void Where_the_labels_ignore_an_alarm_is_neither_right_nor_wrong()
    {
        var labels = new ClipLabels { Format = 1, Ignore = [new IgnoredSpan(From: 10, To: 30, Box: Elsewhere, Class: EventClass.Dumping)] };

        var result = new Scorer(labels, new ScoreSettings()).Score("c", 60, [Alarm(21, Elsewhere), Alarm(31, Elsewhere)], Start);

        Assert.Equal((1, 31.0), (result.Ignored, Assert.Single(result.Findings).RaisedAt!.Value));
    }

    [Fact]
    public void The_end_of_an_alarm_is_no_alarm()
    {
        Assert.Empty(Score([], Alarm(21) with { ClearedAt = Start + 30_000 }).Findings);
    }

    [Fact]
    public void A_camera_fault_is_told_apart_from_matters_of_the_street()
    {
        var fault = Assert.Single(Score([], Alarm(21) with { Rule = "picture_frozen", Box = null }).Findings);

        Assert.Equal(EventClass.Camera, fault.Class);
    }

    [Fact]
    public void Figures_count_doubles_as_false_and_give_them_an_hour()
    {
        ClipResult[] clips = [Score([Event(due: 20)], Alarm(21), Alarm(29)), Score([Event(due: 20)])];

        var dumping = ScoreTable.ByClass(clips).Single(c => c.Class == EventClass.Dumping);

        Assert.Equal((2, 1, 1, 1), (dumping.Events, dumping.Hits, dumping.FalseAlarms, dumping.Doubles));
        Assert.Equal((0.5, 0.5), (dumping.Precision!.Value, dumping.Recall!.Value));
        Assert.Equal(30, dumping.FalsePerHour);
    }

    [Fact]
    public void Without_events_and_alarms_there_is_no_recall_and_no_precision()
    {
        var dumping = ScoreTable.ByClass([Score([])]).Single(c => c.Class == EventClass.Dumping);

        Assert.Null(dumping.Recall);
        Assert.Null(dumping.Precision);
    }

    private static LabelledEvent Event(double due) => new() { Class = EventClass.Dumping, Start = 10, Due = due, Box = Here };

    private static Alarm Alarm(double at, PictureBox? box = null) => new()
    {
        Id = $"c:left_object:{at}",
        DeviceId = "c",
        Rule = "left_object",
        Severity = AlarmSeverity.Minor,
        StartedAt = Start,
        RaisedAt = Start + (long)Math.Round(at * 1000),
        Box = box ?? Here,
    };

    private static ClipResult Score(LabelledEvent[] events, params Alarm[] alarms) =>
        new Scorer(new ClipLabels { Format = 1, Events = events }, new ScoreSettings()).Score("c", 60, alarms, Start);
}
