using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Capture;

public sealed class FrameClockTests
{
    [Fact]
    public void Frames_of_a_file_are_spaced_exactly_whatever_the_scheduler_does()
    {
        var time = new ManualTime();
        var clock = new FrameClock(time, live: false, fps: 5);
        var start = time.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(start, clock.Next());
        time.Advance(TimeSpan.FromMilliseconds(277));
        Assert.Equal(start + 200, clock.Next());
        Assert.Equal(start + 400, clock.Next());
    }

    [Fact]
    public void Live_frames_are_stamped_when_they_come_and_never_alike()
    {
        var time = new ManualTime();
        var clock = new FrameClock(time, live: true, fps: 5);
        var first = clock.Next();
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), first);
        Assert.Equal(first + 1, clock.Next());
        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(first + 250, clock.Next());
    }

    [Fact]
    public void Stamps_go_on_growing_when_a_capture_begins_anew()
    {
        var clock = new FrameClock(new ManualTime(), live: false, fps: 1);
        clock.Next();
        var last = clock.Next();
        clock.Restart();
        Assert.Equal(last + 1, clock.Next());
    }
}
