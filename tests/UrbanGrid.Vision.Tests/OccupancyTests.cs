using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests;

public sealed class OccupancyTests
{
    private static readonly PicturePoint[] Lane = [new(0.3, 0.5), new(0.8, 0.5), new(0.8, 0.9), new(0.3, 0.9)];
    private static readonly Thing Stall = new(260, 200, 150, 80, 30, 60, 160);

    private static readonly CameraZone Zone = new() { Name = "lane", Purpose = ZonePurpose.Occupancy, Polygon = Lane, DwellSeconds = 5 };

    [Fact]
    public void A_car_that_drives_in_and_stops_is_reported_with_its_share_of_the_zone_and_as_brought_by_a_vehicle()
    {
        using var film = StreetFilm.Of(Watch());
        film.Play(3, _ => []);
        DriveIn(film);
        film.Play(8, _ => [Stall]);

        var raised = Assert.Single(film.Raised);
        Assert.Equal("occupancy", raised.Rule);
        Assert.Equal("event/0406", raised.Category);
        Assert.Equal("vehicle", raised.BroughtBy);
        var share = Assert.Single(raised.Readings, r => r.Metric == "zone_share");
        Assert.Equal("%", share.Unit);
        Assert.InRange(share.Value, 20, 32); // 150×80 of a lane of 320×144 pixels
        Assert.InRange(raised.RaisedAt - raised.StartedAt, 4_800, 6_500);
    }

    [Fact]
    public void The_zones_own_category_is_the_alarms()
    {
        using var film = StreetFilm.Of(Watch(Zone with { Category = "event/0410" }));
        film.Play(3, _ => []);
        DriveIn(film);
        film.Play(8, _ => [Stall]);

        Assert.Equal("event/0410", Assert.Single(film.Raised).Category);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.75)]
    [InlineData(1.25)]
    public void What_stands_there_from_the_start_is_found_against_a_picture_of_the_empty_place(double light)
    {
        using var film = StreetFilm.Of(Watch() with { EmptyReference = StreetFilm.Picture() });
        film.Play(14, _ => [Stall], light);

        var raised = Assert.Single(film.Raised);
        Assert.True(raised.Box!.Value.OverlapWith(BoxOf(Stall)) > 0.6, $"box {raised.Box}");
        Assert.Null(raised.BroughtBy);
        Assert.InRange(raised.RaisedAt - StreetFilm.FirstStamp, 4_800, 9_000);
        Assert.Equal(1, raised.Features["was_there"]);
    }

    [Fact]
    public void An_empty_place_that_looks_like_its_picture_raises_nothing()
    {
        using var film = StreetFilm.Of(Watch() with { EmptyReference = StreetFilm.Picture() });
        film.Play(15, _ => [], 0.8);

        Assert.Empty(film.Alarms);
    }

    [Fact]
    public void A_picture_of_another_place_is_left_aside_and_said_to_be()
    {
        var elsewhere = Native.Pictures.Encode([.. Enumerable.Range(0, 640 * 360 * 3).Select(i => (byte)((i * i / 977) ^ (i / 640)))], 640, 360, 85);
        using var film = StreetFilm.Of(Watch() with { EmptyReference = elsewhere });
        film.Play(10, _ => []);

        Assert.Empty(film.Alarms);
        Assert.True(film.Pipeline.Overlay!.ReferenceIsUnlike);
    }

    [Fact]
    public void Without_such_a_picture_what_stands_there_from_the_start_is_the_background()
    {
        using var film = StreetFilm.Of(Watch());
        film.Play(12, _ => [Stall]);

        Assert.Empty(film.Alarms);
    }

    [Fact]
    public void The_clock_runs_only_in_the_zones_hours_and_an_alarm_ends_with_them()
    {
        var zone = Zone with { Hours = [new ZoneHours { From = new TimeOnly(8, 17), To = new TimeOnly(8, 18) }] };
        using var film = StreetFilm.Of(Watch(zone));
        film.Play(3, _ => []);
        DriveIn(film);
        film.Play(90, _ => [Stall]);

        var opens = Stamp(8, 17);
        var raised = Assert.Single(film.Raised);
        Assert.InRange(raised.StartedAt, opens, opens + 400);
        Assert.InRange(raised.RaisedAt, opens + 4_800, opens + 7_000);
        var cleared = Assert.Single(film.Alarms, a => a.ClearedAt is not null);
        Assert.InRange(cleared.ClearedAt!.Value, Stamp(8, 18), Stamp(8, 18) + 400);
    }

    [Fact]
    public void What_still_stands_when_the_hours_begin_again_is_a_new_alarm()
    {
        var zone = Zone with
        {
            Hours =
            [
                new ZoneHours { From = new TimeOnly(8, 16), To = new TimeOnly(8, 17) },
                new ZoneHours { From = new TimeOnly(8, 18), To = new TimeOnly(8, 19) },
            ],
        };
        using var film = StreetFilm.Of(Watch(zone));
        film.Play(2, _ => []);
        DriveIn(film);
        film.Play(90, _ => [Stall]);

        Assert.Equal(2, film.Raised.Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public void Something_as_large_as_a_lorry_can_stand_in_an_occupancy_zone()
    {
        var lorry = new Thing(180, 60, 330, 230, 40, 110, 150);
        using var film = StreetFilm.Of(Watch());
        film.Play(3, _ => []);
        film.Play(3, t => [lorry with { X = -330 + (int)(t * 170) }]);
        film.Play(9, _ => [lorry]);

        var raised = Assert.Single(film.Raised);
        Assert.True(raised.Box!.Value.OverlapWith(BoxOf(lorry)) > 0.6, $"box {raised.Box}");
    }

    [Fact]
    public void An_object_detector_names_the_thing_and_a_person_it_sees_is_none()
    {
        ThingVote? Car(PictureBox box, ReadOnlySpan<byte> jpeg) => new("car", ThingKind.Vehicle, 0.9, box);
        using var film = StreetFilm.Of(Watch(), Car);
        film.Play(3, _ => []);
        DriveIn(film);
        film.Play(9, _ => [Stall]);
        Assert.Equal("car", Assert.Single(film.Raised).Thing);

        ThingVote? Person(PictureBox box, ReadOnlySpan<byte> jpeg) => new("person", ThingKind.Person, 0.9, box);
        using var other = StreetFilm.Of(Watch(), Person);
        other.Play(3, _ => []);
        DriveIn(other);
        other.Play(9, _ => [Stall]);
        Assert.Empty(other.Alarms);
    }

    private static void DriveIn(StreetFilm film) => film.Play(2.4, t => [Stall with { X = -160 + (int)(t * 175) }]);

    private static CameraWatch Watch(CameraZone? zone = null) => new() { CameraId = "cam-1", Zones = [zone ?? Zone] };

    private static PictureBox BoxOf(Thing thing) => new(thing.X / 640.0, thing.Y / 360.0, thing.Width / 640.0, thing.Height / 360.0);

    private static long Stamp(int hour, int minute) =>
        new DateTimeOffset(1970, 1, 1, hour, minute, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
}
