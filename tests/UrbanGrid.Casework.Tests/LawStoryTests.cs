using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>What happens off the straight path; the test's day is Monday 2026-03-02, 08:00 in the city, the limit 4 working hours.</summary>
public sealed class LawStoryTests
{
    private static readonly CaseActionInput NotOurs = new() { Opinion = "not ours", Basis = "responsibility matrix, row 3" };

    [Fact]
    public async Task A_task_to_verify_stops_the_acceptors_clock_until_it_is_answered()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Reported);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        detail = await host.ActAsync(detail, CaseActions.SendVerify, People.Acceptor, new() { Collector = People.Collector.UserId });
        Assert.Equal("30 分钟", detail.StageClock!.Limit!.Zh);
        host.Time.Advance(TimeSpan.FromMinutes(20));

        detail = await host.ActAsync(detail, CaseActions.AnswerVerify, People.Collector, new() { Result = ActionInput.Exists });

        Assert.Equal((CaseStates.Reported, "exists"), (detail.State.Key, detail.Standing.Verified));
        Assert.Equal(TimeSpan.FromMinutes(20).TotalMilliseconds, detail.StageClock!.PausedMs);
        Assert.Equal(detail.ReportedAt + (35 * 60_000), detail.StageClock.Deadline);
    }

    [Fact]
    public async Task A_granted_return_stops_the_clock_and_another_department_has_the_whole_limit()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingHandling);
        host.Time.Advance(TimeSpan.FromHours(2)); // 10:00
        detail = await host.ActAsync(detail, CaseActions.RequestReturn, People.Sanitation, NotOurs);
        host.Time.Advance(TimeSpan.FromHours(1)); // 11:00
        Assert.Equal(0.5, (await host.Desk.FindAsync(detail.Number, People.Dispatcher))!.CaseClock!.UsedShare);

        detail = await host.ActAsync(detail, CaseActions.GrantReturn, People.Dispatcher);
        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "drainage" });

        Assert.Equal((1, "drainage"), (detail.Standing.Returns, detail.Department!.Code));
        Assert.Equal((Ms("2026-03-02 11:00"), Ms("2026-03-02 17:00")), (detail.CaseClock!.StartedAt, detail.CaseClock.Deadline));
    }

    [Fact]
    public async Task The_same_department_goes_on_with_what_was_left()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingHandling);
        host.Time.Advance(TimeSpan.FromHours(2)); // 10:00
        detail = await host.ActAsync(detail, CaseActions.RequestReturn, People.Sanitation, NotOurs);
        host.Time.Advance(TimeSpan.FromHours(1)); // 11:00
        detail = await host.ActAsync(detail, CaseActions.GrantReturn, People.Dispatcher);

        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "sanitation" });

        Assert.Equal((Ms("2026-03-02 08:00"), Ms("2026-03-02 15:00")), (detail.CaseClock!.StartedAt, detail.CaseClock.Deadline));
    }

    [Fact]
    public async Task A_refused_return_counts_as_buck_passing_and_the_clock_goes_on()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingHandling);
        detail = await host.ActAsync(detail, CaseActions.RequestReturn, People.Sanitation, NotOurs);
        host.Time.Advance(TimeSpan.FromMinutes(15));

        detail = await host.ActAsync(detail, CaseActions.RefuseReturn, People.Dispatcher, new() { Opinion = "row 1 says it is" });

        Assert.Equal((CaseStates.PendingHandling, 1, 0), (detail.State.Key, detail.Standing.RefusedReturns, detail.Standing.Returns));
        Assert.Equal(Ms("2026-03-02 14:15"), detail.CaseClock!.Deadline);
    }

    [Fact]
    public async Task After_two_returns_only_a_ruling_decides_and_it_binds()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingHandling);
        detail = await ReturnAsync(host, detail, People.Sanitation);
        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "drainage" });
        detail = await ReturnAsync(host, detail, People.Drainage);
        var refused = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "sanitation" }));
        Assert.Equal("ruling_needed", refused.Code);

        detail = await host.ActAsync(detail, CaseActions.ReferDispute, People.Dispatcher, new() { Opinion = "both say no" });
        detail = await host.ActAsync(detail, CaseActions.Rule, People.Leader, new() { Department = "drainage", Opinion = "drainage does it" });

        Assert.True(detail.Standing.IsRuled);
        var bound = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.RequestReturn, People.Drainage, NotOurs));
        Assert.Equal("ruled", bound.Code);
    }

    [Fact]
    public async Task Each_delay_adds_the_first_limit_once_more()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);

        detail = await DelayAsync(host, detail);
        Assert.Equal(Ms("2026-03-02 18:00"), detail.CaseClock!.Deadline);
        detail = await DelayAsync(host, detail);

        Assert.Equal((Ms("2026-03-03 12:00"), 2), (detail.CaseClock!.Deadline, detail.Standing.Delays));
        var refused = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.RequestDelay, People.Sanitation, new() { Opinion = "more" }));
        Assert.Equal("no_delay_left", refused.Code);
    }

    [Fact]
    public async Task A_department_that_gets_a_case_back_keeps_the_delays_it_was_granted()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await DelayAsync(host, await host.CaseInAsync(CaseStates.PendingHandling)); // 8 working hours
        detail = await ReturnAsync(host, detail, People.Sanitation);
        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "sanitation" });

        detail = await DelayAsync(host, detail); // 12, not 16

        Assert.Equal((Ms("2026-03-03 12:00"), 2), (detail.CaseClock!.Deadline, detail.Standing.Delays));
    }

    [Fact]
    public async Task A_refused_delay_changes_nothing_but_the_log()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        detail = await host.ActAsync(detail, CaseActions.RequestDelay, People.Sanitation, new() { Opinion = "rain" });
        Assert.Equal("delay", detail.Standing.Request!.Key);

        detail = await host.ActAsync(detail, CaseActions.RefuseDelay, People.Dispatcher, new() { Opinion = "it is dry" });

        Assert.Null(detail.Standing.Request);
        Assert.Equal((Ms("2026-03-02 12:00"), 0), (detail.CaseClock!.Deadline, detail.Standing.Delays));
    }

    [Fact]
    public async Task A_hung_up_case_stands_is_never_red_and_goes_on_with_what_was_left()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromHours(1)); // 09:00
        var spring = host.Time.GetUtcNow().AddDays(28).ToUnixTimeMilliseconds();
        detail = await host.ActAsync(detail, CaseActions.RequestHangUp, People.Sanitation, new() { Opinion = "frozen ground", ResumeAt = spring });
        detail = await host.ActAsync(detail, CaseActions.GrantHangUp, People.Dispatcher);
        Assert.Equal((CaseStates.HungUp, spring), (detail.State.Key, detail.Standing.ResumeAt));
        host.Time.Advance(TimeSpan.FromDays(28)); // Monday 2026-03-30, 09:00
        var hung = await host.Desk.FindAsync(detail.Number, People.Dispatcher);
        Assert.Equal(("green", 0.25), (hung!.CaseClock!.Light, hung.CaseClock.UsedShare));

        detail = await host.ActAsync(detail, CaseActions.Resume, Actor.System);

        Assert.Equal((CaseStates.PendingHandling, Ms("2026-03-30 12:00")), (detail.State.Key, detail.CaseClock!.Deadline));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(400)]
    public async Task A_case_is_hung_up_until_a_day_within_a_year(int days)
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        var until = host.Time.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds();

        var fault = await Assert.ThrowsAsync<CaseInputException>(() => host.ActAsync(
            detail, CaseActions.RequestHangUp, People.Sanitation, new() { Opinion = "frozen ground", ResumeAt = until }));

        Assert.Contains("365", fault.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_joint_case_goes_on_when_every_assisting_department_has_fed_back()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingDispatch);
        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "sanitation", Assisting = ["drainage"] });
        detail = await host.ActAsync(detail, CaseActions.Handle, People.Sanitation);
        var early = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Feedback, People.Sanitation, new() { Opinion = "done" }));
        Assert.Equal("assistants_pending", early.Code);
        var waiting = await host.Desk.ListAsync(new() { ToDo = true }, People.Drainage);
        Assert.Equal(detail.Number, Assert.Single(waiting.Items).Number);

        detail = await host.ActAsync(detail, CaseActions.AssistFeedback, People.Drainage, new() { Opinion = "pumped dry" });
        detail = await host.ActAsync(detail, CaseActions.Feedback, People.Sanitation, new() { Opinion = "done" });

        Assert.Equal(CaseStates.PendingReview, detail.State.Key);
    }

    [Fact]
    public async Task A_department_cannot_assist_itself()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingDispatch);

        await Assert.ThrowsAsync<CaseInputException>(() => host.ActAsync(
            detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "sanitation", Assisting = ["sanitation"] }));
    }

    [Fact]
    public async Task A_handler_reports_as_done_and_the_clock_runs_until_the_department_confirms()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingHandling);
        detail = await host.ActAsync(detail, CaseActions.Assign, People.Sanitation, new() { Handler = People.Handler.UserId });
        detail = await host.ActAsync(detail, CaseActions.Finish, People.Handler, new() { Opinion = "swept" });
        Assert.Null(detail.CaseClock!.EndedAt);
        host.Time.Advance(TimeSpan.FromHours(1));

        detail = await host.ActAsync(detail, CaseActions.ConfirmResult, People.Sanitation);

        Assert.Equal(Ms("2026-03-02 09:00"), detail.CaseClock!.EndedAt);
    }

    [Fact]
    public async Task After_dispatch_a_case_is_voided_by_approval_only()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Void, People.Acceptor, new() { Opinion = "wrong" }));

        detail = await host.ActAsync(detail, CaseActions.RequestVoid, People.Acceptor, new() { Opinion = "wrong place" });
        var asked = await host.Desk.ListAsync(new() { ToDo = true }, People.ShiftLeader);
        Assert.Equal("void", Assert.Single(asked.Items).Request!.Key);
        detail = await host.ActAsync(detail, CaseActions.GrantVoid, People.ShiftLeader);

        Assert.Equal((CaseStates.Voided, false), (detail.State.Key, detail.IsOpen));
        Assert.NotNull(detail.CaseClock!.EndedAt);
    }

    [Fact]
    public async Task A_merged_report_keeps_its_reporter_and_evidence_in_the_case_that_goes_on()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var first = await host.CaseInAsync(CaseStates.Handling, "incident:1");
        var photo = new EvidenceLink(new string('c', 64), "image/jpeg", "before", 5);
        var second = await host.Desk.ReportAsync(
            Reports.Garbage("hand:2") with { Source = ReportSource.Collector, Evidence = [photo] }, People.Collector, accept: false);

        second = await host.ActAsync(second, CaseActions.Merge, People.Acceptor, new() { DuplicateOf = first.Number });

        Assert.Equal((CaseStates.Merged, first.Number), (second.State.Key, second.Standing.DuplicateOf));
        first = (await host.Desk.FindAsync(first.Number, People.Acceptor))!;
        Assert.Equal((CaseStates.Handling, CaseActions.TakeIn), (first.State.Key, first.Log[^1].Action.Key));
        Assert.Contains(photo, first.Evidence);
        Assert.Equal(People.Collector.DisplayName, first.Log[^1].Detail!["reporter"]);
    }

    [Theory]
    [InlineData("E0110202603020001")]
    [InlineData("E0110209901010001")]
    public async Task A_case_is_merged_only_into_another_open_one(string number)
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Reported);

        await Assert.ThrowsAsync<CaseInputException>(
            () => host.ActAsync(detail, CaseActions.Merge, People.Acceptor, new() { DuplicateOf = number }));

        Assert.Equal(detail.Version, (await host.Desk.FindAsync(detail.Number, People.Acceptor))!.Version);
    }

    [Fact]
    public async Task Closed_but_not_fixed_is_opened_again_filed_anew_and_counted()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Closed);
        detail = await host.ActAsync(detail, CaseActions.Visit, People.Acceptor, new() { Satisfaction = "unsatisfied" });
        host.Time.Advance(TimeSpan.FromHours(2)); // 10:00

        detail = await host.ActAsync(detail, CaseActions.Reopen, People.Acceptor, new() { Opinion = "still there, says the caller" });
        detail = await host.WalkAsync(detail, CaseStates.Handling);

        Assert.Equal((1, "unsatisfied"), (detail.Standing.Reopenings, detail.Standing.Satisfaction));
        Assert.Equal((Ms("2026-03-02 10:00"), Ms("2026-03-02 16:00")), (detail.CaseClock!.StartedAt, detail.CaseClock.Deadline));
        Assert.Equal(CaseStates.Closed, (await host.WalkAsync(detail, CaseStates.Closed)).State.Key);
    }

    [Fact]
    public async Task An_appeal_goes_over_the_dispatcher_to_the_acceptor_and_exempts()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromDays(1));
        detail = await host.WalkAsync(detail, CaseStates.Closed);
        Assert.Equal("red", detail.CaseClock!.Light);

        detail = await host.ActAsync(detail, CaseActions.Appeal, People.Sanitation, new() { Opinion = "storm" });
        detail = await host.ActAsync(detail, CaseActions.SupportAppeal, People.Dispatcher);
        detail = await host.ActAsync(detail, CaseActions.GrantAppeal, People.Acceptor);

        Assert.True(detail.Standing.IsExempted);
        Assert.Equal("red", detail.CaseClock!.Light);
        await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Appeal, People.Sanitation, new() { Opinion = "again" }));
    }

    [Fact]
    public async Task A_supervised_case_waits_for_its_department_and_is_not_closed_without_an_answer()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingClose);
        detail = await host.ActAsync(detail, CaseActions.Supervise, People.Leader, new() { Opinion = "why so late?" });
        Assert.Single((await host.Desk.ListAsync(new() { ToDo = true }, People.Sanitation)).Items);
        var refused = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Close, People.ShiftLeader, new() { ClosingMet = true }));
        Assert.Equal("supervision_open", refused.Code);

        detail = await host.ActAsync(detail, CaseActions.AnswerSupervision, People.Sanitation, new() { Opinion = "the lorry broke down" });

        Assert.Equal(CaseStates.Closed, (await host.WalkAsync(detail, CaseStates.Closed)).State.Key);
    }

    [Fact]
    public async Task What_a_collector_solved_on_the_spot_is_confirmed_and_closed()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var report = Reports.Garbage("hand:1") with
        {
            Source = ReportSource.Collector,
            SelfHandled = true,
            Evidence = [new(Reports.Photo, "image/jpeg", "before", 1), new(new string('d', 64), "image/jpeg", "handling", 2)],
        };
        await Assert.ThrowsAsync<CaseInputException>(
            () => host.Desk.ReportAsync(report with { Evidence = [] }, People.Collector, accept: false));

        var detail = await host.Desk.ReportAsync(report, People.Collector, accept: false);
        Assert.Equal(CaseStates.SelfHandled, detail.State.Key);
        detail = await host.ActAsync(detail, CaseActions.ConfirmSelfHandled, People.Acceptor);

        Assert.Equal(CaseStates.Closed, detail.State.Key);
    }

    [Fact]
    public async Task A_wrong_class_is_corrected_when_the_case_is_accepted()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Reported);

        detail = await host.ActAsync(detail, CaseActions.Accept, People.Acceptor, new() { Category = "component/0103" });

        Assert.Equal("component/0103", detail.Category.Code);
        Assert.Equal("missing_displaced+cracked", detail.Condition.Key);
    }

    [Fact]
    public async Task A_device_that_sees_it_is_gone_lets_the_system_answer_the_check()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingCheck);
        await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Check, Actor.System, new() { Result = ActionInput.Pass }));

        detail = await host.ActAsync(detail, CaseActions.DeviceCheck, Actor.System, new() { Result = ActionInput.Pass });
        detail = await host.ActAsync(detail, CaseActions.Check, Actor.System, new() { Result = ActionInput.Pass });

        Assert.Equal(CaseStates.PendingClose, detail.State.Key);
    }

    private static async Task<CaseDetail> ReturnAsync(CaseworkHost host, CaseDetail detail, Actor department)
    {
        detail = await host.ActAsync(detail, CaseActions.RequestReturn, department, NotOurs);
        return await host.ActAsync(detail, CaseActions.GrantReturn, People.Dispatcher);
    }

    private static async Task<CaseDetail> DelayAsync(CaseworkHost host, CaseDetail detail)
    {
        detail = await host.ActAsync(detail, CaseActions.RequestDelay, People.Sanitation, new() { Opinion = "heavy rain" });
        return await host.ActAsync(detail, CaseActions.GrantDelay, People.Dispatcher);
    }

    private static long Ms(string local) => WorkingCalendarTests.At(local).ToUnixTimeMilliseconds();
}
