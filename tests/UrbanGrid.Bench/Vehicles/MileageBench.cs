using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>
/// The month's mileage of a thousand vehicles, from the days the chain keeps. Beside it the same sum from the stored fixes
/// (<see cref="TrackBench"/>), for some vehicles and told for all.
/// </summary>
internal static class MileageBench
{
    private const int Vehicles = 1_000;
    private const int Days = 30;
    private const int TripsPerDay = 10;
    private const int Rounds = 20;
    private const int PeerVehicles = 10;
    private static readonly DateOnly First = new(2026, 6, 1);

    public static async Task RunAsync(string folder, SqliteTelemetryStore tracks, long begin, long end, CancellationToken cancellationToken)
    {
        await using var store = new SqliteJourneyStore(new IngestOptions { DataDirectory = Path.Combine(folder, "journeys"), RegistryConnection = "" });
        string[] ids = [.. Enumerable.Range(0, Vehicles).Select(i => Fleet.Id(i))];
        await FillAsync(store, ids, cancellationToken);
        List<double> ours = [];
        for (var i = -3; i < Rounds; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var days = await store.DaysAsync(ids, First, First.AddDays(Days - 1), cancellationToken);
            _ = days.GroupBy(d => d.VehicleId).Select(g => g.Sum(d => d.DistanceKm)).ToList();
            if (i >= 0)
            {
                ours.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            }
        }

        var peerBegan = Stopwatch.GetTimestamp();
        foreach (var id in ids.Take(PeerVehicles))
        {
            var track = await tracks.TrackAsync(id, begin, end, int.MaxValue, cancellationToken);
            _ = track.Zip(track.Skip(1)).Sum(p => p.First.Place.DistanceTo(p.Second.Place));
        }

        var peer = Stopwatch.GetElapsedTime(peerBegan).TotalSeconds * Vehicles / PeerVehicles;
        ours.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "vehicles mileage",
            ["vehicles"] = Vehicles,
            ["days"] = Days,
            ["month_s_p50"] = Math.Round(ours[ours.Count / 2], 3),
            ["month_s_max"] = Math.Round(ours[^1], 3),
            ["peer"] = $"summed from the fixes of {PeerVehicles} vehicles, told for {Vehicles}",
            ["peer_s"] = Math.Round(peer, 1),
            ["ratio"] = Math.Round(peer / ours[ours.Count / 2]),
        }));
    }

    private static async Task FillAsync(SqliteJourneyStore store, string[] ids, CancellationToken cancellationToken)
    {
        var random = new Random(808);
        var place = new GeoPoint(31.2, 121.4);
        for (var day = 0; day < Days; day++)
        {
            var date = First.AddDays(day);
            var at = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
            await store.SaveAsync(
                new JourneyBatch
                {
                    Days = [.. ids.Select(id => new VehicleDay(id, date, 60 + (random.NextDouble() * 80), 60, 20_000, 3_000, 25_000, TripsPerDay))],
                    Trips =
                    [
                        .. ids.SelectMany(id => Enumerable.Range(0, TripsPerDay).Select(t => new VehicleTrip(
                            id, at + (t * 3_600_000L), at + (t * 3_600_000L) + 1_800_000, false, place, place, 10, 50, 1_800))),
                    ],
                },
                cancellationToken);
        }
    }
}
