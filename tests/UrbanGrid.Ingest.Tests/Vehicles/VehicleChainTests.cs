using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Coordinates;
using static UrbanGrid.Ingest.Tests.Vehicles.DriveMaker;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>What each step of the chain does with a fix.</summary>
public sealed class VehicleChainTests
{
    /// <summary>2026-03-02 08:00 in Beijing.</summary>
    private const long Morning = 1_772_409_600_000;

    private readonly TrackBench _car = new();

    [Fact]
    public void The_map_hears_a_fix_at_once_though_it_waits_for_older_ones()
    {
        _car.Take(Fix(Morning, 0, 36), Morning);

        Assert.Equal(Morning, Assert.Single(_car.Moves).Timestamp);
        Assert.Null(_car.Track.Memory.Last);
        _car.Wait(Morning + 3_000);
        Assert.Equal(Morning, _car.Track.Memory.Last!.Timestamp);
    }

    [Fact]
    public void The_map_keeps_to_the_newest_fix_and_the_order_is_mended_behind_it()
    {
        foreach (var second in (int[])[0, 2, 1, 3, 5, 4])
        {
            _car.Take(Fix(Morning + (second * 1_000), second * 10, 36), Morning + 5_000);
        }

        _car.Finish();

        Assert.Equal([0, 2, 3, 5], _car.Moves.Select(m => (m.Timestamp - Morning) / 1_000));
        Assert.Equal(0, _car.Refused[FixRefusal.Outdated]);
        Assert.InRange(_car.DrivenM, 49, 51);
    }

    [Fact]
    public void A_fix_that_comes_too_late_for_the_order_is_left_out_and_its_day_wanted_once_more()
    {
        _car.Take(new DriveMaker(Morning).Drive(36, 60).Fixes);
        _car.Take(Fix(Morning - 100_000, -1_000, 36), Morning + 61_000).Finish();

        Assert.Equal(1, _car.Refused[FixRefusal.Outdated]);
        Assert.Equal([new DateOnly(2026, 3, 2)], _car.Late);
        Assert.InRange(_car.DrivenM, 580, 600);
    }

    [Fact]
    public void A_repeat_changes_nothing()
    {
        var drive = new DriveMaker(Morning).Drive(36, 60);
        _car.Take(drive.Fixes.SelectMany(f => new[] { f, f })).Finish();

        Assert.Equal(60, _car.Refused[FixRefusal.Repeated]);
        Assert.Equal(60, _car.Moves.Select(m => m.Timestamp).Distinct().Count());
        Assert.InRange(_car.DrivenM, 585, 595);
    }

    [Fact]
    public void Without_a_fix_of_the_receiver_nothing_moves()
    {
        _car.Take(Fix(Morning, 0, 36), Morning);
        _car.Take(Fix(Morning + 10_000, 500, 36, (VehicleAttributes.Valid, 0)), Morning + 10_000).Finish();

        Assert.Equal(1, _car.Refused[FixRefusal.NoFix]);
        Assert.Single(_car.Moves);
        Assert.Equal(0, _car.DrivenM);
    }

    [Fact]
    public void A_terminal_that_sends_GCJ_02_is_shown_where_it_is()
    {
        var shown = Gcj02.FromWgs84(Start);
        var car = new TrackBench(new { coordinates = "gcj02" });

        car.Take(Fix(Morning, 0, 0) with { Place = shown }, Morning);

        Assert.InRange(Assert.Single(car.Moves).Place.DistanceTo(Start), 0, 0.01);
    }

    [Theory]
    [InlineData(VehicleAttributes.Satellites, 3)]
    [InlineData(null, 11)]
    public void A_fix_the_receiver_calls_poor_is_left_out(string? attribute, double value)
    {
        var poor = attribute is null ? Fix(Morning, 0, 36) with { Hdop = value } : Fix(Morning, 0, 36, (attribute, value));

        _car.Take(poor, Morning).Finish();

        Assert.Equal(1, _car.Refused[FixRefusal.Inaccurate]);
    }

    [Fact]
    public void No_satellites_beside_a_fix_means_that_nobody_counted_them()
    {
        _car.Take(Fix(Morning, 0, 36, (VehicleAttributes.Satellites, 0)), Morning).Finish();

        Assert.Equal(0, _car.Refused[FixRefusal.Inaccurate]);
        Assert.NotNull(_car.Track.Memory.Last);
    }

