using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

public sealed class CaseListTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_repeat(Store store)
    {
        await using var host = await CaseworkHost.StartAsync(store);
        for (var i = 0; i < 5; i++)
        {
            await host.Desk.ReportAsync(Reports.Garbage($"incident:{i}"), Actor.System, accept: false);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await host.Desk.ListAsync(new CaseQuery { Limit = 2, Cursor = cursor }, People.Acceptor);
            seen.AddRange(page.Items.Select(c => c.Number[^1..]));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["5", "4", "3", "2", "1"], seen);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_to_do_list_holds_what_waits_for_the_post_and_for_the_department(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.CaseInAsync(CaseStates.Reported, "a");
        await host.CaseInAsync(CaseStates.PendingDispatch, "b");
        await host.CaseInAsync(CaseStates.PendingHandling, "c");
        await host.CaseInAsync(CaseStates.Closed, "d");

        Assert.Equal(["reported"], await StatesAsync(host, People.Acceptor));
        Assert.Equal(["pending_dispatch"], await StatesAsync(host, People.Dispatcher));
        Assert.Equal(["pending_handling"], await StatesAsync(host, People.Sanitation));
        Assert.Empty(await StatesAsync(host, People.Drainage));
        Assert.Empty(await StatesAsync(host, People.Of(Roles.Leader)));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_row_says_whether_the_asking_user_can_act_and_shows_clocks_rework_and_picture(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var detail = await host.CaseInAsync(CaseStates.PendingCheck);
        await host.FailCheckAsync(detail);

        var row = Assert.Single((await host.Desk.ListAsync(new CaseQuery(), People.Sanitation)).Items);

        Assert.True(row.CanAct);
        Assert.Equal(1, row.ReworkCount);
        Assert.Equal(Reports.Photo, row.Picture?.Sha256);
        Assert.Equal(row.Deadline, row.CaseClock?.Deadline);
        Assert.Equal(row.StageDeadline, row.StageClock?.Deadline);
        Assert.False((await host.Desk.ListAsync(new CaseQuery(), People.Drainage)).Items[0].CanAct);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Each_filter_holds(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.CaseInAsync(CaseStates.Closed, "a");
        await host.CaseInAsync(CaseStates.PendingHandling, "b");
        await host.Desk.ReportAsync(
            Reports.Garbage("c") with { Category = "component/0103", Lat = 31.3020 }, People.Acceptor, accept: false);

        Assert.Equal(["b", "a"], await KeysAsync(host, new() { Category = "event/0110" }));
        Assert.Equal(["c", "b"], await KeysAsync(host, new() { OpenOnly = true }));
        Assert.Equal(["a"], await KeysAsync(host, new() { State = CaseStates.Closed }));
        Assert.Equal(["b", "a"], await KeysAsync(host, new() { Department = "sanitation" }));
        Assert.Equal(["c"], await KeysAsync(host, new() { Near = new NearPoint(31.3020, 120.6005, 100) }));
        Assert.Equal(["b", "a"], await KeysAsync(host, new() { Near = new NearPoint(31.3005, 120.6005, 50) }));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task The_light_filter_agrees_with_the_light_of_each_row(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.CaseInAsync(CaseStates.Handling, "handling"); // 4 working hours from 08:00
        await host.CaseInAsync(CaseStates.PendingClose, "closing"); // 15 minutes from 08:00
        await host.CaseInAsync(CaseStates.PendingHandling, "waiting"); // 1 hour from 08:00
        host.Time.Advance(TimeSpan.FromMinutes(50));

        foreach (var (light, key) in new[] { ("green", "handling"), ("red", "closing"), ("yellow", "waiting") })
        {
            var query = new CaseQuery { Light = light };
            Assert.Equal([key], await KeysAsync(host, query));
            Assert.All((await host.Desk.ListAsync(query, People.Acceptor)).Items, c => Assert.Equal(light, c.Light));
            Assert.Equal(1, await host.Desk.CountAsync(query, People.Acceptor));
        }
    }

    [Theory]
    [InlineData("limit", 0, null, null, null)]
    [InlineData("limit", 201, null, null, null)]
    [InlineData("state", 10, "done", null, null)]
    [InlineData("light", 10, null, "blue", null)]
    [InlineData("cursor", 10, null, null, "1; drop table cases")]
    public async Task A_filter_that_means_nothing_is_refused(
        string says, int limit, string? state, string? light, string? cursor)
    {
        await using var host = await CaseworkHost.StartAsync();

        var fault = await Assert.ThrowsAsync<CaseInputException>(() => host.Desk.ListAsync(
            new CaseQuery { Limit = limit, State = state, Light = light, Cursor = cursor }, People.Acceptor));

        Assert.Contains(says, fault.Text.En, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> StatesAsync(CaseworkHost host, Actor actor) =>
        (await host.Desk.ListAsync(new CaseQuery { ToDo = true }, actor)).Items.Select(c => c.State.Key);

    private static async Task<IEnumerable<string>> KeysAsync(CaseworkHost host, CaseQuery query, Actor? actor = null)
    {
        var keys = new List<string>();
        foreach (var row in (await host.Desk.ListAsync(query, actor ?? People.Acceptor)).Items)
        {
            keys.Add((await host.Desk.FindAsync(row.Number, People.Acceptor))!.SourceKey);
        }

        return keys;
    }
}
