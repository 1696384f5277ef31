using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>Walks a case along the loop, each step by its owner; the sanitation office handles it.</summary>
internal static class Steps
{
    private static readonly (string State, string Action, CaseActionInput Input, Actor Actor)[] Path =
    [
        (CaseStates.Reported, CaseActions.Accept, new(), People.Acceptor),
        (CaseStates.PendingFiling, CaseActions.File, new(), People.ShiftLeader),
        (CaseStates.PendingDispatch, CaseActions.Dispatch, new() { Department = "sanitation" }, People.Dispatcher),
        (CaseStates.PendingHandling, CaseActions.Handle, new(), People.Sanitation),
        (CaseStates.Handling, CaseActions.Feedback, new() { Opinion = "已清运 cleared" }, People.Sanitation),
        (CaseStates.PendingReview, CaseActions.PassReview, new(), People.Dispatcher),
        (CaseStates.PendingCheck, CaseActions.SendCheck, new(), People.Acceptor),
        (CaseStates.Checking, CaseActions.AnswerCheck, new() { Result = ActionInput.Pass }, People.Collector),
        (CaseStates.PendingCheck, CaseActions.Check, new() { Result = ActionInput.Pass }, People.Acceptor),
        (CaseStates.PendingClose, CaseActions.Close, new() { ClosingMet = true }, People.ShiftLeader),
    ];

    /// <summary>A new case, taken as far as this state.</summary>
    public static async Task<CaseDetail> CaseInAsync(this CaseworkHost host, string state, string key = "incident:1")
    {
        var detail = await host.Desk.ReportAsync(Reports.Garbage(key), People.Acceptor, accept: false);
        if (state is CaseStates.Rejected)
        {
            return await host.ActAsync(detail, CaseActions.Reject, People.Acceptor, new() { Opinion = "not there" });
        }

        if (state is CaseStates.Declined)
        {
            detail = await host.ActAsync(detail, CaseActions.Accept, People.Acceptor);
            return await host.ActAsync(detail, CaseActions.Decline, People.ShiftLeader, new() { Opinion = "small" });
        }

        return await host.WalkAsync(detail, state);
    }

    /// <summary>Takes the owners' steps from where the case is to this state.</summary>
    public static async Task<CaseDetail> WalkAsync(this CaseworkHost host, CaseDetail detail, string state)
    {
        var from = Array.FindIndex(Path, step => step.State == detail.State.Key);
        for (var at = from; at >= 0 && at < Path.Length && detail.State.Key != state; at++)
        {
            detail = await host.ActAsync(detail, Path[at].Action, Path[at].Actor, Path[at].Input);
        }

        Assert.Equal(state, detail.State.Key);
        return detail;
    }

    /// <summary>Has the collector look, and gives the case back to its department.</summary>
    public static async Task<CaseDetail> FailCheckAsync(this CaseworkHost host, CaseDetail detail, string opinion = "still there")
    {
        detail = await host.ActAsync(detail, CaseActions.SendCheck, People.Acceptor);
        detail = await host.ActAsync(detail, CaseActions.AnswerCheck, People.Collector, new() { Result = ActionInput.Fail, Opinion = opinion });
        return await host.ActAsync(detail, CaseActions.Check, People.Acceptor, new() { Result = ActionInput.Fail, Opinion = opinion });
    }

    /// <summary>One step on the version that was read.</summary>
    public static Task<CaseDetail> ActAsync(
        this CaseworkHost host, CaseDetail detail, string action, Actor actor, CaseActionInput? input = null) =>
        host.Desk.ActAsync(detail.Number, action, input ?? CaseActionInput.None, actor, detail.Version);
}
