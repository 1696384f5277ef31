using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

public sealed class LoopTests
{
    [Fact]
    public async Task A_case_runs_from_report_to_closed_and_the_log_tells_every_step_in_order()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var detail = await host.CaseInAsync(CaseStates.Closed);

        Assert.False(detail.IsOpen);
        Assert.Equal(
            ["report", "accept", "file", "dispatch", "handle", "feedback", "pass_review", "send_check", "answer_check", "check", "close"],
            detail.Log.Select(e => e.Action.Key));
        Assert.Equal(
            [
                "camera", "acceptor", "shift_leader", "dispatcher", "department", "department", "dispatcher", "acceptor", "collector",
                "acceptor", "shift_leader",
            ],
            detail.Log.Select(e => e.Role.Key));
        Assert.Equal(
            detail.Log.Skip(1).Select(e => e.From!.Key), detail.Log.SkipLast(1).Select(e => e.To.Key));
        Assert.Equal(detail.Log.Count, detail.Version);
        Assert.DoesNotContain(detail.Actions, a => a.Kind != StepKind.Power);
        Assert.Null(detail.StageClock);
    }

    [Fact]
    public async Task A_failed_check_sends_the_case_back_to_the_same_department_as_rework()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingCheck);

        detail = await host.FailCheckAsync(detail);

        Assert.Equal(CaseStates.PendingHandling, detail.State.Key);
        Assert.Equal("sanitation", detail.Department?.Code);
        Assert.Equal(1, detail.ReworkCount);
        var mine = await host.Desk.FindAsync(detail.Number, People.Sanitation);
        Assert.Equal(["handle"], mine!.Actions.Where(a => a.Kind == StepKind.Duty).Select(a => a.Key));

        detail = await host.WalkAsync(detail, CaseStates.Closed);
        Assert.Equal(1, detail.ReworkCount);
    }

    [Fact]
    public async Task Evidence_of_every_step_stays_with_its_log_entry()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        var after = new EvidenceLink(new string('a', 64), "image/jpeg", "handling", 2);

        detail = await host.ActAsync(detail, CaseActions.Feedback, People.Sanitation,
            new() { Opinion = "cleared", Evidence = [after] });

        Assert.Equal([Reports.Photo, after.Sha256], detail.Evidence.Select(e => e.Sha256));
        Assert.Equal(after, Assert.Single(detail.Log[^1].Evidence));
    }

    [Fact]
    public async Task A_handler_adds_evidence_to_a_case_of_their_own_department_only()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        var photo = new EvidenceLink(new string('b', 64), "image/jpeg", "handling", 3);

        var changed = await host.Desk.AddEvidenceAsync(detail.Number, [photo], People.Handler, detail.Version);

        Assert.Equal(CaseStates.Handling, changed.State.Key);
        Assert.Equal("handler", changed.Log[^1].Role.Key);
        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.Desk.AddEvidenceAsync(detail.Number, [photo], People.Of("handler", "drainage")));
        Assert.Equal("wrong_department", refusal.Code);
    }

    [Fact]
    public async Task A_closed_case_takes_no_more_evidence()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Closed);
        var photo = new EvidenceLink(new string('b', 64), "image/jpeg", "check", 3);

        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.Desk.AddEvidenceAsync(detail.Number, [photo], People.Collector));

        Assert.Equal("wrong_state", refusal.Code);
    }

    [Fact]
    public async Task A_dispatch_to_an_unknown_department_changes_nothing_and_lists_the_known_ones()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingDispatch);

        var fault = await Assert.ThrowsAsync<CaseInputException>(
            () => host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "moon" }));

        Assert.Contains("sanitation", fault.Text.En, StringComparison.Ordinal);
        var same = await host.Desk.FindAsync(detail.Number, People.Dispatcher);
        Assert.Equal(detail.Version, same!.Version);
    }

    [Fact]
    public async Task A_refused_step_writes_nothing()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingHandling);

        await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.ActAsync(detail, CaseActions.Handle, People.Drainage));

        var same = await host.Desk.FindAsync(detail.Number, People.Drainage);
        Assert.Equal((detail.Version, detail.Log.Count), (same!.Version, same.Log.Count));
    }

    [Fact]
    public async Task Every_commit_is_told_once_and_a_failing_listener_harms_nothing()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var told = new List<CaseChanged>();
        host.Desk.Changed += told.Add;
        host.Desk.Changed += _ => throw new InvalidOperationException("listener");

        var detail = await host.CaseInAsync(CaseStates.PendingFiling);

        Assert.Equal([("report", 1L), ("accept", 2L)], told.Select(t => (t.Action, t.Version)));
        Assert.Equal(detail.Number, told[^1].Number);
    }

    [Fact]
    public async Task An_unknown_case_is_said_to_be_unknown()
    {
        await using var host = await CaseworkHost.StartAsync();

        Assert.Null(await host.Desk.FindAsync("E0110209901010001", People.Acceptor));
        await Assert.ThrowsAsync<CaseNotFoundException>(
            () => host.Desk.ActAsync("E0110209901010001", "accept", new(), People.Acceptor, null));
    }
}
