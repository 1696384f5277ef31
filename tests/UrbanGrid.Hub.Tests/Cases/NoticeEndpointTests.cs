using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using System.Net;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Notices;
using UrbanGrid.Casework.Store;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>Who reads which reminder, and that it is new once.</summary>
[Collection(nameof(OneHub))]
public sealed class NoticeEndpointTests(HubUnderTest hub) : IDisposable
{
    private readonly LawWalk _walk = new(hub);

    public void Dispose() => _walk.Dispose();

    [Fact]
    public async Task A_step_left_too_long_is_told_to_its_post_until_it_was_seen()
    {
        var one = await _walk.ToAsync(CaseStates.PendingDispatch);
        await LetWaitAsync((string)one["number"]!);
        await hub.Services.GetRequiredService<DueNotices>().TellAsync();
        var dispatcher = await _walk.AsAsync("dispatcher");
        var collector = await _walk.AsAsync("collector1");

        var told = await dispatcher.GetAsync("/notices");
        var notice = told["items"]!.AsArray().First(n => (string?)n!["number"] == (string?)one["number"])!;
        Assert.Equal(("stage_overdue", true, true), ((string?)notice["kind"]!["key"], (bool)notice["isOverdue"]!, (bool)notice["isNew"]!));
        Assert.NotEqual((string?)notice["kind"]!["name"]!["zh"], (string?)notice["kind"]!["name"]!["en"]);
        Assert.DoesNotContain((await collector.GetAsync("/notices"))["items"]!.AsArray(), n => (string?)n!["number"] == (string?)one["number"]);

        await dispatcher.PostAsync("/notices/seen", new { upTo = (long)told["items"]![0]!["id"]! });
        Assert.Equal(0, (int)(await dispatcher.GetAsync("/notices"))["unseen"]!);
    }

    [Fact]
    public async Task Nobody_reads_them_without_signing_in()
    {
        using var nobody = HubClient.Anonymous(hub.Address);

        await nobody.GetAsync("/notices", HttpStatusCode.Unauthorized);
    }

    /// <summary>As if the case had come to its post an hour ago.</summary>
    private async Task LetWaitAsync(string number)
    {
        var passed = HubUnderTest.Now - 3_600_000;
        await using var db = await hub.Services.GetRequiredService<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync();
        Assert.Equal(1, await db.Database.ExecuteSqlAsync($"update cases set stage_yellow_at = {passed}, stage_deadline = {passed} where number = {number}"));
    }
}