    [Fact]
    public void A_jump_is_neither_shown_nor_driven()
    {
        var drive = new DriveMaker(Morning).Drive(36, 30);
        _car.Take(drive.Fixes);
        _car.Take(Fix(drive.Now + 1_000, 50_000, 36), drive.Now + 1_000);
        drive.Silence(1, 36).Drive(36, 30);
        _car.Take(drive.Fixes.Skip(30)).Finish();

        Assert.Equal(1, _car.Refused[FixRefusal.Jump]);
        Assert.All(_car.Moves, m => Assert.InRange(m.Place.DistanceTo(Start), 0, 1_000));
        Assert.InRange(_car.DrivenM, 595, 605);
    }

    [Fact]
    public void A_new_place_that_lasts_is_believed_and_nobody_drove_there()
    {
        var at = Morning;
        for (var i = 0; i < 10; i++)
        {
            _car.Take(Fix(at += 1_000, 0, 0), at);
        }

        for (var i = 0; i < 10; i++)
        {
            _car.Take(Fix(at += 1_000, 50_000, 0), at);
        }

        _car.Finish();

        Assert.Equal(2, _car.Refused[FixRefusal.Jump]);
        Assert.Equal(0, _car.DrivenM);
        Assert.InRange(_car.Moves[^1].Place.DistanceTo(Start), 49_900, 50_100);
    }

    [Fact]
    public void A_clock_that_is_off_by_whole_hours_is_told_once_and_nothing_is_changed()
    {
        for (var i = 0; i < 30; i++)
        {
            _car.Take(Fix(Morning + (i * 1_000), i * 10, 36), Morning + (i * 1_000) + (8 * 3_600_000));
        }

        Assert.Equal("clock_off", Assert.Single(_car.Events).Kind);
        Assert.Equal(Morning, _car.Moves[0].Timestamp);
    }

    [Fact]
    public void What_was_kept_while_the_network_was_away_is_no_wrong_clock()
    {
        for (var i = 0; i < 30; i++)
        {
            _car.Take(Fix(Morning + (i * 1_000), i * 10, 36, (VehicleAttributes.Spooled, 1)), Morning + (i * 1_000) + (8 * 3_600_000));
        }

        Assert.Empty(_car.Events);
    }

    [Fact]
    public void The_map_hears_that_it_is_offline_once_and_what_it_does_when_it_is_back()
    {
        _car.Take(new DriveMaker(Morning).Stand(60).Fixes);
        _car.Offline(Morning + 700_000).Offline(Morning + 800_000);
        Assert.Equal(VehicleState.Offline, _car.Moves[^1].State);
        Assert.Single(_car.Moves, m => m.State == VehicleState.Offline);

        _car.Back();
        Assert.Equal(VehicleState.Stopped, _car.Moves[^1].State);
    }

    [Fact]
    public void State_waits_both_ways_so_that_a_red_light_is_no_stop()
    {
        var drive = new DriveMaker(Morning).Drive(36, 60).Stand(15, engine: true).Drive(36, 60).Stand(40, engine: true).Stand(30);
        _car.Take(drive.Fixes).Finish();

        Assert.Equal([VehicleState.Moving, VehicleState.Idle, VehicleState.Stopped], Changes(_car.Moves.Select(m => m.State)));
    }

    [Fact]
    public void A_device_may_have_thresholds_of_its_own_and_nonsense_counts_as_none()
    {
        Assert.Equal(600, VehicleSettings.Of(Device("""{"vehicle.stop_s":600}""")).StopS);
        Assert.Equal(180, VehicleSettings.Of(Device("""{"vehicle.stop_s":-5}""")).StopS);
        Assert.Equal(3, VehicleSettings.Of(Device("""{"kind":"sprinkler"}""")).StartKmh);
    }

    private static IEnumerable<VehicleState> Changes(IEnumerable<VehicleState> states)
    {
        VehicleState? before = null;
        foreach (var state in states.Where(s => s != before))
        {
            before = state;
            yield return state;
        }
    }

    private static Ingest.Devices.Device Device(string attributes) => new()
    {
        Id = "car", Model = "vehicle-terminal", Name = new Ingest.Devices.LocalName("车", "car"),
        Attributes = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(attributes)!,
    };
}
