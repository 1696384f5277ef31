using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Tests;

/// <summary>Users who try anything in any order; the seed makes a failure repeatable.</summary>
public sealed class RandomUsersTests
{
    private static readonly Actor[] Users =
    [
        People.Collector, People.Acceptor, People.ShiftLeader, People.Dispatcher,
        People.Sanitation, People.Drainage, People.Handler, People.Of(Roles.Leader), People.Of(Roles.Admin),
    ];

    private static readonly CaseLaw Law = new(new CaseworkOptions());

    private static readonly string[] Actions = [.. Law.Rows.Select(row => row.Action).Distinct(), "void"];

    [SkippableTheory]
    [InlineData(1, Store.Sqlite)]
    [InlineData(2, Store.Sqlite)]
    [InlineData(3, Store.Postgres)]
    public async Task Whatever_users_try_each_log_follows_the_law_and_no_clock_runs_twice(int seed, Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var random = new Random(seed);
        var numbers = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            if (i % 10 == 0)
            {
                var report = Reports.Garbage($"incident:{i}");
                numbers.Add((await host.Desk.ReportAsync(report, Actor.System, accept: false)).Number);
            }

            host.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 90)));
            await TryAsync(host, random, numbers[random.Next(numbers.Count)]);
        }

        var audit = await host.Get<CaseLogAudit>().VerifyAsync();
        Assert.True(audit.IsWhole);
        Assert.True(audit.Entries > 20, "The users hardly moved anything; the test proves nothing.");
        foreach (var number in numbers)
        {
            await AssertLawfulAsync(host, (await host.Desk.FindAsync(number, People.Acceptor))!);
        }
    }

    private static async Task TryAsync(CaseworkHost host, Random random, string number)
    {
        var user = Users[random.Next(Users.Length)];
        var seen = (await host.Desk.FindAsync(number, user))!;
        var action = Actions[random.Next(Actions.Length)];
        if (random.Next(2) == 0 && Users.FirstOrDefault(u => Offered(seen, u).Count > 0) is { } owner)
        {
            user = owner;
            action = Offered(seen, user)[random.Next(Offered(seen, user).Count)];
        }

        var offered = Offered(seen, user);
        var input = new CaseActionInput
        {
            Opinion = random.Next(4) == 0 ? null : "seen",
            Department = random.Next(3) switch { 0 => null, 1 => "drainage", _ => "sanitation" },
            Result = random.Next(3) switch { 0 => null, 1 => ActionInput.Pass, _ => ActionInput.Fail },
        };
        try
        {
            await host.Desk.ActAsync(number, action, input, user, expectedVersion: null);
            Assert.Contains(action, offered);
        }
        catch (CaseActionRefusedException refusal) when (!refusal.Code.StartsWith("missing", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(action, offered);
        }
        catch (CaseActionRefusedException)
        {
            Assert.Contains(action, offered);
        }
    }

    private static List<string> Offered(CaseDetail detail, Actor user) =>
        [.. Law.Allowed(detail.State.Key, detail.Department?.Code, user).Select(row => row.Action)];

    private static async Task AssertLawfulAsync(CaseworkHost host, CaseDetail detail)
    {
        Assert.All(detail.Log.Skip(1), entry => Assert.Contains(Law.Rows, row =>
            row.Action == entry.Action.Key && row.From == entry.From!.Key && row.To == entry.To.Key
            && row.Roles.Contains(entry.Role.Key) && row.Result == entry.Result));
        Assert.Single(detail.Log.Select(e => e.Department?.Code).OfType<string>().Distinct().DefaultIfEmpty("none"));

        await using var db = await host.Get<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync();
        var running = await db.Database.SqlQuery<string>(
            $"""
            select k.kind as "Value" from case_clocks k join cases c on c.id = k.case_id
            where c.number = {detail.Number} and k.started_at is not null and k.ended_at is null
            """).ToListAsync();
        Assert.Equal(running.Distinct(), running);
        Assert.Equal(detail.IsOpen, running.Contains("stage"));
        Assert.Equal(detail.State.Key is "pending_handling" or "handling", running.Contains("handling"));
    }
}
