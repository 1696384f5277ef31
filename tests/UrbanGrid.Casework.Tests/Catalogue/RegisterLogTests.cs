using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests.Catalogue;

public sealed class RegisterLogTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Every_change_of_catalogue_and_city_is_an_entry_and_the_log_is_whole(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store); // the first version, the first city
        var draft = await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2); // draft, class
        await host.PublishAsync(draft);
        var thrown = await host.DraftAsync();
        await host.Get<CatalogueDesk>().DeleteAsync(thrown.Id, Drafts.Admin);
        await host.Get<CityImport>().LoadAsync(CaseworkHost.SampleCity);

        Assert.Equal(new LogAuditResult(8, null), await host.Get<RegisterLogAudit>().VerifyAsync());
    }

    [SkippableTheory]
    [InlineData("update register_log set actor_name = 'nobody' where position = 2", 2, "changed")]
    [InlineData("delete from register_log where position = 3", 3, "missing")]
    [InlineData("delete from register_log where position = 5", 5, "ends at 4")]
    [InlineData("update catalogue_versions set content = replace(content, '\"limit\":4', '\"limit\":400') where id = 2", 5, "version 2")]
    [InlineData("update catalogue_versions set effective_from = effective_from + 1 where id = 2", 5, "version 2")]
    [InlineData("delete from catalogue_versions where id = 2", 5, "version 2")]
    [InlineData("update catalogue_versions set effective_from = effective_from + 1 where id = 2", 5, "version 2", Store.Postgres)]
    public async Task What_was_changed_behind_its_back_is_found(string sql, long position, string says, Store store = Store.Sqlite)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.PublishAsync(await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2));
        await host.TamperAsync(sql);

        var broken = (await host.Get<RegisterLogAudit>().VerifyAsync()).FirstBroken;

        Assert.Equal(position, broken?.Position);
        Assert.Contains(says, broken!.Reason, StringComparison.Ordinal);
    }
}
