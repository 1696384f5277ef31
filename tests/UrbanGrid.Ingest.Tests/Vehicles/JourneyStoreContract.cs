using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>What every store of journeys promises; each store runs all of it.</summary>
public abstract class JourneyStoreContract
{
    private static readonly GeoPoint Place = new(39.9, 116.4);
    private static readonly DateOnly Day = new(2026, 3, 2);

    [SkippableFact]
    public async Task What_is_kept_is_read_again_and_a_row_of_the_same_key_takes_its_place()
    {
        await using var store = await OpenAsync();
        await store.SaveAsync(Everything(), default);
        await store.SaveAsync(Everything() with { Trips = [Trip("a", 100, 300, open: false)], Stops = [new VehicleStop("a", 300, 900, Place, 60)] }, default);

        var query = new JourneyQuery(["a"], 0, 1_000);
        Assert.Equal([Trip("a", 100, 300, open: false)], await store.TripsAsync(query, default));
        Assert.Equal([new VehicleStop("a", 300, 900, Place, 60)], await store.StopsAsync(query, default));
        Assert.Equal([new VehicleEvent("a", 150, "fence_entered", "f1", Place, 36), new VehicleEvent("a", 150, "fence_left", null, Place, null)],
            (await store.EventsAsync(query, default)).OrderBy(e => e.Kind));
        Assert.Equal([DayOf("a", Day) with { FuelL = 12.5 }], await store.DaysAsync(["a"], Day, Day, default));
        Assert.Equal([new VehicleCheckpoint("a", 200, "{}")], await store.CheckpointsAsync(default));
    }

    [SkippableFact]
    public async Task A_time_finds_what_has_a_part_in_it_and_nothing_else()
    {
        await using var store = await OpenAsync();
        await store.SaveAsync(
            new JourneyBatch
            {
                Trips = [Trip("a", 100, 200), Trip("a", 300, 400), Trip("a", 500, 600), Trip("b", 300, 400)],
                Stops = [new VehicleStop("a", 200, 300, Place, 0), new VehicleStop("a", 600, null, Place, 0)],
            },
            default);

        Assert.Equal([300L], (await store.TripsAsync(new JourneyQuery(["a"], 350, 500), default)).Select(t => t.StartAt));
        Assert.Equal([("a", 300L), ("a", 500L), ("b", 300L)],
            (await store.TripsAsync(new JourneyQuery(["a", "b"], 200, 501), default)).Select(t => (t.VehicleId, t.StartAt)));
        Assert.Equal([600L], (await store.StopsAsync(new JourneyQuery(["a"], 10_000, 10_001), default)).Select(s => s.StartAt));
        Assert.Empty(await store.TripsAsync(new JourneyQuery(["a"], 200, 300), default));
        Assert.Single(await store.TripsAsync(new JourneyQuery(["a"], 0, 1_000, Limit: 1), default));
    }

    [SkippableFact]
    public async Task What_is_worked_out_once_more_takes_the_place_of_its_stretch_alone()
    {
        await using var store = await OpenAsync();
        await store.SaveAsync(
            new JourneyBatch
            {
                Trips = [Trip("a", 100, 200), Trip("a", 300, 400), Trip("a", 500, 600), Trip("b", 300, 400)],
                Days = [DayOf("a", Day.AddDays(-1)), DayOf("a", Day), DayOf("b", Day)],
            },
            default);

        await store.ReplaceAsync(
            new JourneyReplacement(
                "a", 300, 500, Day, Day, new JourneyBatch { Trips = [Trip("a", 310, 390)], Days = [DayOf("a", Day) with { DistanceKm = 99 }] }),
            default);

        var trips = await store.TripsAsync(new JourneyQuery(["a", "b"], 0, 1_000), default);
        Assert.Equal([("a", 100L), ("a", 310L), ("a", 500L), ("b", 300L)], trips.Select(t => (t.VehicleId, t.StartAt)));
        Assert.Equal([7, 99, 7.0], (await store.DaysAsync(["a", "b"], Day.AddDays(-9), Day, default)).Select(d => d.DistanceKm));
    }

    internal static JourneyBatch Everything() => new()
    {
        Trips = [Trip("a", 100, 200)],
        Stops = [new VehicleStop("a", 300, null, Place, 0)],
        Days = [DayOf("a", Day) with { FuelL = 12.5 }],
        Events = [new VehicleEvent("a", 150, "fence_entered", "f1", Place, 36), new VehicleEvent("a", 150, "fence_left", null, Place, null)],
        Checkpoints = [new VehicleCheckpoint("a", 200, "{}")],
    };

    internal abstract Task<IJourneyStore> OpenAsync();

    private static VehicleTrip Trip(string vehicle, long from, long to, bool open = true) => new(vehicle, from, to, open, Place, Place, 1.5, 50, 60);

    private static VehicleDay DayOf(string vehicle, DateOnly date) => new(vehicle, date, 7, 50, 600, 60, 660, 2);
}
