using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Tests.Incidents;

/// <summary>Alarms of devices that move are where they happened.</summary>
public sealed class VehicleAlarmTests
{
    private const string Muck = "event/0111";

    [Fact]
    public async Task The_place_of_the_alarm_wins_over_that_of_the_device()
    {
        await using var bench = await IncidentBench.StartAsync();

        var incident = await bench.RaiseAsync(Dump(bench, "cover-1", 31.5, 1));

        Assert.Equal((31.5, null), (incident.Lat, incident.ComponentCode));
        Assert.Equal(new GeoPoint(31.5, 121.47), incident.Alarms[0].Place);
    }

    [Fact]
    public async Task Two_dumps_of_one_truck_at_two_places_are_two_incidents_and_at_one_place_one_seen_twice()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(Dump(bench, "truck", 31.5, 1));
        await bench.RaiseAsync(Dump(bench, "truck", 31.51, 2));

        var again = await bench.RaiseAsync(Dump(bench, "truck", 31.5002, 3));

        Assert.Equal(2, (await bench.AllAsync()).Count);
        Assert.Equal((2, 2), (again.SeenCount, again.Alarms.Count));
    }

    [Fact]
    public async Task Another_truck_at_the_same_place_joins()
    {
        await using var bench = await IncidentBench.StartAsync();
        await bench.RaiseAsync(Dump(bench, "truck", 31.5, 1));

        Assert.Equal(2, (await bench.RaiseAsync(Dump(bench, "other", 31.5, 2))).Alarms.Count);
    }

    [Fact]
    public async Task What_a_truck_left_behind_waits_for_an_operator_however_long_it_is_gone()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alarm = Dump(bench, "truck", 31.5, 1);
        await bench.RaiseAsync(alarm);
        await bench.ClearAsync(alarm);
        bench.Time.Advance(TimeSpan.FromHours(3));

        await bench.Book.ClearEndedAsync(default);

        var incident = Assert.Single(await bench.AllAsync());
        Assert.Equal((IncidentState.Open, true, true), (incident.State, incident.EndedAt is not null, incident.IsLeftBehind));
    }

    [Fact]
    public async Task Further_reasons_for_the_same_alarm_make_the_incident_more_likely()
    {
        await using var bench = await IncidentBench.StartAsync();
        var alarm = Dump(bench, "truck", 31.5, 1) with { Score = 0.4 };
        var before = (await bench.RaiseAsync(alarm)).Score;

        var after = await bench.RaiseAsync(alarm with { Score = 0.9, Readings = [new AlarmReading("lifted", 20, 5, "s")] });

        Assert.True(after.Score > before);
        Assert.Contains(ReadingsText.Read(after.ReadingsJson), r => r.Metric == "lifted");
        Assert.Single(after.Alarms);
    }

    [Fact]
    public async Task A_case_of_another_place_is_not_about_the_same_thing()
    {
        await using var bench = await IncidentBench.StartAsync();
        var first = Dump(bench, "truck", 31.5, 1);
        await bench.ConfirmAsync((await bench.RaiseAsync(first)).Id, "C1");
        await bench.ClearAsync(first);
        bench.OpenCases.Clear();

        var elsewhere = await bench.RaiseAsync(Dump(bench, "truck", 31.51, 2));
        var here = await bench.RaiseAsync(Dump(bench, "truck", 31.5, 3));

        Assert.Empty(await bench.Book.CasesOfSameAsync(elsewhere, default));
        Assert.Equal(["C1"], await bench.Book.CasesOfSameAsync(here, default));
    }

    private static Alarm Dump(IncidentBench bench, string truck, double lat, int number) => new()
    {
        Id = $"{truck}:dumping_suspected:{number}",
        DeviceId = truck,
        Rule = "dumping_suspected",
        Severity = AlarmSeverity.Major,
        StartedAt = bench.Now - 30_000,
        RaisedAt = bench.Now,
        Category = Muck,
        Score = 0.7,
        Place = new GeoPoint(lat, 121.47),
        Readings = [new AlarmReading("load_drop", 0, 1, "")],
    };
}
