using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Vision.Tests.Covers;

public sealed class PresentCoverTests
{
    [Theory]
    [InlineData("darker")]
    [InlineData("brighter")]
    [InlineData("shadow")]
    [InlineData("shaking")]
    [InlineData("drifting")]
    [InlineData("snow")]
    [InlineData("cloud")]
    public void Light_and_weather_and_a_shaking_camera_raise_nothing(string weather)
    {
        using var film = CoverFilm.Taught();
        film.Play(25, t => weather switch
        {
            "darker" => new CoverView { Light = 0.5 },
            "brighter" => new CoverView { Light = 1.5 },
            "shadow" => new CoverView { ShadeFrom = 205 },
            "shaking" => new CoverView { Shift = ((((int)(t * 5) * 3) % 5) - 2, (((int)(t * 5) * 7) % 5) - 2) },
            "drifting" => new CoverView { Shift = ((int)(t / 8), (int)(t / 12)) },
            "snow" => new CoverView { Veil = Math.Min(0.6, t / 20) },
            _ => new CoverView { Light = t % 6 < 3 ? 1 : 0.6 },
        });
        Assert.Empty(film.Alarms);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Somebody_who_walks_over_it_raises_nothing(double framesPerSecond)
    {
        using var film = CoverFilm.Taught(framesPerSecond);
        film.Play(12, t => new CoverView { Things = [((int)(t * 40) - 60, 40, 34, 110, 50)] });
        film.Play(5, new CoverView());
        Assert.Empty(film.Alarms);
        Assert.Equal(CoverState.Present, film.Status.State);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(210)]
    public void Somebody_who_waits_on_it_raises_nothing(int grey)
    {
        using var film = CoverFilm.Taught();
        film.Play(30, new CoverView { Things = [(190, 20, 18, 116, grey)] });
        Assert.Empty(film.Alarms);
        film.Play(5, new CoverView());
        Assert.Equal(CoverState.Present, film.Status.State);
    }

    [Fact]
    public void A_parked_car_hides_it_and_raises_nothing()
    {
        using var film = CoverFilm.Taught();
        film.Play(30, new CoverView { Things = [(90, 40, 220, 160, 190)] });
        Assert.Empty(film.Alarms);
        Assert.Equal(CoverState.Occluded, film.Status.State);
        film.Play(5, new CoverView());
        Assert.Equal(CoverState.Present, film.Status.State);
    }

    [Fact]
    public void It_learns_itself_from_the_first_quiet_pictures_and_says_so()
    {
        using var film = new CoverFilm();
        film.Play(2, new CoverView());
        Assert.Equal(CoverState.Learning, film.Status.State);
        film.Play(8, new CoverView());
        Assert.Equal((CoverState.Present, 1), (film.Status.State, film.Status.References));
        Assert.Contains(CoverWarning.SelfTaught, film.Status.Warnings);
        Assert.Equal(60, film.Status.WidthPixels, 0.5);
    }

    [Fact]
    public void With_a_reference_picture_it_knows_at_once()
    {
        using var film = new CoverFilm(references: new CoverStreet().Draw(3, new CoverView()));
        film.Play(2, new CoverView());
        Assert.Equal(CoverState.Present, film.Status.State);
        Assert.DoesNotContain(CoverWarning.SelfTaught, film.Status.Warnings);
    }

    [Fact]
    public void Reference_pictures_that_follow_each_other_in_one_light_are_one_lesson()
    {
        var street = new CoverStreet();
        byte[] Draw(int index, int? shadeFrom) => street.Draw(index, new CoverView { ShadeFrom = shadeFrom });
        using var film = new CoverFilm(references: [Draw(1, null), Draw(2, null), Draw(3, null), Draw(4, 200), Draw(5, 200)]);
        Assert.Equal(2, film.Status.References);
    }

    [Fact]
    public void With_a_reference_picture_a_cover_that_is_missing_from_the_start_is_reported()
    {
        using var film = new CoverFilm(references: new CoverStreet().Draw(3, new CoverView()));
        film.Play(12, new CoverView { Closed = false });
        Assert.Single(film.Raised);
    }

    [Fact]
    public void A_broken_reference_is_left_out_and_told()
    {
        using var film = new CoverFilm(references: [0xFF, 0xD8, 0xFF, 0xD9]);
        film.Play(10, new CoverView());
        Assert.Equal((CoverState.Present, 1), (film.Status.State, film.Status.References));
        Assert.Contains(CoverWarning.BadReference, film.Status.Warnings);
    }

    [Fact]
    public void A_small_cover_is_warned_of()
    {
        using var film = new CoverFilm(coverWidth: 30);
        film.Play(10, new CoverView());
        Assert.Contains(CoverWarning.TooSmall, film.Status.Warnings);
    }

    [Fact]
    public void A_plain_cover_is_warned_of_and_a_patterned_one_is_not()
    {
        using var plain = new CoverFilm();
        plain.Play(10, new CoverView { Pattern = 0 });
        using var patterned = CoverFilm.Taught();
        Assert.Contains(CoverWarning.LittleTexture, plain.Status.Warnings);
        Assert.DoesNotContain(CoverWarning.LittleTexture, patterned.Status.Warnings);
    }

    [Fact]
    public void A_box_outside_the_picture_is_refused_by_name()
    {
        var watch = new CameraWatch { CameraId = "c", Covers = [new CameraCover { Name = "kerb", Box = new PictureBox(0.9, 0.9, 0.2, 0.05) }] };
        var refusal = Assert.Throws<ArgumentException>(() => new FramePipeline(watch));
        Assert.Contains("kerb", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(29.97)]
    public async Task Real_people_who_walk_over_a_real_cover_raise_nothing(double framesPerSecond)
    {
        var clip = SharedData.Require("video", "aboda_video4.avi");
        using var pipeline = new FramePipeline(new CameraWatch
        {
            CameraId = "clip",
            Zones = [new CameraZone { Name = "corner", Purpose = ZonePurpose.Dumping, Polygon = [new(0, 0), new(0.1, 0), new(0, 0.1)] }],
            Covers = [new CameraCover { Name = "cover", Box = new PictureBox(266 / 720.0, 272 / 480.0, 63 / 720.0, 45 / 480.0) }],
        });
        List<Alarm> alarms = [];
        await foreach (var frame in ClipFrames.ReadAsync(clip, framesPerSecond))
        {
            alarms.AddRange(pipeline.Process(frame.Jpeg, (long)Math.Round(frame.Seconds * 1000)));
        }

        Assert.DoesNotContain(alarms, a => a.Rule == "cover");
        Assert.Equal(CoverState.Present, Assert.Single(pipeline.Covers).State);
    }
}
