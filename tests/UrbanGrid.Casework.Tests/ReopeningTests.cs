using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>Closed but not fixed: the reporter's or the device's word opens a case again, and that counts.</summary>
public sealed class ReopeningTests
{
    private static readonly Actor Camera = new("device:cam-01", "路口摄像机 Camera at the crossing", new HashSet<string> { Roles.System });
    private static readonly CaseActionInput Still = new() { Opinion = "还在原处 still there" };

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_devices_word_opens_a_case_again_in_its_own_name_and_it_counts_for_the_department_that_said_it_was_solved(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var one = await host.CaseInAsync(CaseStates.Closed);

        one = await host.Desk.ReopenAsync(one.Number, Still, Camera);

        Assert.Equal((CaseStates.PendingFiling, 1, false), (one.State.Key, one.Standing.Reopenings, one.Standing.IsSupervised));
        Assert.Equal((CaseActions.Reopen, Camera.DisplayName, Roles.System), (one.Log[^1].Action.Key, one.Log[^1].Actor, one.Log[^1].Role.Key));
        Assert.Equal(one.Number, Assert.Single((await host.Desk.ListAsync(new CaseQuery { MinReopenings = 1 }, People.ShiftLeader)).Items).Number);
        var until = host.Time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        var sanitation = (await host.Get<EvaluationDesk>().EvaluateAsync(new EvaluationQuery(EvaluatedKind.Departments, 0, until))).Rows.Single(d => d.Subject.Code == "sanitation");
        Assert.Equal(1, sanitation.Counts["reopened"]);
    }

    [Fact]
    public async Task The_third_time_the_shift_leader_has_to_find_out_why()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var one = await host.CaseInAsync(CaseStates.Closed);
        for (var times = 1; times < 3; times++)
        {
            one = await host.Desk.ReopenAsync(one.Number, Still, Camera);
            Assert.False(one.Standing.IsSupervised);
            one = await host.WalkAsync(one, CaseStates.Closed);
        }

        one = await host.Desk.ReopenAsync(one.Number, Still, Camera);

        Assert.Equal((3, true, CaseActions.Supervise), (one.Standing.Reopenings, one.Standing.IsSupervised, one.Log[^1].Action.Key));
        one = await host.WalkAsync(one, CaseStates.PendingClose);
        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(() => host.ActAsync(one, CaseActions.Close, People.ShiftLeader, new() { ClosingMet = true }));
        Assert.Equal("supervision_open", refusal.Code);
        one = await host.ActAsync(one, CaseActions.AnswerSupervision, People.ShiftLeader, new() { Opinion = "the bin is too small; a larger one is ordered" });
        await host.WalkAsync(one, CaseStates.Closed);
    }

    [Fact]
    public async Task What_a_leader_closed_by_order_no_device_opens()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var one = await host.CaseInAsync(CaseStates.Handling);
        one = await host.ActAsync(one, CaseActions.ForceClose, People.Leader, new() { Opinion = "the street is being rebuilt" });

        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(() => host.Desk.ReopenAsync(one.Number, Still, Camera));

        Assert.Equal("wrong_role", refusal.Code);
    }

    [Fact]
    public async Task A_reporter_opens_their_own_case_again_and_nobody_elses()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var report = Reports.Garbage("hand:1") with { Source = ReportSource.Collector };
        var one = await host.WalkAsync(await host.Desk.ReportAsync(report, People.Collector, accept: false), CaseStates.Closed);
        var other = People.Collector with { UserId = "somebody-else" };

        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(() => host.ActAsync(one, CaseActions.Reopen, other, Still));
        Assert.Equal("not_your_report", refusal.Code);
        Assert.Contains((await host.Desk.FindAsync(one.Number, People.Collector))!.Actions, a => a.Key == CaseActions.Reopen);
        Assert.DoesNotContain((await host.Desk.FindAsync(one.Number, other))!.Actions, a => a.Key == CaseActions.Reopen);
        one = await host.ActAsync(one, CaseActions.Reopen, People.Collector, Still);

        Assert.Equal((CaseStates.PendingFiling, 1), (one.State.Key, one.Standing.Reopenings));
    }

    [Fact]
    public async Task The_case_a_device_may_open_again_is_the_one_closed_last_and_not_long_ago()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var start = host.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var first = await host.CaseInAsync(CaseStates.Closed, "a");
        host.Time.Advance(TimeSpan.FromHours(1));
        var second = await host.CaseInAsync(CaseStates.Closed, "b");
        var open = await host.CaseInAsync(CaseStates.Handling, "c");
        string[] numbers = [first.Number, second.Number, open.Number];

        Assert.Equal(second.Number, await host.Desk.FindClosedAsync(numbers, "event/0110", null, start));
        Assert.Equal(first.Number, await host.Desk.FindClosedAsync([first.Number], "event/0110", null, start));
        Assert.Null(await host.Desk.FindClosedAsync(numbers, "event/0113", null, start));
        Assert.Null(await host.Desk.FindClosedAsync(numbers, "event/0110", null, host.Time.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds()));

        // A visit is no closing: it does not make the case a fresh one.
        host.Time.Advance(TimeSpan.FromDays(8));
        await host.ActAsync(first, CaseActions.Visit, People.Acceptor, new() { Satisfaction = "satisfied" });
        Assert.Null(await host.Desk.FindClosedAsync(numbers, "event/0110", null, host.Time.GetUtcNow().AddDays(-7).ToUnixTimeMilliseconds()));
    }
}
