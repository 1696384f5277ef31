using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>One week of one small city, to be evaluated by hand; every limit is 4 working hours, all cases lie in one unit grid.</summary>
internal static class EvaluationWeek
{
    public const string UnitGrid = "320599001001008";

    public static long Monday { get; } = Ms("2026-03-02 00:00");

    public static long NextMonday { get; } = Ms("2026-03-09 00:00");

    /// <summary>The week's rows by code.</summary>
    public static async Task<Dictionary<string, EvaluationRow>> EvaluateAsync(this CaseworkHost host, string kind, string level = "community", string? scheme = null) =>
        (await host.Get<EvaluationDesk>().EvaluateAsync(new(kind, Monday, NextMonday) { Level = level, Scheme = scheme }))
        .Rows.ToDictionary(row => row.Subject.Code);

    /// <summary>Seven cases from Monday 08:00 to Thursday 09:00; returns the number of the one that was late for good.</summary>
    public static async Task<string> PlayAsync(CaseworkHost host)
    {
        var inTime = await host.CaseInAsync(CaseStates.Handling, "incident:1");
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.WalkAsync(inTime, CaseStates.Closed);

        var exempted = await host.CaseInAsync(CaseStates.Handling, "incident:2"); // due Monday 15:00
        host.Time.Advance(TimeSpan.FromDays(1));
        exempted = await host.WalkAsync(exempted, CaseStates.Closed);
        exempted = await host.ActAsync(exempted, CaseActions.Appeal, People.Sanitation, new() { Opinion = "storm" });
        exempted = await host.ActAsync(exempted, CaseActions.SupportAppeal, People.Dispatcher);
        exempted = await host.ActAsync(exempted, CaseActions.GrantAppeal, People.Acceptor);
        await host.ActAsync(exempted, CaseActions.Reopen, People.Acceptor, new() { Opinion = "it blew back" });

        var late = await host.CaseInAsync(CaseStates.Handling, "incident:3"); // due Tuesday 15:00
        host.Time.Advance(TimeSpan.FromDays(1));
        late = await host.FailCheckAsync(await host.WalkAsync(late, CaseStates.PendingCheck));
        late = await host.WalkAsync(late, CaseStates.Closed);

        await host.CaseInAsync(CaseStates.Handling, "incident:4"); // due Wednesday 15:00, never handled
        await ReturnedAsync(host);
        await ShuffledAndDelayedAsync(host);
        host.Time.Advance(TimeSpan.FromHours(23.5));
        await host.CaseInAsync(CaseStates.Handling, "incident:7"); // Thursday 08:30, not due yet
        host.Time.Advance(TimeSpan.FromHours(0.5));
        return late.Number;
    }

    private static async Task ReturnedAsync(CaseworkHost host)
    {
        var detail = await host.CaseInAsync(CaseStates.PendingHandling, "incident:5");
        detail = await AskReturnAsync(host, detail);
        detail = await host.ActAsync(detail, CaseActions.GrantReturn, People.Dispatcher);
        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "drainage" });
        detail = await host.ActAsync(detail, CaseActions.Handle, People.Drainage);
        detail = await host.ActAsync(detail, CaseActions.Feedback, People.Drainage, new() { Opinion = "pumped" });
        await host.WalkAsync(detail, CaseStates.Closed);
    }

    private static async Task ShuffledAndDelayedAsync(CaseworkHost host)
    {
        var detail = await host.CaseInAsync(CaseStates.PendingHandling, "incident:6");
        detail = await AskReturnAsync(host, detail);
        detail = await host.ActAsync(detail, CaseActions.RefuseReturn, People.Dispatcher, new() { Opinion = "it is yours" });
        detail = await host.ActAsync(detail, CaseActions.RequestDelay, People.Sanitation, new() { Opinion = "rain" });
        detail = await host.ActAsync(detail, CaseActions.GrantDelay, People.Dispatcher);
        await host.WalkAsync(detail, CaseStates.Closed);
    }

    private static Task<CaseDetail> AskReturnAsync(CaseworkHost host, CaseDetail detail) => host.ActAsync(
        detail, CaseActions.RequestReturn, People.Sanitation, new() { Opinion = "not ours", Basis = "row 3" });

    private static long Ms(string local) => WorkingCalendarTests.At(local).ToUnixTimeMilliseconds();
}
