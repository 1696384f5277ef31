using System.Text.Json;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>Vehicles through the whole of ingest: a hub that is killed, and fixes that come late.</summary>
public sealed class VehicleRestartTests : IDisposable
{
    private const int MessageFixes = 500;

    private readonly TempFolder _folder = new();
    private readonly TempFolder _other = new();
    private readonly ManualTime _time = new();
    private readonly DateOnly _day = new(2026, 3, 2);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Four hours before the hub's now, which is eight in the morning.</summary>
    private long Early => Now - (4 * 3_600_000);

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_hub_killed_on_the_way_comes_to_the_same_trips_stops_and_days_as_one_that_was_not()
    {
        var drive = new DriveMaker(Early) { SlowM = 4, FastM = 1, EveryS = 5 }
            .Stand(900).Drive(36, 900).Stand(60, engine: true).Drive(50, 600, 0).Stand(900).Drive(30, 600, 180).Stand(600);
        var cuts = new[] { 0, 200, 420, drive.Fixes.Count };
        var whole = await WholeAsync(drive);

        await using (var first = await IngestHost.StartAsync(_folder, _time))
        {
            await first.AddAsync("car", "vehicle-terminal");
            await SendAsync(first, drive.Fixes[cuts[0]..cuts[1]]);
            await first.Get<VehicleJourneys>().ReportAsync(first.Registry.Find("car")!, default);
            await SendAsync(first, drive.Fixes[cuts[1]..cuts[2]]);

            // As a power cut leaves it: what is on the disk, while the hub still runs.
            CopyFiles(_folder.Path, _other.Path);
        }

        await using var second = await IngestHost.StartAsync(_other, _time);
        await SendAsync(second, drive.Fixes[cuts[2]..cuts[3]]);
        var after = await ReadAsync(second);

        Assert.Equal(2, whole.Trips.Count);
        Assert.Equal(whole.Trips, after.Trips);
        Assert.Equal(whole.Stops, after.Stops);
        Assert.Equal(whole.Days, after.Days);
    }

