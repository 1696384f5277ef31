using UrbanGrid.Contracts;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Vision.Tests.Covers;

public sealed class MissingCoverTests
{
    private static readonly CoverView Gone = new() { Closed = false };
    private static readonly CoverView Beside = new() { MovedBy = (0.8, 0.3) };

    [Fact]
    public void A_cover_that_is_gone_is_reported_once_as_missing_after_five_seconds()
    {
        using var film = CoverFilm.Taught();
        var gone = film.Stamp;
        film.Play(20, Gone);
        var alarm = Assert.Single(film.Alarms);
        Assert.Equal(("cover", AlarmSeverity.Critical, "missing_displaced"), (alarm.Rule, alarm.Severity, alarm.Condition));
        Assert.InRange(alarm.RaisedAt - gone, 4_500, 8_000);
        Assert.InRange(alarm.StartedAt - gone, 0, 3_000);
        Assert.Equal(CoverState.Missing, film.Status.State);
    }

    [Fact]
    public void Its_alarm_names_the_component_and_what_was_measured_and_shows_before_and_now()
    {
        using var film = CoverFilm.Taught();
        film.Play(12, Gone);
        var alarm = Assert.Single(film.Raised);
        Assert.Equal(("component/0103", "3205990103000042", "kerb"), (alarm.Category, alarm.ComponentCode, alarm.Zone));
        Assert.NotNull(alarm.Box);
        Assert.True(alarm.Features["dark"] > 0.3, $"dark {alarm.Features["dark"]}");
        Assert.Equal(1, alarm.Features["missing"]);
        Assert.Equal(
            [PictureMoment.Before, PictureMoment.Detection, PictureMoment.Annotated], alarm.Pictures.Select(p => p.Moment));
        Assert.Contains(alarm.Readings, r => r is { Metric: "cover_change", Unit: "%" });
    }

    [Fact]
    public void A_cover_without_a_code_is_one_of_unknown_owner_as_for_the_tilt_sensor()
    {
        using var film = new CoverFilm(componentCode: null);
        film.Play(12, new CoverView());
        film.Play(12, Gone);
        Assert.Equal("component/0123", Assert.Single(film.Raised).Category);
    }

    [Fact]
    public void A_cover_that_lies_beside_its_hole_is_reported()
    {
        using var film = CoverFilm.Taught();
        film.Play(15, Beside);
        Assert.Single(film.Raised);
    }

    [Fact]
    public void A_dark_bag_on_a_cover_is_to_be_checked_and_not_a_missing_cover()
    {
        using var film = CoverFilm.Taught();
        film.Play(15, new CoverView { Things = [(178, 96, 46, 46, 26)] });
        Assert.Equal(AlarmSeverity.Major, Assert.Single(film.Raised).Severity);
        Assert.Equal(CoverState.Displaced, film.Status.State);
    }

    [Fact]
    public void A_cover_put_back_clears_its_alarm()
    {
        using var film = CoverFilm.Taught();
        film.Play(12, Gone);
        var back = film.Stamp;
        film.Play(15, new CoverView());
        var cleared = Assert.Single(film.Cleared);
        Assert.Equal(Assert.Single(film.Raised).Id, cleared.Id);
        Assert.InRange(cleared.ClearedAt!.Value - back, 1_000, 10_000);
        Assert.Equal(CoverState.Present, film.Status.State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(15)]
    public void The_events_are_the_same_at_any_frame_rate(double framesPerSecond)
    {
        using var film = CoverFilm.Taught(framesPerSecond);
        var gone = film.Stamp;
        film.Play(15, Gone);
        var back = film.Stamp;
        film.Play(12, new CoverView());
        Assert.InRange(Assert.Single(film.Raised).RaisedAt - gone, 4_500, 8_000);
        Assert.InRange(Assert.Single(film.Cleared).ClearedAt!.Value - back, 1_000, 8_000);
    }

    [Fact]
    public void A_cover_that_goes_while_a_lorry_hides_it_is_reported_when_the_lorry_has_left()
    {
        using var film = CoverFilm.Taught();
        film.Play(15, Gone with { Things = [(60, 20, 280, 200, 200)] });
        Assert.Empty(film.Alarms);
        film.Play(10, Gone);
        Assert.Single(film.Raised);
    }

    [Fact]
    public void What_the_operator_accepts_is_no_longer_reported()
    {
        using var film = CoverFilm.Taught();
        film.Play(12, Beside);
        film.Accept();
        film.Play(15, Beside);
        Assert.Single(film.Raised);
        Assert.Single(film.Cleared);
        Assert.Equal((CoverState.Present, 2), (film.Status.State, film.Status.References));
    }
}
