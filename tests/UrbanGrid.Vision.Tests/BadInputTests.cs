using UrbanGrid.Vision.LeftObject;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Tests;

public sealed class BadInputTests
{
    private static readonly SyntheticStreet Street = new();

    public static TheoryData<string, byte[]> BrokenFrames()
    {
        var whole = Street.Draw(0, 1);
        byte[] claimsTooMuch = [.. whole];
        var header = whole.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        claimsTooMuch.AsSpan(header + 5, 4).Fill(0xFF);
        return new TheoryData<string, byte[]>
        {
            { "empty", [] },
            { "text", "this is no picture"u8.ToArray() },
            { "half", whole[..(whole.Length / 2)] },
            { "markers only", [0xFF, 0xD8, 0xFF, 0xD9] },
            { "four gigapixels", claimsTooMuch },
        };
    }

    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public void A_broken_frame_is_refused_with_its_reason_and_the_next_one_is_taken(string kind, byte[] jpeg)
    {
        using var pipeline = new FramePipeline(new CameraWatch { CameraId = "cam-1" });
        pipeline.Process(Street.Draw(0, 1), 1000);
        var refusal = Assert.Throws<FrameUnreadableException>(() => pipeline.Process(jpeg, 1200));
        Assert.False(string.IsNullOrWhiteSpace(refusal.Message), kind);
        Assert.Empty(pipeline.Process(Street.Draw(1, 1), 1400));
    }

    [Fact]
    public void Repeated_and_late_frames_are_dropped_and_counted()
    {
        using var pipeline = new FramePipeline(new CameraWatch { CameraId = "cam-1" });
        var jpeg = Street.Draw(0, 1);
        pipeline.Process(jpeg, 5000);
        pipeline.Process(jpeg, 5000);
        pipeline.Process(jpeg, 4000);
        pipeline.Process(jpeg, 5200);
        Assert.Equal(2, pipeline.DroppedFrames);
    }

    [Fact]
    public void A_clock_that_was_set_back_is_followed_after_a_while()
    {
        var clock = new StreamClock();
        clock.Advance(10_000_000);
        var taken = Enumerable.Range(0, 40).Count(i => clock.Advance(1_000_000 + (i * 200)) is not null);
        Assert.Equal(16, taken);
        Assert.Equal(24, clock.Dropped);
    }

    [Fact]
    public void A_clock_ten_years_ahead_counts_as_a_short_gap()
    {
        var clock = new StreamClock();
        clock.Advance(1_000);
        var tick = clock.Advance(315_576_000_000);
        Assert.Equal(1, tick!.Value.Elapsed);
        Assert.InRange(tick.Value.Now, 1, 60);
    }

    [Fact]
    public void A_camera_that_changes_its_picture_size_starts_anew()
    {
        using var pipeline = new FramePipeline(new CameraWatch { CameraId = "cam-1" });
        var small = Pictures.Encode(new byte[320 * 240 * 3], 320, 240, 80);
        for (var i = 0; i < 20; i++)
        {
            pipeline.Process(Street.Draw(i, 1), i * 200);
        }

        for (var i = 20; i < 40; i++)
        {
            Assert.Empty(pipeline.Process(small, i * 200));
        }
    }

    [Fact]
    public void OpenCVs_own_message_reaches_the_exception()
    {
        using var scene = new Scene(new LeftObjectSettings().ToSceneSettings());
        var refusal = Assert.Throws<VisionException>(() => scene.Take(1));
        Assert.Contains("no such blob", refusal.Message, StringComparison.Ordinal);
        var opencv = Assert.Throws<VisionException>(() => Pictures.Encode([], 0, 0, 80));
        Assert.Contains("OpenCV", opencv.Message, StringComparison.Ordinal);
    }
}
