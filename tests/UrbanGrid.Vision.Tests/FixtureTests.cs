using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Fixtures;

namespace UrbanGrid.Vision.Tests;

public sealed class FixtureTests
{
    private static readonly CameraZone Zone = new() { Name = "z", Purpose = ZonePurpose.Occupancy, Polygon = [], DwellSeconds = 4 };
    private static readonly Thing Stall = new(260, 180, 110, 60, 30, 60, 160);

    [Fact]
    public void A_fixture_stays_silent_after_a_restart_with_what_was_kept_of_it()
    {
        var kept = JsonSerializer.Serialize(Accepted());
        var fixtures = JsonSerializer.Deserialize<List<Fixture>>(kept)!;

        Assert.Empty(AgainstTheEmptyPlace(fixtures, Stall, light: 1).Raised);
        Assert.Single(AgainstTheEmptyPlace([], Stall, light: 1).Raised);
    }

    [Fact]
    public void A_fixture_is_known_in_another_light()
    {
        Assert.Empty(AgainstTheEmptyPlace(Accepted(), Stall, light: 0.8).Raised);
    }

    [Fact]
    public void Another_thing_in_its_place_is_reported()
    {
        Assert.Single(AgainstTheEmptyPlace(Accepted(), Stall with { Blue = 170, Green = 90, Red = 20 }, light: 1).Raised);
    }

    [Fact]
    public void A_stall_that_comes_back_to_its_accepted_place_is_silent()
    {
        using var film = StreetFilm.Of(new CameraWatch { CameraId = "c", Zones = [Zone], Fixtures = Accepted() });
        film.Play(3, _ => []);
        film.Play(2.4, t => [Stall with { X = -130 + (int)(t * 163) }]);
        film.Play(10, _ => [Stall]);

        Assert.Empty(film.Raised);
    }

    [Fact]
    public void A_fixture_that_cannot_be_read_is_refused()
    {
        var broken = new Fixture(new PictureBox(0, 0, 0.1, 0.1), "no picture");
        Assert.Throws<ArgumentException>(() => new FramePipeline(new CameraWatch { CameraId = "c", Fixtures = [broken] }));
    }

    private static IReadOnlyList<Fixture> Accepted()
    {
        using var film = AgainstTheEmptyPlace([], Stall, light: 1);
        film.Pipeline.AcceptAsFixture(film.Raised.Single().Box!.Value);
        return film.Pipeline.Fixtures;
    }

    private static StreetFilm AgainstTheEmptyPlace(IReadOnlyList<Fixture> fixtures, Thing thing, double light)
    {
        var film = StreetFilm.Of(new CameraWatch
        {
            CameraId = "c", Zones = [Zone], EmptyReference = StreetFilm.Picture(), Fixtures = fixtures,
        });
        film.Play(12, _ => [thing], light);
        return film;
    }
}
