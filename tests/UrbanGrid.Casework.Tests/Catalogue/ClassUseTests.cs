using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Uses;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests.Catalogue;

public sealed class ClassUseTests
{
    private static readonly CaseCatalogue Gb = CodeScheme.GbT30428.Table;

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_code_of_an_open_case_cannot_vanish_and_that_of_a_closed_one_can(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var desk = host.Get<CatalogueDesk>();
        var draft = await host.DraftAsync();
        await host.PublishAsync(await desk.SetClassAsync(draft.Id, Drafts.OwnClass, draft.Revision, Drafts.Admin));
        var detail = await host.Desk.ReportAsync(Reports.Garbage("x") with { Category = Drafts.OwnClass.Code }, People.Acceptor, accept: false);
        var without = await host.DraftAsync();
        without = await desk.RemoveClassAsync(without.Id, Drafts.OwnClass.Code, without.Revision, Drafts.Admin);

        var refused = await Assert.ThrowsAsync<CatalogueRefusedException>(() => host.PublishAsync(without));
        Assert.Equal(CatalogueRefusal.InUse, refused.Refusal);
        Assert.Equal(("case", Drafts.OwnClass.Code, detail.Number), refused.Uses.Select(u => (u.Kind, u.Code, u.Name.Zh)).Single());

        await host.WalkAsync(detail, CaseStates.Closed);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.PublishAsync(without);
        Assert.Equal("共享雨伞乱放", (await host.Desk.FindAsync(detail.Number, People.Acceptor))!.Category.Zh);
    }

    [Fact]
    public async Task A_city_that_works_by_one_scheme_cannot_be_given_the_other_under_its_feet()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var refused = await Assert.ThrowsAsync<CatalogueRefusedException>(async () => await host.PublishAsync(await host.DraftAsync("cjt214")));

        Assert.Equal(["component", "responsibility"], refused.Uses.Select(u => u.Kind).Distinct().Order());
    }

    [Theory]
    [InlineData("event/0110", true, true)] // a detector cannot file under a class that is off
    [InlineData("event/0110", false, false)] // a row of the responsibility matrix does no harm
    public void A_class_is_switched_off_only_if_no_detector_files_under_it(string code, bool isDevice, bool isLost)
    {
        var after = new CaseCatalogue(Gb.Scheme, Gb.All.Select(c => c.Code == code ? c with { IsOff = true } : c));
        var use = new ClassUse("camera", code, new LocalText("cam", "cam")) { IsDevice = isDevice };

        Assert.Equal(isLost, LostUses.Of([use], Gb, after).Count == 1);
    }

    [Theory]
    [InlineData("*", false)]
    [InlineData("event/*", false)]
    [InlineData("event/04*", true)] // 街面秩序 there, 突发事件 here
    [InlineData("event/01*", false)] // 市容环境 in both
    public void A_row_for_many_classes_is_lost_where_its_major_class_means_something_else(string code, bool isLost) =>
        Assert.Equal(isLost, LostUses.Of([new ClassUse("responsibility", code, new LocalText("", ""))], Gb, CodeScheme.CjT214.Table).Count == 1);
}
