using UrbanGrid.Contracts;
using UrbanGrid.Hub.Triage.Filing;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Tests.Triage.Filing;

/// <summary>Every turn that automatic filing can take.</summary>
public sealed class FilingJudgeTests
{
    private const string Garbage = "event/0110";
    private static readonly FilingJudge Judge = new(new LearningSettings());
    private long _next = 1;

    [Fact]
    public void It_is_off_until_the_administrator_allows_it()
    {
        Assert.Equal(FilingState.Off, Judge.Judge(new FilingPolicy { Category = Garbage }, Good(), []).State);
    }

    [Fact]
    public void Too_few_verdicts_leave_everything_to_operators()
    {
        var finding = Judge.Judge(Policy(), Good(60), []);
        Assert.Equal((FilingState.Waiting, FilingFinding.TooFew, (double?)null), (finding.State, finding.Why, finding.Threshold));
    }

    [Fact]
    public void Verdicts_under_the_set_precision_leave_everything_to_operators()
    {
        var finding = Judge.Judge(Policy(), [.. Enumerable.Range(0, 400).Select(i => new Foretold(Garbage, 0.9, i % 8 != 0))], []);
        Assert.Equal((FilingState.Waiting, FilingFinding.NotPrecise), (finding.State, finding.Why));
    }

    [Fact]
    public void The_threshold_is_the_lowest_above_which_held_out_verdicts_keep_the_precision()
    {
        var finding = Judge.Judge(Policy(), Good(), []);

        Assert.Equal(FilingState.Filing, finding.State);
        Assert.InRange(finding.Threshold!.Value, 0.7, 0.85); // Right above 0.8, one in three wrong below.
        var above = Good().Where(f => f.Probability >= finding.Threshold).ToList();
        Assert.True(above.Average(f => f.Confirmed ? 1.0 : 0) >= 0.95);
        Assert.Equal(above.Count, finding.Foretold.Of);
    }

    [Fact]
    public void A_precision_that_is_only_just_reached_by_chance_is_not_enough()
    {
        Foretold[] foretold = [.. Enumerable.Range(0, 100).Select(i => new Foretold(Garbage, 0.9, i >= 5))];
        Assert.Equal(0.95, foretold.Average(f => f.Confirmed ? 1.0 : 0));
        Assert.Null(FilingJudge.ThresholdOf(foretold, Policy()));
    }

    [Fact]
    public void Incidents_under_the_threshold_that_operators_reject_do_not_stop_it()
    {
        var finding = Judge.Judge(Filing(), Good(), [.. Enumerable.Range(0, 100).Select(_ => Said(false, 0.3))]);
        Assert.Equal(FilingState.Filing, finding.State);
    }

    [Fact]
    public void It_switches_itself_off_when_what_it_would_file_turns_out_wrong_too_often()
    {
        List<Verdict> verdicts = [.. Enumerable.Range(0, 90).Select(_ => Said(true, 0.95)), .. Enumerable.Range(0, 6).Select(_ => Said(false, 0.95))];

        var finding = Judge.Judge(Filing(), Good(), verdicts);

        Assert.Equal((FilingState.Suspended, FilingFinding.Fell, (double?)null), (finding.State, finding.Why, finding.Threshold));
        Assert.Equal(new Tally(90, 96), finding.Measured);
        Assert.Contains("90 / 96", finding.Tell(Filing()).En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handful_of_bad_samples_stops_it_though_its_past_was_good()
    {
        var policy = Filing();
        List<Verdict> past = [.. Enumerable.Range(0, 195).Select(_ => Said(true, 0.95))];
        Verdict[] samples = [.. Enumerable.Range(0, 5).Select(i => Said(i < 2, 0.95) with { Sampled = true, At = policy.StateAt + 1 })];

        Assert.True(Judge.Judge(policy, Good(), past).State == FilingState.Filing);
        Assert.Equal(FilingState.Suspended, Judge.Judge(policy, Good(), [.. past, .. samples]).State);
    }

    [Fact]
    public void What_switched_itself_off_stays_off_however_good_the_figures_become()
    {
        var policy = Filing();
        policy.State = FilingState.Suspended;
        Assert.Equal(FilingState.Suspended, Judge.Judge(policy, Good(), []).State);
    }

    [Fact]
    public void Allowed_again_it_waits_until_what_is_measured_is_good()
    {
        List<Verdict> bad = [.. Enumerable.Range(0, 20).Select(i => Said(i % 2 == 0, 0.95))];
        Assert.Equal(FilingState.Waiting, Judge.Judge(Policy(), Good(), bad).State);
        List<Verdict> better = [.. bad, .. Enumerable.Range(0, 200).Select(_ => Said(true, 0.95))];
        Assert.Equal(FilingState.Filing, Judge.Judge(Policy(), Good(), better).State);
    }

    private static FilingPolicy Policy() => new()
    {
        Category = Garbage, Enabled = true, MinPrecision = 0.95, MinVerdicts = 100, State = FilingState.Waiting, StateAt = 1_000_000,
    };

    private static FilingPolicy Filing()
    {
        var policy = Policy();
        (policy.State, policy.Threshold) = (FilingState.Filing, 0.8);
        return policy;
    }

    /// <summary>Probabilities spread evenly; those above 0.8 are right but for one in fifty, those below two times in three.</summary>
    private static List<Foretold> Good(int count = 1_000) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var probability = i * 0.618 % 1;
        return new Foretold(Garbage, probability, probability >= 0.8 ? i % 50 != 7 : i % 3 != 0);
    })];

    private Verdict Said(bool confirmed, double probability) => new(
        _next, _next++, Garbage,
        new AlarmFacts { DeviceId = "camera-1", Rule = "left_object", Box = new PictureBox(0, 0, 0.1, 0.1), Score = 0.8, StartedAt = 0, RaisedAt = 0 },
        confirmed, confirmed ? null : "reflection", At: _next, probability);
}
