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
    private const int Tries = 320;

    private static readonly Actor[] Users =
    [
        People.Collector, People.Acceptor, People.ShiftLeader, People.Dispatcher,
        People.Sanitation, People.Drainage, People.Handler, People.Leader, People.Of(Roles.Admin), Actor.System,
    ];

    private static readonly CaseLaw Law = new(new CaseworkOptions());

    private static readonly string[] Actions = [.. Law.Rows.Select(row => row.Action).Distinct(), "levitate"];

    /// <summary>Taken seldom, so that most cases get beyond their first steps.</summary>
    private static readonly HashSet<string> Ending = [.. Law.Rows
        .Where(row => !CaseStates.Get(row.To).IsOpen && row.To is not (CaseStates.Closed or CaseStates.Archived)).Select(row => row.Action)];

    private static readonly string[] States = [.. CaseStates.All.Select(s => s.Key)];

    [SkippableTheory]
    [InlineData(1, Store.Sqlite)]
    [InlineData(2, Store.Sqlite)]
    [InlineData(3, Store.Postgres)]
    public async Task Whatever_users_try_each_log_follows_the_law_and_no_clock_runs_twice(int seed, Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var random = new Random(seed);
        var numbers = new List<string>();
        var reached = new HashSet<string>();
        for (var i = 0; i < Tries; i++)
        {
            if (i % 80 == 0)
            {
                var report = Reports.Garbage($"incident:{i}");
                numbers.Add((await host.Desk.ReportAsync(report, Actor.System, accept: false)).Number);
            }

            host.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 90)));
            reached.Add(await TryAsync(host, random, numbers));
        }

        var audit = await host.Get<CaseLogAudit>().VerifyAsync();
        Assert.True(audit.IsWhole, audit.FirstBroken?.Reason);
        Assert.True(reached.Count >= 9, $"The users reached only {string.Join(", ", reached)}; the test proves little.");
        foreach (var number in numbers)
        {
            await AssertLawfulAsync(host, (await host.Desk.FindAsync(number, People.Acceptor))!);
        }
    }

    /// <summary>One try; most of the time by somebody for whom the case waits.</summary>
    private static async Task<string> TryAsync(CaseworkHost host, Random random, List<string> numbers)
    {
        var number = numbers[random.Next(numbers.Count)];
        var user = Users[random.Next(Users.Length)];
        var seen = (await host.Desk.FindAsync(number, user))!;
        var action = Actions[random.Next(Actions.Length)];
        if (random.Next(8) != 0)
        {
            foreach (var owner in Users.OrderBy(_ => random.Next()))
            {
                var theirs = (await host.Desk.FindAsync(number, owner))!;
                var steps = theirs.Actions.Where(a => random.Next(5) == 0 || a.Kind == StepKind.Duty)
                    .Where(a => !Ending.Contains(a.Key) || random.Next(8) == 0).ToList();
                if (steps.Count > 0)
                {
                    (user, seen, action) = (owner, theirs, steps[random.Next(steps.Count)].Key);
                    break;
                }
            }
        }

        var offered = seen.Actions.Select(a => a.Key).ToList();
        try
        {
            var moved = await host.Desk.ActAsync(number, action, Input(random, host, numbers, seen), user, expectedVersion: null);
            Assert.Contains(action, offered);
            return moved.State.Key;
        }
        catch (CaseActionRefusedException refusal) when (refusal.Code.StartsWith("missing", StringComparison.Ordinal))
        {
            Assert.Contains(action, offered);
        }
        catch (CaseActionRefusedException refusal)
        {
            Assert.True(!offered.Contains(action) || refusal.Code == "not_seen_solved", $"{action} was offered and refused: {refusal.Code}");
        }
        catch (CaseInputException)
        {
            Assert.Contains(action, offered);
        }

        return seen.State.Key;
    }

    private static CaseActionInput Input(Random random, CaseworkHost host, List<string> numbers, CaseDetail seen) => new()
    {
        Opinion = random.Next(8) == 0 ? null : "seen",
        Basis = random.Next(8) == 0 ? null : "list, row 4",
        Department = random.Next(8) switch { 0 => null, < 4 => "drainage", _ => "sanitation" },
        Assisting = random.Next(5) == 0 ? ["drainage"] : [],
        Result = Pick(random, seen.Actions.SelectMany(a => a.Results).Append(null)),
        Handler = random.Next(3) == 0 ? null : People.Handler.UserId,
        ResumeAt = random.Next(3) == 0 ? null : host.Time.GetUtcNow().AddDays(random.Next(0, 30)).ToUnixTimeMilliseconds(),
        DuplicateOf = random.Next(3) == 0 ? numbers[random.Next(numbers.Count)] : null,
        Satisfaction = Pick(random, ActionInput.Satisfactions.Append("grumpy")),
        ClosingMet = random.Next(4) != 0,
    };

    private static T Pick<T>(Random random, IEnumerable<T> from)
    {
        var all = from.ToList();
        return all[random.Next(all.Count)];
    }

    private static async Task AssertLawfulAsync(CaseworkHost host, CaseDetail detail)
    {
        Assert.Contains(detail.State.Key, States);
        Assert.All(detail.Log.Skip(1).Where(e => e.Action.Key != CaseActions.TakeIn), entry => Assert.Contains(Law.Rows, row =>
            row.Action == entry.Action.Key && row.From == entry.From!.Key && row.To == entry.To.Key
            && row.Roles.Contains(entry.Role.Key) && (row.Results.Count == 0 ? entry.Result is null : row.Results.Contains(entry.Result!))));
        Assert.Equal(detail.Log.Skip(1).Select(e => e.From!.Key), detail.Log.SkipLast(1).Select(e => e.To.Key));
        Assert.True(detail.IsOpen || detail.Standing.Request is null or { Key: CaseRequests.Appeal or CaseRequests.SupportedAppeal });

        await using var db = await host.Get<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync();
        var running = await db.Database.SqlQuery<string>(
            $"""
            select k.kind as "Value" from case_clocks k join cases c on c.id = k.case_id
            where c.number = {detail.Number} and k.started_at is not null and k.ended_at is null
              and not exists (select 1 from case_pauses p where p.clock_id = k.id and p.ended_at is null)
            """).ToListAsync();
        Assert.Equal(running.Distinct(), running);
        Assert.Equal(detail.IsOpen, running.Contains("stage"));
        Assert.Equal(detail.State.Key is "pending_handling" or "handling" or "pending_confirmation", running.Contains("handling"));
    }
}
