using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;

namespace UrbanGrid.Casework.Tests;

public sealed class LogAuditTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task An_untouched_log_is_whole(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.CaseInAsync(CaseStates.Closed, "incident:1");
        await host.CaseInAsync(CaseStates.Rejected, "incident:2");

        Assert.Equal(new LogAuditResult(13, null), await host.Get<CaseLogAudit>().VerifyAsync());
    }

    [SkippableTheory]
    [InlineData("update case_log set opinion = 'nothing was there' where position = 6", 6, "changed")]
    [InlineData("update case_log set at = at - 3600000 where position = 4", 4, "changed")]
    [InlineData("update case_log set evidence = '[]' where position = 1", 1, "changed")]
    [InlineData("delete from case_log where position = 5", 5, "missing")]
    [InlineData("delete from case_log where position = 11", 11, "ends at 10")]
    [InlineData("update case_log set hash = previous_hash where position = 3", 3, "changed")]
    [InlineData("update cases set state = 'closed', version = version where number is not null", 11, "last entry")]
    [InlineData("update cases set version = 99", 11, "last entry")]
    [InlineData("update case_log set opinion = 'nothing was there' where position = 6", 6, "changed", Store.Postgres)]
    [InlineData("delete from case_log where position = 5", 5, "missing", Store.Postgres)]
    [InlineData("update cases set version = 99", 11, "last entry", Store.Postgres)]
    public async Task A_tampered_record_is_found_at_its_place(string sql, long position, string says, Store store = Store.Sqlite)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.WalkAsync(await host.CaseInAsync(CaseStates.PendingCheck), CaseStates.PendingClose);
        await host.Desk.AddEvidenceAsync(
            "E0110202603020001", [new(Reports.Photo, "image/jpeg", "check", 1)], People.Collector);
        await host.TamperAsync(sql);

        var broken = (await host.Get<CaseLogAudit>().VerifyAsync()).FirstBroken;

        Assert.Equal(position, broken?.Position);
        Assert.Contains(says, broken!.Reason, StringComparison.Ordinal);
    }
}
