using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Duplicates;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests;

/// <summary>Open cases that may tell of the same: same class, 50 m, 24 h; reports that join one instead of making another.</summary>
public sealed class DuplicateTests
{
    /// <summary>40 m north of the first report; the circle has 50.</summary>
    private const double FortyMetres = 40 / 111_195.0;

    private static readonly EvidenceLink Second = new(new string('c', 64), "image/jpeg", "report", 5);

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task An_open_case_of_the_class_within_fifty_metres_and_a_day_is_offered_with_distance_age_reporter_and_picture(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var first = await host.Desk.ReportAsync(Reports.Garbage("a"), People.Acceptor, accept: true);
        host.Time.Advance(TimeSpan.FromHours(3));
        var second = await host.Desk.ReportAsync(Moved("b", FortyMetres), People.Collector, accept: false);

        var offered = Assert.Single(await OfAsync(host, second));

        Assert.Equal((first.Number, 40.0, 3 * 3_600_000L), (offered.Number, offered.DistanceM, offered.AgeMs));
        Assert.Equal(("AI 视频 Camera", Reports.Photo, CaseStates.PendingFiling), (offered.Reporter, offered.Picture?.Sha256, offered.State.Key));
        Assert.Equal(second.Number, Assert.Single(await OfAsync(host, first)).Number);
    }

    [Theory]
    [InlineData("farther than fifty metres")]
    [InlineData("another class")]
    [InlineData("more than a day later")]
    [InlineData("after the first was closed")]
    public async Task Nothing_is_offered(string why)
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var first = await host.Desk.ReportAsync(Reports.Garbage("a"), People.Acceptor, accept: false);
        if (why == "after the first was closed")
        {
            await host.ActAsync(first, CaseActions.Reject, People.Acceptor, new() { Opinion = "not there" });
        }

        host.Time.Advance(why == "more than a day later" ? TimeSpan.FromHours(25) : TimeSpan.FromHours(1));
        var report = Moved("b", why == "farther than fifty metres" ? FortyMetres * 1.5 : 0) with
        {
            Category = why == "another class" ? "event/0113" : "event/0110",
        };
        var second = await host.Desk.ReportAsync(report, People.Acceptor, accept: false);

