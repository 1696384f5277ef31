using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

public sealed class ReportTests
{
    [Fact]
    public async Task A_confirmed_report_of_a_camera_waits_for_filing_and_the_log_names_camera_and_operator()
    {
        await using var host = await CaseworkHost.StartAsync();
        var detail = await host.Desk.ReportAsync(Reports.Garbage("incident:1"), People.Acceptor, accept: true);

        Assert.Equal(CaseStates.PendingFiling, detail.State.Key);
        Assert.Equal(2, detail.Version);
        Assert.Equal(["report", "accept"], detail.Log.Select(e => e.Action.Key));
        Assert.Equal(["camera", "acceptor"], detail.Log.Select(e => e.Role.Key));
        Assert.Equal("E0110202603020001", detail.Number);
    }
}
