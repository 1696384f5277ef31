using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests;

public sealed class ZoneTests
{
    private static readonly PicturePoint[] RightHalf = [new(0.6, 0), new(1, 0), new(1, 1), new(0.6, 1)];
    private static readonly PicturePoint[] LeftPart = [new(0, 0), new(0.6, 0), new(0.6, 1), new(0, 1)];

    [Fact]
    public void A_thing_outside_every_zone_is_nobodys_matter()
    {
        Assert.Empty(Watch(new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = RightHalf, DwellSeconds = 4 }));
    }

    [Fact]
    public void An_ignored_part_of_the_picture_is_not_looked_at()
    {
        Assert.Empty(Watch(
            new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 4 },
            new CameraZone { Name = "clock", Purpose = ZonePurpose.Ignore, Polygon = LeftPart }));
    }

    [Fact]
    public void The_alarm_names_the_zone_it_lies_in()
    {
        var raised = Assert.Single(Watch(
            new CameraZone { Name = "left", Purpose = ZonePurpose.Dumping, Polygon = LeftPart, DwellSeconds = 4 },
            new CameraZone { Name = "right", Purpose = ZonePurpose.Dumping, Polygon = RightHalf, DwellSeconds = 4 }));
        Assert.Equal("left", raised.Zone);
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(3, 0)]
    [InlineData(3, double.NaN)]
    public void A_zone_that_makes_no_sense_is_refused_by_name(int corners, double dwell)
    {
        var zone = new CameraZone
        {
            Name = "kerb",
            Purpose = ZonePurpose.Dumping,
            Polygon = [.. RightHalf.Take(corners)],
            DwellSeconds = dwell,
        };
        var refusal = Assert.Throws<ArgumentException>(() => new FramePipeline(new CameraWatch { CameraId = "c", Zones = [zone] }));
        Assert.Contains("kerb", refusal.Message, StringComparison.Ordinal);
    }

    private static List<Alarm> Watch(params CameraZone[] zones)
    {
        using var film = new StreetFilm(new FramePipeline(new CameraWatch { CameraId = "cam-1", Zones = zones }));
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(12, _ => [SyntheticStreet.Bag(300, 200)]);
        return [.. film.Raised];
    }
}
