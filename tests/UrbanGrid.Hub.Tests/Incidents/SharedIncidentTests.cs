using UrbanGrid.Hub.Incidents;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Incidents;

/// <summary>Several hubs keep their incidents in one PostgreSQL.</summary>
public sealed class SharedIncidentTests
{
    [SkippableFact]
    public async Task Alarms_of_one_place_that_reach_several_hubs_at_once_become_one_incident()
    {
        await using var bench = await IncidentBench.StartAsync(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        var books = Enumerable.Range(0, 4).Select(_ => bench.OpenBook()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => books[i % books.Count].TakeAsync(
            bench.Sensor(i % 2 == 0 ? "cover-1" : "cover-1b") with { Id = $"alarm-{i}" }, default))));

        var incident = Assert.Single(await bench.AllAsync());
        Assert.Equal(24, incident.Alarms.Count);
        books.ForEach(b => b.Dispose());
    }

    [SkippableFact]
    public async Task Of_two_hubs_at_which_operators_decide_at_once_one_wins()
    {
        await using var bench = await IncidentBench.StartAsync(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        var id = (await bench.RaiseAsync(bench.Sensor("cover-1"))).Id;
        using var other = bench.OpenBook();

        var outcomes = await Task.WhenAll(new[] { bench.Book, other }.Select(book => Task.Run(() => RejectAsync(book, id))));

        Assert.Single(outcomes, won => won);
    }

    private static async Task<bool> RejectAsync(IncidentBook book, long id)
    {
        try
        {
            await book.DecideAsync(id, (incident, _) => Task.FromResult(incident.State = IncidentState.Rejected), default);
            return true;
        }
        catch (Hub.Http.ProblemException lost) when (lost.Code == "already_decided")
        {
            return false;
        }
    }
}
