using UrbanGrid.Contracts;
using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Vision.Tests.Privacy;

public sealed class PeopleBlurTests
{
    private const int Width = 768;
    private const int Height = 576;

    /// <summary>Head and chest of the five people who stand free in vtest.avi at 10 s, by hand.</summary>
    private static readonly PictureBox[] People =
    [
        Box(352, 200, 26, 36), Box(380, 180, 26, 34), Box(496, 150, 22, 32), Box(518, 152, 20, 32), Box(592, 155, 24, 36),
    ];

    [SkippableFact]
    public async Task People_in_a_real_street_are_blurred()
    {
        var street = await FrameAsync(seconds: 10);
        var before = await GreyPicture.OfAsync(street, Width, Height);

        var after = await GreyPicture.OfAsync(new PeopleBlur().Apply(street), Width, Height);

        Assert.All(People, p => Assert.True(after.DetailIn(p) < 0.5 * before.DetailIn(p), $"{p}: detail {before.DetailIn(p):0.0} → {after.DetailIn(p):0.0}"));
    }

    [SkippableFact]
    public async Task Somebody_whom_the_rim_of_the_picture_cuts_in_half_is_blurred_too()
    {
        var street = await FrameAsync(seconds: 50);
        var before = await GreyPicture.OfAsync(street, Width, Height);

        var after = await GreyPicture.OfAsync(new PeopleBlur().Apply(street), Width, Height);

        var half = Box(744, 242, 23, 40);
        Assert.True(after.DetailIn(half) < 0.5 * before.DetailIn(half), $"detail {before.DetailIn(half):0.0} → {after.DetailIn(half):0.0}");
    }

    [SkippableFact]
    public async Task What_is_around_them_stays_as_it_was()
    {
        var street = await FrameAsync(seconds: 10);
        var blur = new PeopleBlur();
        var found = blur.Find(street);
        var before = await GreyPicture.OfAsync(street, Width, Height);

        var after = await GreyPicture.OfAsync(blur.Apply(street), Width, Height);

        // A block of the JPEG across the rim of a box changes with it.
        bool Near(double x, double y) => found.Any(b =>
            x > b.X - (16.0 / Width) && x < b.X + b.Width + (16.0 / Width) && y > b.Y - (16.0 / Height) && y < b.Y + b.Height + (16.0 / Height));
        Assert.True(after.Mean(new PictureBox(0, 0, 1, 1), (x, y) => Math.Abs(after[x, y] - before[x, y]), Near) < 1.5);
        var hidden = after.Mean(new PictureBox(0, 0, 1, 1), (x, y) => found.Any(b => b.OverlapWith(new PictureBox(x / (double)Width, y / (double)Height, 1e-6, 1e-6)) > 0) ? 1 : 0);
        Assert.True(hidden < 0.25, $"most of the street is left to see, {hidden:P0} is not");
    }

    [SkippableFact]
    public async Task A_place_that_the_caller_knows_of_is_blurred_too()
    {
        var street = await FrameAsync(seconds: 10);
        var van = Box(655, 45, 65, 50);
        var before = await GreyPicture.OfAsync(street, Width, Height);

        var after = await GreyPicture.OfAsync(new PeopleBlur().Apply(street, [van]), Width, Height);

        Assert.True(after.DetailIn(van) < 0.5 * before.DetailIn(van));
    }

    [Fact]
    public void A_street_without_people_is_left_alone()
    {
        Assert.Empty(new PeopleBlur().Find(new SyntheticStreet().Draw(0, 1)));
    }

    private static async Task<byte[]> FrameAsync(int seconds)
    {
        var clip = await Footage.RequireVtestAsync();
        await foreach (var frame in ClipFrames.ReadAsync(clip, 1, "null", quality: 2))
        {
            if (frame.Seconds >= seconds)
            {
                return frame.Jpeg;
            }
        }

        throw new InvalidDataException("vtest.avi is too short.");
    }

    private static PictureBox Box(double x, double y, double width, double height) => new(x / Width, y / Height, width / Width, height / Height);
}
