using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>The responsibility matrix (权责清单), changed row by row.</summary>
public sealed class DispatchMatrixTests
{
    private static readonly MatrixRow Parks = new("event/0110", "320599001", "parks", new LocalText("试点", "A trial"));

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_row_that_is_added_changed_or_removed_counts_from_the_next_case_on(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var matrix = host.Get<DispatchMatrix>();
        var before = (await matrix.ListAsync()).Count;

        var added = (await matrix.AddAsync(Parks))!;
        Assert.Equal("parks", await AdviceAsync(host, "a"));
        await matrix.ChangeAsync(added.Id, Parks with { Department = "enforcement" });
        Assert.Equal("enforcement", await AdviceAsync(host, "b"));
        Assert.True(await matrix.RemoveAsync(added.Id));
        Assert.Equal("sanitation", await AdviceAsync(host, "c"));

        Assert.Equal(before, (await matrix.ListAsync()).Count);
        Assert.False(await matrix.RemoveAsync(added.Id));
        Assert.Null(await matrix.ChangeAsync(added.Id, Parks));
    }

    [Theory]
    [InlineData("moon", "320599", "parks", "class")]
    [InlineData("event/99*", "320599", "parks", "class")]
    [InlineData("event/0110", "999", "parks", "area")]
    [InlineData("event/0110", "", "parks", "area")]
    [InlineData("event/0110", "320599", "moon", "department")]
    [InlineData("event/01*", "320599", "parks", "row")]
    public async Task A_row_that_covers_nothing_names_nobody_or_is_there_already_is_refused(string category, string area, string department, string word)
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var fault = await Assert.ThrowsAsync<CaseInputException>(
            () => host.Get<DispatchMatrix>().AddAsync(new MatrixRow(category, area, department, new LocalText("依据", "basis"))));

        Assert.Contains(word, fault.Text.En, StringComparison.Ordinal);
        Assert.Equal("sanitation", await AdviceAsync(host, "a"));
    }

    [Fact]
    public async Task A_row_needs_its_basis_in_both_languages()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        await Assert.ThrowsAsync<CaseInputException>(() => host.Get<DispatchMatrix>().AddAsync(Parks with { Basis = new LocalText("试点", " ") }));
        await Assert.ThrowsAsync<CaseInputException>(() => host.Get<DispatchMatrix>().AddAsync(Parks with { Basis = null }));
    }

    private static async Task<string?> AdviceAsync(CaseworkHost host, string key)
    {
        var one = await host.Desk.ReportAsync(Reports.Garbage(key), People.Acceptor, accept: true);
        await host.ActAsync(one, CaseActions.File, People.ShiftLeader);
        var seen = await host.Desk.FindAsync(one.Number, People.Dispatcher);
        return Assert.Single(seen!.Actions, a => a.Key == CaseActions.Dispatch).Suggestion?.Department;
    }
}
