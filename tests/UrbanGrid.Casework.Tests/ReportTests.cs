using UrbanGrid.Casework.Actors;
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
        Assert.Equal(["report", "accept"], detail.Log.Select(e => e.Action.Key));
        Assert.Equal(["camera", "acceptor"], detail.Log.Select(e => e.Role.Key));
        Assert.Equal("acceptor", detail.Log[1].Actor);
    }

    [Fact]
    public async Task The_number_says_kind_class_local_date_and_sequence()
    {
        await using var host = await CaseworkHost.StartAsync();
        host.Time.Advance(TimeSpan.FromHours(17)); // 01:00 of the next day in the city

        var first = await host.Desk.ReportAsync(Reports.Garbage("a"), Actor.System, accept: false);
        var second = await host.Desk.ReportAsync(Reports.Garbage("b"), Actor.System, accept: false);
        var cover = await host.Desk.ReportAsync(
            Reports.Garbage("c") with { Category = "component/0103" }, Actor.System, accept: false);

        Assert.Equal("E0110202603030001", first.Number);
        Assert.Equal("E0110202603030002", second.Number);
        Assert.Equal("C0103202603030001", cover.Number);
    }

    [Fact]
    public async Task The_same_source_key_leads_to_the_same_case()
    {
        await using var host = await CaseworkHost.StartAsync();
        var first = await host.Desk.ReportAsync(Reports.Garbage("incident:7"), Actor.System, accept: false);

        var again = await host.Desk.ReportAsync(
            Reports.Garbage("incident:7") with { Lat = 31.4 }, Actor.System, accept: false);

        Assert.Equal((first.Number, first.Version), (again.Number, again.Version));
        Assert.Equal(first.Place, again.Place);
    }

    [Fact]
    public async Task Confirming_a_report_that_waits_accepts_it_and_confirming_twice_changes_nothing()
    {
        await using var host = await CaseworkHost.StartAsync();
        await host.Desk.ReportAsync(Reports.Garbage("incident:7"), Actor.System, accept: false);

        var once = await host.Desk.ReportAsync(Reports.Garbage("incident:7"), People.Acceptor, accept: true);
        var twice = await host.Desk.ReportAsync(Reports.Garbage("incident:7"), People.Acceptor, accept: true);

        Assert.Equal(CaseStates.PendingFiling, once.State.Key);
        Assert.Equal(once.Version, twice.Version);
    }

    [Fact]
    public async Task Only_an_acceptor_may_accept_with_the_report_and_nothing_is_written_otherwise()
    {
        await using var host = await CaseworkHost.StartAsync();

        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(
            () => host.Desk.ReportAsync(Reports.Garbage("incident:7"), People.Collector, accept: true));

        Assert.Equal("wrong_role", refusal.Code);
        Assert.Null(await host.Desk.FindOpenBySourceAsync("incident:7", People.Collector));
    }

    [Fact]
    public async Task What_is_filed_by_policy_says_why_in_the_log()
    {
        await using var host = await CaseworkHost.StartAsync();

        var detail = await host.Desk.ReportAsync(Reports.Garbage("incident:1"), Actor.System, accept: true, "概率 97 %", default);

        Assert.Equal(CaseStates.PendingFiling, detail.State.Key);
        Assert.Equal(("system", "概率 97 %"), (detail.Log[1].Role.Key, detail.Log[1].Opinion));
    }

    [Fact]
    public async Task A_collector_who_reports_is_named_in_the_log()
    {
        await using var host = await CaseworkHost.StartAsync();

        var detail = await host.Desk.ReportAsync(
            Reports.Garbage("phone:1") with { Source = ReportSource.Collector }, People.Collector, accept: false);

        Assert.Equal(("collector", "collector"), (detail.Log[0].Actor, detail.Log[0].Role.Key));
    }

    [Fact]
    public async Task A_place_in_the_city_gets_grid_and_address()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var detail = await host.Desk.ReportAsync(Reports.Garbage("incident:1"), Actor.System, accept: false);

        Assert.Equal("320599001001008", detail.Place.GridCode);
        Assert.Equal("JH-R1", detail.Place.ResponsibilityGrid);
        Assert.Equal("near Jinhe Avenue, Xitang Community", detail.Place.Address.En);
        Assert.Equal("锦河大道附近，西塘社区", detail.Place.Address.Zh);
    }

    [Fact]
    public async Task A_place_outside_the_city_is_taken_with_its_coordinates_as_address()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var detail = await host.Desk.ReportAsync(
            Reports.Garbage("incident:1") with { Lat = 31.5, Lon = 121 }, Actor.System, accept: false);

        Assert.Null(detail.Place.GridCode);
        Assert.Equal("31.50000, 121.00000", detail.Place.Address.En);
    }

    [Fact]
    public async Task A_condition_may_be_named_by_one_of_its_signs()
    {
        await using var host = await CaseworkHost.StartAsync();
        var cover = Reports.Garbage("incident:1") with { Category = "component/0103", Condition = "cracked" };

        var detail = await host.Desk.ReportAsync(cover, Actor.System, accept: false);

        Assert.Equal("missing_displaced+cracked", detail.Condition.Key);
        Assert.Equal("2 紧急工作时", detail.Condition.Limit.Zh);
    }

    public static TheoryData<string, CaseReport> Unusable()
    {
        var good = Reports.Garbage("incident:1");
        return new TheoryData<string, CaseReport>
        {
            { "no class", good with { Category = "event/9999" } },
            { "no filing condition", good with { Condition = "purple" } },
            { "not 0,0", good with { Lat = 0, Lon = 0 } },
            { "WGS-84", good with { Lat = double.NaN } },
            { "WGS-84", good with { Lon = 181 } },
            { "16 digits", good with { ComponentCode = "12" } },
            { "sourceKey", good with { SourceKey = " " } },
            { "characters", good with { Description = new LocalText(new string('x', 2001), "x") } },
            { "SHA-256", good with { Evidence = [new EvidenceLink("../etc", "image/jpeg", "before", 0)] } },
        };
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task An_unusable_report_is_refused_with_what_to_change(string says, CaseReport report)
    {
        await using var host = await CaseworkHost.StartAsync();

        var fault = await Assert.ThrowsAsync<CaseInputException>(
            () => host.Desk.ReportAsync(report, Actor.System, accept: false));

        Assert.Contains(says, fault.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_case_is_found_by_its_source_until_it_is_over()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingClose, "incident:9");
        Assert.Equal(detail.Number, (await host.Desk.FindOpenBySourceAsync("incident:9", People.Collector))?.Number);

        await host.WalkAsync(detail, CaseStates.Closed);

        Assert.Null(await host.Desk.FindOpenBySourceAsync("incident:9", People.Collector));
    }
}