        Assert.Empty(await OfAsync(host, second));
    }

    [Fact]
    public async Task What_counts_as_near_and_as_recent_is_the_citys_to_say()
    {
        await using var host = await CaseworkHost.StartInCityAsync(new CaseworkOptions { DuplicateMetres = 100, DuplicateHours = 48 });
        var first = await host.Desk.ReportAsync(Reports.Garbage("a"), People.Acceptor, accept: false);
        host.Time.Advance(TimeSpan.FromHours(40));

        var offered = await host.Get<DuplicateFinder>().AroundAsync(new WhatAndWhere("event/0110", 31.3005 + (FortyMetres * 2), 120.6005));

        Assert.Equal((first.Number, 80.0), (Assert.Single(offered).Number, offered[0].DistanceM));
    }

    [Fact]
    public async Task The_same_component_is_the_same_thing_and_another_component_another_one_however_near()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var lamps = (await host.Get<CityRegister>().CurrentAsync()).Components.Values.Where(c => c.Category == "component/0137").Take(2).ToList();
        var report = Reports.Garbage("a") with { Category = "component/0137", ComponentCode = lamps[0].Code };
        var first = await host.Desk.ReportAsync(report, People.Acceptor, accept: false);
        var finder = host.Get<DuplicateFinder>();

        var far = await finder.AroundAsync(new WhatAndWhere("component/0137", report.Lat + 0.01, report.Lon, lamps[0].Code));
        var other = await finder.AroundAsync(new WhatAndWhere("component/0137", report.Lat, report.Lon, lamps[1].Code));

        Assert.Equal((first.Number, true), (Assert.Single(far).Number, far[0].SameComponent));
        Assert.Empty(other);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_report_that_joins_an_open_case_keeps_reporter_and_evidence_there_and_counts_once(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var one = await host.CaseInAsync(CaseStates.Handling);
        var report = Repeated("hand:1", ReportSource.Collector);

        await host.Desk.RepeatAsync(one.Number, report, People.Collector);
        var joined = await host.Desk.RepeatAsync(one.Number, report, People.Collector);

        Assert.Equal((CaseStates.Handling, 1), (joined.State.Key, joined.Standing.Repeats));
        var entry = joined.Log[^1];
        Assert.Equal((CaseActions.Repeat, People.Collector.DisplayName, "又看见垃圾 Garbage again"), (entry.Action.Key, entry.Actor, entry.Opinion));
        Assert.Equal(("hand:1", Second), (entry.Detail!["sourceKey"], Assert.Single(entry.Evidence)));
        Assert.Equal(1, (await host.Desk.ListAsync(new CaseQuery(), People.Acceptor)).Items[0].RepeatCount);
    }

    [Fact]
    public async Task A_device_counts_once_an_hour_and_not_while_somebody_works_on_it()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var one = await host.CaseInAsync(CaseStates.PendingHandling);
        var device = new Actor("device:cam-01", "cam-01", new HashSet<string> { Roles.System });
        RepeatedReport Told(int n) => Repeated($"alarm:{n}", ReportSource.Camera) with { Quiet = TimeSpan.FromHours(1) };

        await host.Desk.RepeatAsync(one.Number, Told(1), device);
        host.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, (await host.Desk.RepeatAsync(one.Number, Told(2), device)).Standing.Repeats);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(2, (await host.Desk.RepeatAsync(one.Number, Told(3), device)).Standing.Repeats);

        host.Time.Advance(TimeSpan.FromHours(2));
        await host.Desk.ActAsync(one.Number, CaseActions.Handle, new(), People.Sanitation, expectedVersion: null);
        var refusal = await Assert.ThrowsAsync<CaseActionRefusedException>(() => host.Desk.RepeatAsync(one.Number, Told(4), device));
        Assert.Equal("wrong_role", refusal.Code);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_step_decided_before_a_further_report_came_in_is_taken_and_after_a_step_it_is_not(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var seen = await host.CaseInAsync(CaseStates.PendingFiling);
        await host.Desk.RepeatAsync(seen.Number, Repeated("alarm:1", ReportSource.Camera), Actor.System);

        var filed = await host.ActAsync(seen, CaseActions.File, People.ShiftLeader);

        Assert.Equal((CaseStates.PendingDispatch, 1), (filed.State.Key, filed.Standing.Repeats));
        await Assert.ThrowsAsync<CaseChangedException>(() => host.ActAsync(seen, CaseActions.Decline, People.ShiftLeader, new() { Opinion = "late" }));
    }

    [Fact]
    public async Task A_merged_case_counts_with_all_that_it_took_in()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var goesOn = await host.CaseInAsync(CaseStates.Handling, "a");
        var other = await host.CaseInAsync(CaseStates.Reported, "b");
        other = await host.Desk.RepeatAsync(other.Number, Repeated("hand:2", ReportSource.Public), People.Acceptor);

        await host.ActAsync(other, CaseActions.Merge, People.Acceptor, new() { DuplicateOf = goesOn.Number });

        Assert.Equal(2, (await host.Desk.FindAsync(goesOn.Number, People.Acceptor))!.Standing.Repeats);
    }

    private static Task<IReadOnlyList<KnownCase>> OfAsync(CaseworkHost host, CaseDetail one) => host.Get<DuplicateFinder>().OfCaseAsync(one.Number);

    private static CaseReport Moved(string key, double north) =>
        Reports.Garbage(key) with { Source = ReportSource.Collector, Lat = 31.3005 + north };

    private static RepeatedReport Repeated(string key, ReportSource source) => new()
    {
        SourceKey = key, Source = source, Description = new LocalText("又看见垃圾", "Garbage again"), Evidence = [Second],
    };
}
