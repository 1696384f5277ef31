using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests;

public sealed class PileTests
{
    private static readonly Thing Bag = SyntheticStreet.Bag(300, 200);

    [Theory]
    [InlineData(28)]
    [InlineData(70)]
    public void A_pile_that_grows_is_told_again_under_the_same_id_with_a_larger_box(int added)
    {
        using var film = Reported();
        var second = new Thing(Bag.X + Bag.Width - 4, 200, added, 40, 90, 90, 40);
        film.Play(4, t => [Bag, SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        film.Play(4, t => [Bag, second, SyntheticStreet.Person(272 - (int)(t * 78), 150)]);
        film.Play(20, _ => [Bag, second]);

        Assert.Single(film.Raised.Select(a => a.Id).Distinct());
        var first = film.Raised.First();
        var told = film.Raised.Last();
        Assert.NotSame(first, told);
        Assert.Equal((first.StartedAt, first.RaisedAt), (told.StartedAt, told.RaisedAt));
        Assert.True(told.Box!.Value.Width > 1.3 * first.Box!.Value.Width, $"{told.Box} after {first.Box}");
        Assert.True(Assert.Single(told.Readings, r => r.Metric == "grown").Value >= 1.35);
        Assert.Equal([PictureMoment.Detection, PictureMoment.Annotated], told.Pictures.Select(p => p.Moment));
        Assert.DoesNotContain(film.Alarms, a => a.ClearedAt is not null);
    }

    [Fact]
    public void A_pile_that_stays_is_told_once()
    {
        using var film = Reported();
        film.Play(40, _ => [Bag]);
        Assert.Single(film.Alarms);
    }

    [Fact]
    public void A_bag_that_falls_over_is_still_the_same_alarm()
    {
        using var film = Reported();
        var fallen = Bag with { X = 340, Y = 212, Width = 60, Height = 30 };
        film.Play(14, _ => [fallen]);

        Assert.Single(film.Raised);
        Assert.DoesNotContain(film.Alarms, a => a.ClearedAt is not null);
    }

    [Fact]
    public void Who_brought_it_is_told()
    {
        using var walked = Reported();
        Assert.Equal("person", walked.Raised.Single().BroughtBy);

        using var driven = StreetFilm.Watching(dwellSeconds: 5);
        var van = new Thing(0, 120, 190, 100, 150, 150, 160);
        driven.Play(3, _ => []);
        driven.Play(3, t => [van with { X = -200 + (int)(t * 120) }]);
        driven.Play(2, t => [Bag, van with { X = 160 - (int)(t * 190) }]);
        driven.Play(12, _ => [Bag]);
        Assert.Equal("vehicle", driven.Raised.Single().BroughtBy);
    }

    [Fact]
    public void The_measures_behind_an_alarm_are_all_numbers_and_always_the_same_names()
    {
        using var film = Reported();
        var features = film.Raised.Single().Features;
        Assert.Contains("surround_gain", features.Keys);
        Assert.Contains("own_likeness", features.Keys);
        Assert.InRange(features["contrast_gain"], 0, 1);
        Assert.InRange(features["texture_likeness"], -1, 0.5);
        Assert.InRange(features["ground_texture"], 0, 255);
        Assert.All(features, f => Assert.True(double.IsFinite(f.Value), f.Key));
        Assert.InRange(Math.Pow(features["hour_sin"], 2) + Math.Pow(features["hour_cos"], 2), 0.99, 1.01);
        Assert.InRange(features["dwell_ratio"], 1, 1.6);
    }

    private static StreetFilm Reported()
    {
        var film = StreetFilm.Watching(dwellSeconds: 5);
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(10, _ => [Bag]);
        return film;
    }
}
