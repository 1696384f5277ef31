using UrbanGrid.Contracts;
using UrbanGrid.Vision.Health;

namespace UrbanGrid.Vision.Tests.Health;

public sealed class PictureFaultTests
{
    private static readonly Dictionary<string, Lens> Faults = new()
    {
        ["picture_black"] = new Lens { Light = (0.02, 2) },
        ["picture_bright"] = new Lens { Light = (1, 190) },
        ["picture_frozen"] = new Lens { StuckAt = 1, Clock = true },
        ["picture_covered"] = new Lens { Sprayed = 0.85 },
        ["picture_moved"] = new Lens { Turned = (40, 10) },
        ["picture_blurred"] = new Lens { Defocus = 5 },
    };

    public static TheoryData<string> Rules => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_fault_that_stays_is_told_once_with_a_picture_and_its_end_is_told_too(string rule)
    {
        using var film = new HealthFilm();
        film.Play(20).Play(60, Faults[rule]).Play(20);

        Assert.Equal(["+" + rule, "-" + rule], film.Told);
        var raised = film.Alarms[0];
        Assert.Null(raised.Category);
        Assert.InRange(HealthFilm.RaisedAt(raised), 29, 56);
        Assert.Equal($"cam-1:{rule}:{raised.StartedAt}", raised.Id);
        Assert.InRange((raised.StartedAt - HealthFilm.Start) / 1000.0, 19.5, 21);
        Assert.NotEmpty(raised.Readings);
        Assert.Equal(raised.RaisedAt, Assert.Single(raised.Pictures).TakenAt);
        Assert.Equal(raised.Id, film.Alarms[1].Id);
        Assert.InRange((film.Alarms[1].ClearedAt!.Value - HealthFilm.Start) / 1000.0, 80, 95);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_blip_is_counted_and_not_told(string rule)
    {
        using var film = new HealthFilm();
        film.Play(20).Play(8, Faults[rule]).Play(30);

        Assert.Empty(film.Told);
        Assert.Equal(1, film.Pipeline.PictureBlips);
        Assert.False(film.Pipeline.IsSuspended);
    }

    [Fact]
    public void A_night_scene_in_which_nothing_happens_is_not_frozen()
    {
        using var film = new HealthFilm();
        film.Play(120, new Lens { Light = (0.3, 4), Noise = 2 });
        Assert.Empty(film.Told);
        Assert.False(film.Pipeline.IsSuspended);
    }

    [Fact]
    public void A_night_scene_is_not_black_and_a_snow_scene_is_not_burnt_out()
    {
        using var night = new HealthFilm();
        night.Play(40, new Lens { Light = (0.25, 0) });
        using var snow = new HealthFilm();
        snow.Play(40, new Lens { Light = (0.3, 190) });
        Assert.Empty(night.Told);
        Assert.Empty(snow.Told);
    }

    [Fact]
    public void Fog_takes_contrast_and_not_focus()
    {
        using var film = new HealthFilm();
        film.Play(20).Play(90, t => new Lens { Light = (Math.Max(0.2, 1 - (t / 40)), Math.Min(140, t * 3)) });
        Assert.Empty(film.Told);
    }

    [Fact]
    public void A_lorry_that_stands_before_half_of_the_view_has_not_moved_the_camera()
    {
        using var film = new HealthFilm();
        film.Play(20).Play(60, new Lens { Lorry = 0.5 }).Play(20);
        Assert.Empty(film.Told);
    }

    [Fact]
    public void Light_that_changes_by_half_at_once_is_no_fault()
    {
        using var film = new HealthFilm();
        film.Play(20).Play(40, new Lens { Light = (0.5, 0) }).Play(40, new Lens { Light = (1.2, 0) });
        Assert.Empty(film.Told);
    }

    [Fact]
    public void A_moved_camera_says_how_far_and_how_many_zones_still_fit()
    {
        var watch = new CameraWatch
        {
            CameraId = "cam-1",
            Zones =
            [
                new CameraZone { Name = "large", Purpose = ZonePurpose.Dumping, Polygon = [new(0, 0), new(0.9, 0), new(0.9, 0.9), new(0, 0.9)] },
                new CameraZone { Name = "small", Purpose = ZonePurpose.Dumping, Polygon = [new(0.4, 0.4), new(0.5, 0.4), new(0.5, 0.5), new(0.4, 0.5)] },
            ],
        };
        using var film = new HealthFilm(watch);
        film.Play(15).Play(40, new Lens { Turned = (32, 0) });

        var moved = Assert.Single(film.Alarms);
        Assert.Equal("picture_moved", moved.Rule);
        Assert.InRange(Reading(moved, "view_shift"), 4, 6);
        Assert.Equal(50, Reading(moved, "zones_fit"));
    }

    [Fact]
    public void A_view_of_something_else_is_told_as_moved_without_a_distance()
    {
        using var film = new HealthFilm();
        film.Play(15).Play(80, _ => new Lens(), new SyntheticView(seed: 99));
        var moved = Assert.Single(film.Alarms);
        Assert.Equal("picture_moved", moved.Rule);
        Assert.DoesNotContain(moved.Readings, r => r.Metric == "view_shift");
        Assert.True(Reading(moved, "view_match") <= 20);
    }

    [Fact]
    public void An_accepted_view_is_the_new_reference_and_the_old_one_is_then_the_fault()
    {
        using var film = new HealthFilm();
        var turned = new Lens { Turned = (60, 20) };
        film.Play(15).Play(40, turned);
        film.Pipeline.AcceptView();
        film.Play(40, turned);
        Assert.Equal(["+picture_moved", "-picture_moved"], film.Told);
        Assert.False(film.Pipeline.IsSuspended);

        film.Play(40);
        Assert.Equal("+picture_moved", film.Told[^1]);
    }

    [Fact]
    public void Black_hides_the_other_faults()
    {
        using var film = new HealthFilm();
        film.Play(15).Play(90, new Lens { Light = (0, 0), Noise = 0 });
        Assert.Equal(["+picture_black"], film.Told);
        Assert.Equal([PictureFault.Black], film.Pipeline.PictureFaults);
    }

    private static double Reading(Alarm alarm, string metric) => alarm.Readings.Single(r => r.Metric == metric).Value;
}
