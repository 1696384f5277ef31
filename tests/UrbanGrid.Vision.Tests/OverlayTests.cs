using UrbanGrid.Contracts;
using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Vision.Tests;

public sealed class OverlayTests
{
    [Fact]
    public void The_overlay_follows_a_bag_from_waiting_to_counting_to_reported_to_fixture()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 6);
        Assert.Null(film.Pipeline.Overlay);
        film.Play(1, _ => []);
        Assert.False(film.Pipeline.Overlay!.IsWatching);
        film.Play(2, _ => []);
        film.Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        film.Play(5, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(255 + (int)(8 * Math.Sin(t * 3)), 150)]);
        Assert.Equal(RegionState.WaitingForOwner, BagRegion(film).State);

        film.Play(3, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(255 - (int)(t * 110), 150)]);
        film.Play(2, _ => [SyntheticStreet.Bag(300, 200)]);
        var counting = BagRegion(film);
        Assert.Equal(RegionState.Counting, counting.State);
        Assert.Equal(("pavement", 6.0), (counting.Zone, counting.LimitSeconds));
        Assert.InRange(counting.DwellSeconds, 0.5, 6);
        Assert.True(counting.AgeSeconds > counting.DwellSeconds);
        Assert.True(Assert.Single(film.Pipeline.Overlay!.Zones).OccupiedShare > 0);

        film.Play(9, _ => [SyntheticStreet.Bag(300, 200)]);
        var reported = BagRegion(film);
        Assert.Equal((RegionState.Reported, film.Raised.Single().Id), (reported.State, reported.AlarmId));

        film.Pipeline.AcceptAsFixture(reported.Box);
        film.Play(3, _ => [SyntheticStreet.Bag(300, 200)]);
        Assert.Equal(RegionState.Fixture, BagRegion(film).State);
    }

    [Fact]
    public void The_background_can_be_looked_at_and_shows_nobody_who_walks_by()
    {
        using var film = StreetFilm.Watching(dwellSeconds: 6);
        Assert.Null(film.Pipeline.ReadBackground());
        film.Play(3, _ => []);
        film.Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        var background = film.Pipeline.ReadBackground()!;

        using var empty = StreetFilm.Watching(dwellSeconds: 6);
        empty.Play(7, _ => []);
        Assert.Equal([0xFF, 0xD8], background[..2]);
        Assert.InRange(background.Length / (double)empty.Pipeline.ReadBackground()!.Length, 0.9, 1.1);
    }

    private static OverlayRegion BagRegion(StreetFilm film) => Assert.Single(
        film.Pipeline.Overlay!.Regions,
        r => r.Box.OverlapWith(new PictureBox(300 / 640.0, 200 / 360.0, 52 / 640.0, 40 / 360.0)) > 0.5);
}
