using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests;

/// <summary>Where collectors are and what they watch.</summary>
public sealed class CollectorTests
{
    private static readonly CasePlace Here = new(31.3005, 120.6005, null, null, new LocalText("此处", "Here"));

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_position_counts_for_ten_minutes_and_only_the_latest_is_kept(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var collectors = host.Get<Collectors>();
        Assert.True(await collectors.TellAsync("li", 31.31, 120.6005));
        host.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(await collectors.TellAsync("li", 31.3, 120.6005)); // Too soon: the one before stays.
        Assert.Equal(1056, await DistanceAsync(collectors, "li"));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await collectors.TellAsync("li", 31.3014, 120.6005));
        Assert.Equal(100, await DistanceAsync(collectors, "li"));

        host.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Null(await DistanceAsync(collectors, "li"));
        await using var connection = await host.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from collector_positions";
        Assert.Equal(1L, Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Whoever_watches_the_responsibility_grid_of_a_case_is_known()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var collectors = host.Get<Collectors>();
        var grids = (await host.Get<CityRegister>().CurrentAsync()).Areas.Where(a => a.Kind == AreaKind.ResponsibilityGrid).Select(a => a.Code).ToList();
        await collectors.SetGridsAsync("li", [grids[0], grids[1]]);
        await collectors.SetGridsAsync("zhou", [grids[0]]);
        await collectors.SetGridsAsync("zhou", [grids[1]]);

        var at = await collectors.AtAsync(Here with { ResponsibilityGrid = grids[0] }, ["li", "zhou"]);

        Assert.Equal([("li", true), ("zhou", false)], at.Select(p => (p.User, p.OwnGrid)));
        Assert.Equal([grids[1]], (await collectors.GridsAsync())["zhou"]);
        await Assert.ThrowsAsync<CaseInputException>(() => collectors.SetGridsAsync("li", ["moon"]));
        await Assert.ThrowsAsync<CaseInputException>(() => collectors.TellAsync("li", 0, 0));
    }

    private static async Task<double?> DistanceAsync(Collectors collectors, string user) => Assert.Single(await collectors.AtAsync(Here, [user])).DistanceM;
}
