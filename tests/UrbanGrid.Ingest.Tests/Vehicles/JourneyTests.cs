using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>Distance, trips, stops and days of generated drives.</summary>
public sealed class JourneyTests
{
    /// <summary>2026-03-02 08:00 in Beijing.</summary>
    private const long Morning = 1_772_409_600_000;
    private const long Midnight = Morning + (16 * 3_600_000);

    private readonly TrackBench _car = new();

    public static TheoryData<int, bool, bool> Receivers => new()
    {
        { 1, true, true }, { 1, true, false }, { 10, true, true }, { 10, false, false }, { 5, false, false },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_noisy_drive_through_town_is_measured_within_two_percent(int everyS, bool tellsSpeed, bool tellsEngine)
    {
        var drive = new DriveMaker(Morning, seed: 7) { SlowM = 5, FastM = 1, EveryS = everyS, TellsSpeed = tellsSpeed, TellsEngine = tellsEngine };
        drive.Stand(60);
        for (var leg = 0; leg < 24; leg++)
        {
            drive.Drive(30 + (leg % 4 * 8), 50, courseDeg: leg % 3 * 45).Stand(leg % 5 * 10, engine: true);
        }

        _car.Take(drive.Stand(600).Fixes).Finish();

        Assert.InRange(_car.DrivenM, drive.TrueM * 0.98, drive.TrueM * 1.02);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void A_receiver_that_wanders_overnight_drives_nowhere(bool tellsEngine, bool tellsSpeed)
    {
        var night = new DriveMaker(Morning, seed: 3) { SlowM = 8, FastM = 3, EveryS = 5, TellsEngine = tellsEngine, TellsSpeed = tellsSpeed }.Stand(10 * 3_600);

        _car.Take(night.Fixes).Finish();

        Assert.Equal(0, _car.DrivenM);
        Assert.Empty(_car.Trips);
        Assert.Single(_car.Stops);
    }

    [Fact]
    public void Stop_trip_stop_follow_each_other_without_a_hole()
    {
        var drive = new DriveMaker(Morning).Stand(300).Drive(36, 300).Stand(60, engine: true).Drive(72, 100).Stand(400);
        _car.Take(drive.Fixes).Finish();

        var trip = Assert.Single(_car.Trips.Values);
        Assert.False(trip.Open);
        Assert.InRange(trip.DistanceKm, 4.95, 5.05);
        Assert.Equal(72, trip.MaxKmh);
        Assert.InRange(trip.EngineS, 455, 465);
        Assert.Equal(2, _car.Stops.Count);
        Assert.Equal(trip.StartAt, _car.Stops.Values.First().EndAt);
        Assert.Equal(trip.EndAt, _car.Stops.Values.Last().StartAt);
        Assert.Null(_car.Stops.Values.Last().EndAt);
    }

    [Fact]
    public void A_move_too_short_for_a_trip_does_not_end_the_stop()
    {
        var drive = new DriveMaker(Morning).Stand(600).Drive(18, 20).Stand(600);
        _car.Take(drive.Fixes).Finish();

        Assert.Empty(_car.Trips);
        Assert.Equal(Morning + 1_000, Assert.Single(_car.Stops.Values).StartAt);
        Assert.InRange(_car.DrivenM, 95, 105);
    }

    [Fact]
    public void A_silence_of_an_hour_ends_the_trip_where_the_vehicle_was_last_seen()
    {
        var drive = new DriveMaker(Morning).Stand(10).Drive(36, 300);
        var last = drive.Now;
        _car.Take(drive.Fixes).Wait(last + 3_600_000);

        Assert.False(Assert.Single(_car.Trips.Values).Open);

        drive.Silence(7_200, 10).Drive(36, 300);
        _car.Take(drive.Fixes.Where(f => f.Timestamp > last)).Finish();
        Assert.Equal(2, _car.Trips.Count);
        Assert.Equal(last, _car.Trips.Values.First().EndAt);
        Assert.InRange(_car.DrivenM, drive.TrueM * 0.99, drive.TrueM * 1.01);
    }

    [Fact]
    public void Across_a_gap_the_terminals_own_odometer_is_believed_where_it_is_plausible()
    {
        _car.Take(DriveMaker.Fix(Morning, 0, 36, (VehicleAttributes.OdometerKm, 100)), Morning);
        _car.Take(DriveMaker.Fix(Morning + 600_000, 3_000, 36, (VehicleAttributes.OdometerKm, 104.2)), Morning + 600_000);
        _car.Take(DriveMaker.Fix(Morning + 1_200_000, 6_000, 36, (VehicleAttributes.OdometerKm, 900)), Morning + 1_200_000).Finish();

        Assert.InRange(_car.DrivenM, 7_195, 7_205);
    }

    [Fact]
    public void A_drive_across_midnight_is_shared_out_between_the_days()
    {
        var drive = new DriveMaker(Midnight - 600_000).Drive(36, 900).Stand(300);
        _car.Take(drive.Fixes).Finish();

        Assert.Equal([new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 3)], _car.Days.Keys);
        Assert.InRange(_car.Days[new(2026, 3, 2)].DistanceKm, 5.97, 6.0);
        Assert.InRange(_car.Days[new(2026, 3, 3)].DistanceKm, 2.99, 3.01);
        Assert.Single(_car.Trips);
        Assert.Equal((1, 0), (_car.Days[new(2026, 3, 2)].Trips, _car.Days[new(2026, 3, 3)].Trips));
    }

    [Fact]
    public void A_days_hours_are_of_driving_idling_and_the_engine()
    {
        var drive = new DriveMaker(Morning).Stand(600).Drive(36, 1_200).Stand(900, engine: true).Stand(600);
        _car.Take(drive.Fixes).Finish();

        var day = Assert.Single(_car.Days.Values);
        Assert.InRange(day.MovingS, 1_190, 1_230);
        Assert.InRange(day.IdleS, 870, 905);
        Assert.InRange(day.EngineS, 2_095, 2_105);
        Assert.Equal(1, day.Trips);
    }

    [Fact]
    public void Fuel_used_is_what_the_tank_lost_and_was_filled_with()
    {
        double[] levels = [100, 90, 85, 180, 170];
        for (var i = 0; i < levels.Length; i++)
        {
            var at = Morning + (i * 60_000);
            _car.Take(DriveMaker.Fix(at, i * 500, 30, (VehicleAttributes.FuelLitres, levels[i])), at);
        }

        Assert.Equal(25, Assert.Single(_car.Finish().Days.Values).FuelL);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Fixes_out_of_order_by_less_than_three_seconds_give_what_they_give_in_order(int seed)
    {
        var drive = new DriveMaker(Morning, seed) { SlowM = 5, FastM = 1 }.Stand(300).Drive(40, 200).Stand(30, engine: true).Drive(25, 200, 0).Stand(400);
        var random = new Random(seed);
        var shuffled = drive.Fixes.Select(f => (Fix: f, At: f.Timestamp + random.Next(0, 2_900))).OrderBy(f => f.At).ToList();
        var other = new TrackBench();

        _car.Take(drive.Fixes).Finish();
        shuffled.ForEach(f => other.Take(f.Fix, f.At));
        other.Finish();

        Assert.NotEqual(drive.Fixes.Select(f => f.Timestamp), shuffled.Select(f => f.Fix.Timestamp));
        Assert.Equal(_car.Trips.Values, other.Trips.Values);
        Assert.Equal(_car.Stops.Values, other.Stops.Values);
        Assert.Equal(_car.Days.Values, other.Days.Values);
    }
}
