using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests;

public sealed class DispatchAdviceTests
{
    [Fact]
    public async Task A_component_goes_to_its_owner()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var city = await host.Get<CityRegister>().CurrentAsync();
        var lamp = city.Components.Values.First(c => c.Category == "component/0137");

        var advice = await AdviceAsync(host, Reports.Garbage("a") with
        {
            Category = "component/0137", ComponentCode = lamp.Code, Lat = lamp.Lat, Lon = lamp.Lon,
        });

        Assert.Equal("lighting", advice?.Department);
        Assert.Contains(lamp.Code, advice!.Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event/0110", "sanitation")] // its major class
    [InlineData("event/0113", "municipal")] // the class itself comes before its major class
    [InlineData("event/0506", "drainage")]
    [InlineData("event/0698", "subdistrict")] // everything else: the territory
    [InlineData("component/0301", "sanitation")] // no component named
    public async Task The_matrix_answers_for_events_and_the_narrowest_row_wins(string category, string department)
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var advice = await AdviceAsync(host, Reports.Garbage("a") with { Category = category });

        Assert.Equal(department, advice?.Department);
        Assert.StartsWith("权责清单", advice!.Reason.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_outside_the_city_falls_to_the_default_unit()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var advice = await AdviceAsync(host, Reports.Garbage("a") with { Lat = 31.5 });

        Assert.Equal(("subdistrict", DispatchBasis.Default), (advice?.Department, advice?.Basis));
    }

    [Fact]
    public async Task An_event_goes_to_the_territory_first_and_its_components_owner_is_the_alternative()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var lamp = (await host.Get<CityRegister>().CurrentAsync()).Components.Values.First(c => c.Category == "component/0137");

        var advice = await AdviceAsync(host, Reports.Garbage("a") with { ComponentCode = lamp.Code });

        Assert.Equal(("sanitation", DispatchBasis.Matrix), (advice?.Department, advice?.Basis));
        Assert.Equal(
            [("subdistrict", DispatchBasis.Matrix), ("lighting", DispatchBasis.Owner)],
            advice!.Alternatives.Select(a => (a.Department, a.Basis)));
    }

    private static async Task<DispatchSuggestion?> AdviceAsync(CaseworkHost host, CaseReport report)
    {
        var detail = await host.Desk.ReportAsync(report, People.Acceptor, accept: true);
        await host.ActAsync(detail, "file", People.ShiftLeader);
        var seen = await host.Desk.FindAsync(detail.Number, People.Of(Roles.Dispatcher));
        return Assert.Single(seen!.Actions, a => a.Key == "dispatch").Suggestion;
    }
}
