using UrbanGrid.Contracts;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Vision.Tests.Privacy;

public sealed class PrivacyMaskTests
{
    private static readonly byte[] Street = new SyntheticStreet().Draw(0, 1, SyntheticStreet.Bag(300, 200));

    [Fact]
    public async Task What_lies_in_a_privacy_zone_is_black_and_the_rest_stays_as_it_was()
    {
        var mask = PrivacyMask.Of([Zone(ZonePurpose.Privacy, new(0.25, 0.25), new(0.75, 0.25), new(0.75, 0.75), new(0.25, 0.75))])!;

        var masked = await GreyAsync(mask.Apply(Street));

        var before = await GreyAsync(Street);
        Assert.All(Places(), p => Assert.True(
            p.Inside ? masked[p.X, p.Y] < 12 : Math.Abs(masked[p.X, p.Y] - before[p.X, p.Y]) < 20, $"{p}: {before[p.X, p.Y]} → {masked[p.X, p.Y]}"));
    }

    [Fact]
    public async Task A_zone_without_corners_blackens_the_whole_picture()
    {
        var masked = await GreyAsync(PrivacyMask.Of([Zone(ZonePurpose.Privacy)])!.Apply(Street));

        Assert.True(masked.Mean(new PictureBox(0, 0, 1, 1), (x, y) => masked[x, y]) < 1);
    }

    [Fact]
    public void Zones_of_another_purpose_hide_nothing()
    {
        Assert.Null(PrivacyMask.Of([Zone(ZonePurpose.Ignore), Zone(ZonePurpose.Dumping)]));
    }

    [Fact]
    public void Bytes_that_are_no_picture_are_refused()
    {
        var mask = PrivacyMask.Of([Zone(ZonePurpose.Privacy)])!;

        Assert.Throws<FrameUnreadableException>(() => mask.Apply(Street.AsSpan(0, 900)));
    }

    private static IEnumerable<(int X, int Y, bool Inside)> Places()
    {
        for (var y = 4; y < SyntheticStreet.Height; y += 8)
        {
            for (var x = 4; x < SyntheticStreet.Width; x += 8)
            {
                // A block of the JPEG that the rim runs through may have a little of both.
                if (Math.Abs(x - 160) > 16 && Math.Abs(x - 480) > 16 && Math.Abs(y - 90) > 16 && Math.Abs(y - 270) > 16)
                {
                    yield return (x, y, x is > 160 and < 480 && y is > 90 and < 270);
                }
            }
        }
    }

    private static CameraZone Zone(ZonePurpose purpose, params PicturePoint[] polygon) =>
        new() { Name = purpose.ToString(), Purpose = purpose, Polygon = polygon };

    private static Task<GreyPicture> GreyAsync(byte[] jpeg) => GreyPicture.OfAsync(jpeg, SyntheticStreet.Width, SyntheticStreet.Height);
}