    [Fact]
    public async Task A_stretch_sent_late_is_put_in_its_place_and_the_vehicle_goes_on_from_there()
    {
        var drive = new DriveMaker(Early) { EveryS = 5 }.Stand(600).Drive(36, 300);
        var (begin, end) = (drive.Fixes.Count, drive.Drive(36, 600, 0).Drive(36, 600, 180).Fixes.Count);
        drive.Drive(36, 300).Stand(600).Drive(36, 300).Stand(400);
        var whole = await WholeAsync(drive);

        await using var host = await IngestHost.StartAsync(_folder, _time);
        await host.AddAsync("car", "vehicle-terminal");
        await SendAsync(host, [.. drive.Fixes[..begin], .. drive.Fixes[end..^60]]);
        var without = Assert.Single((await ReadAsync(host)).Days);
        await host.SendAsync("car", "position", Payload(drive.Fixes[begin..end]));
        await Eventually.TrueAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return (await ReadAsync(host)).Days[0].DistanceKm > without.DistanceKm + 11;
            },
            "the day is worked out once more");
        await SendAsync(host, drive.Fixes[^60..]);
        var after = await ReadAsync(host);

        Assert.Equal(2, whole.Trips.Count);
        Assert.Equal(whole.Trips, after.Trips);
        Assert.Equal(whole.Stops, after.Stops);
        Assert.Equal(whole.Days, after.Days);
    }

    [Fact]
    public async Task A_day_that_is_over_can_be_worked_out_once_more_and_its_neighbours_stay()
    {
        var drive = new DriveMaker(Early - 86_400_000) { EveryS = 10 }.Stand(600).Drive(36, 600).Stand(600).Silence(86_400 - 1_800).Drive(36, 600).Stand(600);
        await using var host = await IngestHost.StartAsync(_folder, _time);
        await host.AddAsync("car", "vehicle-terminal");
        await SendAsync(host, drive.Fixes);
        var before = await ReadAsync(host);

        var car = host.Registry.Find("car")!;
        Assert.True(await host.Get<VehicleJourneys>().RecomputeAsync(car, _day.AddDays(-1), default));
        Assert.True(await host.Get<VehicleJourneys>().RecomputeAsync(car, _day, default));

        var after = await ReadAsync(host);
        Assert.Equal(2, before.Days.Count);
        Assert.Equal(before.Trips, after.Trips);
        Assert.Equal(before.Stops, after.Stops);
        Assert.Equal(before.Days, after.Days);
    }

    [Fact]
    public async Task A_running_day_is_worked_out_while_a_fix_still_waits_for_older_ones_and_that_fix_counts_afterwards()
    {
        var drive = new DriveMaker(Early) { EveryS = 5 }.Stand(600).Drive(36, 600).Stand(600);
        var whole = await WholeAsync(drive);
        await using var host = await IngestHost.StartAsync(_folder, _time);
        await host.AddAsync("car", "vehicle-terminal");
        await SendAsync(host, drive.Fixes[..150]);
        await host.SendAsync("car", "position", Payload([drive.Fixes[150]]));
        await Eventually.True(() => host.Board.FindVehicle("car")!.Timestamp == drive.Fixes[150].Timestamp, "the map has the waiting fix");

        Assert.True(await host.Get<VehicleJourneys>().RecomputeAsync(host.Registry.Find("car")!, _day, default));

        await SendAsync(host, drive.Fixes[151..]);
        var after = await ReadAsync(host);
        Assert.Equal(whole.Trips, after.Trips);
        Assert.Equal(whole.Stops, after.Stops);
        Assert.Equal(whole.Days, after.Days);
    }

    [Fact]
    public async Task A_vehicle_that_falls_silent_is_told_as_offline_with_its_last_place()
    {
        await using var host = await IngestHost.StartAsync(_folder, _time);
        await host.AddAsync("car", "vehicle-terminal", attributes: new Dictionary<string, object> { ["health.suspect_s"] = 30, ["health.offline_s"] = 60 });
        await SendAsync(host, new DriveMaker(Now - 60_000).Drive(36, 60).Fixes);

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(host.Board.FindVehicle("car")!.State == VehicleState.Offline);
            },
            "the map hears that it is offline");

        Assert.Single(host.Hub.Moves, m => m.State == VehicleState.Offline);
    }

    private async Task<Read> WholeAsync(DriveMaker drive)
    {
        using var folder = new TempFolder();
        await using var host = await IngestHost.StartAsync(folder, _time);
        await host.AddAsync("car", "vehicle-terminal");
        await SendAsync(host, drive.Fixes);
        return await ReadAsync(host);
    }

    /// <summary>Sends fixes, and waits until the map has the last and the waiting ones are judged.</summary>
    private async Task SendAsync(IngestHost host, IReadOnlyList<PositionSample> fixes)
    {
        foreach (var some in fixes.Chunk(MessageFixes))
        {
            await host.SendAsync("car", "position", Payload(some));
        }

        var last = fixes[^1].Timestamp;
        await Eventually.True(() => host.Board.FindVehicle("car")?.Timestamp == last, "the map has the last fix", _time);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(
            () => host.Get<GridWorkers>().AskAsync(host.Registry.Find("car")!, s => s!.Vehicle.Memory.Last?.Timestamp == last, default), "the last fix is judged", _time);
    }

    private static string Payload(IReadOnlyList<PositionSample> fixes) => JsonSerializer.Serialize(fixes.Select(f => new
    {
        ts = f.Timestamp, lat = f.Place.Lat, lon = f.Place.Lon, speed = f.SpeedKmh, course = f.CourseDeg, attributes = f.Attributes,
    }));

    private async Task<Read> ReadAsync(IngestHost host)
    {
        var journeys = host.Get<VehicleJourneys>();
        await journeys.ReportAsync(host.Registry.Find("car")!, default);
        var query = new JourneyQuery(["car"], 0, long.MaxValue / 2);
        return new Read(
            await journeys.TripsAsync(query, default), await journeys.StopsAsync(query, default),
            await journeys.DaysAsync(["car"], _day.AddDays(-5), _day.AddDays(5), default));
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private sealed record Read(IReadOnlyList<VehicleTrip> Trips, IReadOnlyList<VehicleStop> Stops, IReadOnlyList<VehicleDay> Days);
}
