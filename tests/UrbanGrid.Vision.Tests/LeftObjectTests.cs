using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests;

public sealed class LeftObjectTests
{
    private static readonly PictureBox BagBox = new(300 / 640.0, 200 / 360.0, 52 / 640.0, 40 / 360.0);

    [Fact]
    public void A_bag_left_alone_is_reported_once_after_its_dwell_and_cleared_when_it_is_taken()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 6);
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(20, _ => [SyntheticStreet.Bag(300, 200)]);
        film.Play(6, _ => []);

        var raised = Assert.Single(film.Raised);
        Assert.Equal("left_object", raised.Rule);
        Assert.Equal("event/0110", raised.Category);
        Assert.Equal("pavement", raised.Zone);
        Assert.Equal($"cam-1:left_object:{raised.StartedAt}", raised.Id);
        Assert.True(raised.Box!.Value.OverlapWith(BagBox) > 0.6, $"box {raised.Box}");
        Assert.InRange(raised.StartedAt - 1_000_000, 6_000, 10_000);
        Assert.InRange(raised.RaisedAt - 1_000_000, 14_000, 20_000);
        Assert.InRange(raised.Score, 0.5, 1);
        var cleared = Assert.Single(film.Alarms, a => a.ClearedAt is not null);
        Assert.Equal(raised.Id, cleared.Id);
        Assert.Empty(cleared.Pictures);
    }

    [Fact]
    public void An_alarm_carries_the_place_before_the_putting_down_and_the_detection()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 5);
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(10, _ => [SyntheticStreet.Bag(300, 200)]);

        var raised = Assert.Single(film.Raised);
        Assert.Equal(
            [PictureMoment.Before, PictureMoment.PutDown, PictureMoment.Detection, PictureMoment.Annotated],
            raised.Pictures.Select(p => p.Moment));
        Assert.True(raised.Pictures[0].TakenAt < raised.StartedAt);
        Assert.Equal(raised.RaisedAt, raised.Pictures[2].TakenAt);
        Assert.All(raised.Pictures, p => Assert.True(p.Jpeg.Span[0] == 0xFF && p.Jpeg.Span[1] == 0xD8));
        Assert.False(raised.Pictures[2].Jpeg.Span.SequenceEqual(raised.Pictures[3].Jpeg.Span));
    }

    [Fact]
    public void An_owner_who_stays_near_keeps_the_alarm_back_until_he_leaves()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 6);
        film.Play(3, _ => []);
        film.Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        film.Play(25, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(255 + (int)(8 * Math.Sin(t * 3)), 150)]);
        Assert.Empty(film.Raised);

        film.Play(4, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(255 - (int)(t * 78), 150)]);
        film.Play(12, _ => [SyntheticStreet.Bag(300, 200)]);
        Assert.Single(film.Raised);
    }

    [Fact]
    public void A_thing_taken_away_from_where_it_always_stood_is_no_left_object()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 4);
        film.Play(5, _ => [SyntheticStreet.Bag(300, 200)]);
        film.Play(4, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        film.Play(4, t => [SyntheticStreet.Person(272 - (int)(t * 78), 150)]);
        film.Play(15, _ => []);

        Assert.Empty(film.Alarms);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(1.3)]
    public void A_sudden_change_of_light_is_no_alarm_and_hides_none(double light)
    {
        using var film = StreetFilm.Watching(dwellSeconds: 6);
        film.Play(4, _ => []);
        film.Play(10, _ => [], light);
        Assert.Empty(film.Alarms);

        film.Play(3, _ => []);
        film.BringBag();
        film.Play(4, _ => [SyntheticStreet.Bag(300, 200)], light);
        film.Play(10, _ => [SyntheticStreet.Bag(300, 200)]);
        Assert.Single(film.Raised);
    }

    [Fact]
    public void Somebody_who_waits_and_shifts_from_foot_to_foot_is_no_left_object()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 5);
        film.Play(3, _ => []);
        film.Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        film.Play(25, t => [SyntheticStreet.Person(272 + (int)(9 * Math.Sin(t * 2.2)), 150)]);

        Assert.Empty(film.Alarms);
    }

    [Fact]
    public void Passers_by_are_no_left_object()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 2);
        film.Play(3, _ => []);
        film.Play(30, t => [SyntheticStreet.Person((int)(t * 110 % 760) - 60, 120), SyntheticStreet.Person(660 - (int)(t * 83 % 760), 220)]);

        Assert.Empty(film.Alarms);
    }

    [Fact]
    public void An_accepted_fixture_is_silent_until_it_changes()
    {
        using var pipeline = new FramePipeline(new CameraWatch
        {
            CameraId = "cam-1",
            Zones = [new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 5 }],
        });
        using var film = new StreetFilm(pipeline);
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(10, _ => [SyntheticStreet.Bag(300, 200)]);
        var raised = Assert.Single(film.Raised);

        pipeline.AcceptAsFixture(raised.Box!.Value);
        film.Play(20, _ => [SyntheticStreet.Bag(300, 200)]);
        Assert.Single(film.Raised);
        Assert.Single(film.Alarms, a => a.ClearedAt is not null);

        film.Play(4, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        var other = new Thing(300, 180, 60, 60, 150, 60, 20);
        film.Play(4, t => [other, SyntheticStreet.Person(262 - (int)(t * 78), 150)]);
        film.Play(14, _ => [other]);
        Assert.Equal(2, film.Raised.Count());
    }

    [Fact]
    public void A_thing_hidden_by_passers_by_is_still_the_same_alarm()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 5);
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(10, _ => [SyntheticStreet.Bag(300, 200)]);
        film.Play(30, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person((int)(t * 150 % 760) - 60, 160)]);

        Assert.Single(film.Alarms);
    }

    [Fact]
    public void A_thing_in_an_occupancy_zone_counts_even_with_somebody_beside_it()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 10, ZonePurpose.Occupancy);
        film.Play(3, _ => []);
        film.Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        film.Play(20, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(200 + (int)(50 * Math.Sin(t * 3)), 150)]);

        var raised = Assert.Single(film.Raised);
        Assert.Equal("occupancy", raised.Rule);
        Assert.Equal("event/0406", raised.Category);
    }

    [Fact]
    public void A_covered_lens_raises_nothing_and_the_camera_goes_on_watching_afterwards()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 5);
        film.Play(4, _ => []);
        film.Play(20, _ => [new Thing(0, 0, SyntheticStreet.Width, SyntheticStreet.Height, 5, 5, 5)]);
        film.Play(12, _ => []);
        Assert.Empty(film.Alarms);

        film.BringBag();
        film.Play(12, _ => [SyntheticStreet.Bag(300, 200)]);
        Assert.Single(film.Raised);
    }
}
