using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>People by post, evaluated by hand (docs/domain-sources.md §6).</summary>
public sealed class PostEvaluationTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_week_worked_out_by_hand_is_what_the_evaluation_says(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await EvaluationWeek.PlayAsync(host);

        var acceptor = Assert.Single(await host.EvaluateAsync("acceptors")).Value;
        var shiftLeader = Assert.Single(await host.EvaluateAsync("shift-leaders")).Value;
        var dispatcher = Assert.Single(await host.EvaluateAsync("dispatchers")).Value;
        var collector = Assert.Single(await host.EvaluateAsync("collectors")).Value;

        Assert.Equal([7, 7, 7, 0, 0, 0, 6, 6, 0], acceptor.Counts.Values);
        Assert.Equal(58.33, acceptor.Score); // accepted 7: 0 × 25; nothing was to be verified; checks 100 × 35; of 60
        Assert.Equal([7, 7, 7, 0, 5, 5], shiftLeader.Counts.Values);
        Assert.Equal(100, shiftLeader.Score);
        Assert.Equal([8, 8, 7, 6, 0], dispatcher.Counts.Values); // one was sent to the wrong department first
        Assert.Equal(75, dispatcher.Score); // 8 cases: 0 × 20; 40; 7/8 × 40
        Assert.Equal([0, 0, 0, 0, 0, 0, 6, 6, 6], collector.Counts.Values);
        Assert.Equal(People.Collector.UserId, collector.Subject.Code);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Tasks_count_by_when_they_were_sent_and_answered(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var early = await ReportAsync(host, "hotline:1");
        host.Time.Advance(TimeSpan.FromMinutes(5));
        early = await host.ActAsync(early, CaseActions.SendVerify, People.Acceptor);
        host.Time.Advance(TimeSpan.FromMinutes(20));
        early = await host.ActAsync(early, CaseActions.AnswerVerify, People.Collector, new() { Result = ActionInput.Unable });
        host.Time.Advance(TimeSpan.FromMinutes(9)); // 14 of 15 minutes used: what the collector took does not count
        await host.ActAsync(early, CaseActions.SendVerify, People.Acceptor);
        var late = await ReportAsync(host, "hotline:2");
        host.Time.Advance(TimeSpan.FromMinutes(16));
        late = await host.ActAsync(late, CaseActions.SendVerify, People.Acceptor, new() { Collector = People.Collector.UserId });
        host.Time.Advance(TimeSpan.FromMinutes(31));

        var acceptor = Assert.Single(await host.EvaluateAsync("acceptors")).Value;
        var open = Assert.Single(await host.EvaluateAsync("collectors")).Value;
        await host.ActAsync(late, CaseActions.AnswerVerify, People.Collector, new() { Result = ActionInput.Exists });
        var answered = Assert.Single(await host.EvaluateAsync("collectors")).Value;

        Assert.Equal((3, 2), (acceptor.Counts["verify_sent"], acceptor.Counts["verify_sent_in_time"]));
        Assert.Equal((2, 1, 1), (open.Counts["verify_due"], open.Counts["verified"], open.Counts["verified_in_time"]));
        Assert.Equal((2, 2, 1), (answered.Counts["verify_due"], answered.Counts["verified"], answered.Counts["verified_in_time"]));
        Assert.Equal(late.Number, (await host.Get<EvaluationDesk>().CasesAsync(
            new("collectors", EvaluationWeek.Monday, EvaluationWeek.NextMonday), People.Collector.UserId, "verify_due"))[^1].Number);
    }

    [Fact]
    public async Task A_collectors_reports_are_valid_once_they_are_filed()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        foreach (var key in new[] { "patrol:1", "patrol:2", "patrol:3", "patrol:4" })
        {
            var report = Reports.Garbage(key) with { Source = ReportSource.Collector };
            var detail = await host.Desk.ReportAsync(report, People.Collector, accept: false);
            _ = key == "patrol:1"
                ? await host.ActAsync(detail, CaseActions.Reject, People.Acceptor, new() { Opinion = "not there" })
                : await host.WalkAsync(detail, CaseStates.PendingDispatch);
        }

        var collector = Assert.Single(await host.EvaluateAsync("collectors")).Value;

        Assert.Equal((4, 3, 0.75), (collector.Counts["reported"], collector.Counts["valid"], collector.Rates["valid_rate"]));
        Assert.Equal(75, collector.Score);
        Assert.Equal((20.0, 0.0, null), Part(collector, "missed_rate")); // cannot be told, and said so
    }

    [Fact]
    public async Task What_the_hub_did_by_itself_is_nobodys_work()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await host.Desk.ReportAsync(Reports.Garbage("incident:1"), Actors.Actor.System, accept: true);

        Assert.Empty(await host.EvaluateAsync("acceptors"));
    }

    private static (double Weight, double Counted, double? Points) Part(EvaluationRow row, string key) =>
        row.Parts.Single(p => p.Key == key) is var part ? (part.Weight, part.Counted, part.Points) : default;

    private static Task<CaseDetail> ReportAsync(CaseworkHost host, string key) =>
        host.Desk.ReportAsync(Reports.Garbage(key) with { Source = ReportSource.Public }, People.Acceptor, accept: false);
}
