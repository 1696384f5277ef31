using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests.Health;

public sealed class SuspensionTests
{
    private static readonly SyntheticStreet Street = new();

    [Fact]
    public void The_clock_of_a_thing_left_behind_stands_still_while_the_picture_is_no_good()
    {
        using var film = new StreetWithOutage();
        film.Play(14, _ => []);
        film.BringBag();
        film.Play(2, _ => [SyntheticStreet.Bag(300, 200)]);
        film.Outage(40);
        Assert.DoesNotContain(film.Alarms, a => a.Rule == "left_object");

        film.Play(20, _ => [SyntheticStreet.Bag(300, 200)]);
        var raised = Assert.Single(film.Alarms, a => a is { Rule: "left_object", ClearedAt: null });
        Assert.True(raised.RaisedAt > film.OutageEnd + 2_000);
    }

    [Fact]
    public void An_outage_ends_no_alarm_of_the_street_and_its_return_raises_none()
    {
        using var film = new StreetWithOutage();
        film.Play(14, _ => []);
        film.BringBag();
        film.Play(14, _ => [SyntheticStreet.Bag(300, 200)]);
        film.Outage(60);
        film.Play(30, _ => [SyntheticStreet.Bag(300, 200)]);

        Assert.Equal(
            ["left_object", "picture_black", "picture_black cleared"],
            film.Alarms.Select(a => a.Rule + (a.ClearedAt is null ? "" : " cleared")));
    }

    [Fact]
    public void A_view_that_is_accepted_is_a_new_background_and_no_heap_of_things()
    {
        using var film = new HealthFilm();
        film.Play(15).Play(30, new Lens { Turned = (60, 20) });
        film.Pipeline.AcceptView();
        film.Play(60, new Lens { Turned = (60, 20) });
        Assert.All(film.Alarms, a => Assert.Equal("picture_moved", a.Rule));
    }

    /// <summary>The street at five frames a second, with a dwell of 8 s, and black pictures between.</summary>
    private sealed class StreetWithOutage : IDisposable
    {
        private readonly FramePipeline _pipeline = new(new CameraWatch
        {
            CameraId = "cam-1",
            Zones = [new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 8 }],
        });

        private int _index;

        public List<Alarm> Alarms { get; } = [];

        public long OutageEnd { get; private set; }

        public void Play(double seconds, Func<double, IEnumerable<Thing>> scene, double light = 1)
        {
            for (var i = 0; i < seconds * 5; i++, _index++)
            {
                Alarms.AddRange(_pipeline.Process(Street.Draw(_index, light, scene(i / 5.0)), _index * 200L));
            }
        }

        public void BringBag()
        {
            Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
            Play(4, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(272 - (int)(t * 78), 150)]);
        }

        public void Outage(double seconds)
        {
            Play(seconds, _ => [], light: 0.01);
            OutageEnd = _index * 200L;
        }

        public void Dispose() => _pipeline.Dispose();
    }
}
