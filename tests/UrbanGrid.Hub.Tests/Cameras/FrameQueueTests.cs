using UrbanGrid.Hub.Cameras;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Cameras;

public sealed class FrameQueueTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_short_burst_waits_whole_and_in_order()
    {
        var queue = new FrameQueue(_time);
        Put(queue, Enumerable.Range(0, 8).Select(i => i * 200));
        Assert.Equal([0, 200, 400, 600, 800, 1000, 1200, 1400], TakeAll(queue));
        Assert.Equal(0, queue.Dropped);
    }

    [Fact]
    public void What_an_agent_kept_while_the_hub_was_away_is_thinned_to_a_frame_a_second()
    {
        var queue = new FrameQueue(_time);
        Put(queue, Enumerable.Range(0, 200).Select(i => i * 200));
        var taken = TakeAll(queue);
        Assert.Equal(200 - taken.Count, queue.Dropped);
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 1_000));
        Assert.Equal(39_800, taken[^1]);
        Assert.InRange(taken.Count, 39, 50);
    }

    [Fact]
    public void A_detector_that_is_too_slow_goes_on_with_the_newest_frame_and_the_rest_is_counted()
    {
        var queue = new FrameQueue(_time);
        for (var i = 0; i < 5; i++)
        {
            Put(queue, [i * 500]);
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal([2000], TakeAll(queue));
        Assert.Equal(4, queue.Dropped);
    }

    [Fact]
    public void It_holds_neither_more_frames_nor_more_bytes_than_it_may()
    {
        var queue = new FrameQueue(_time);
        Put(queue, Enumerable.Range(0, 500).Select(i => i * 2_000));
        Assert.Equal(60, queue.Count);

        var large = new FrameQueue(_time);
        Put(large, Enumerable.Range(0, 30).Select(i => i * 2_000), bytes: 2 << 20);
        Assert.Equal(8, large.Count);
    }

    [Fact]
    public void A_clock_that_was_set_back_stops_nothing()
    {
        var queue = new FrameQueue(_time);
        Put(queue, [1_000_000, 1_000_200, 5_000, 5_200]);
        Assert.Equal([1_000_000, 1_000_200, 5_000, 5_200], TakeAll(queue));
    }

    private static void Put(FrameQueue queue, IEnumerable<int> stamps, int bytes = 10)
    {
        foreach (var stamp in stamps)
        {
            queue.Put(new CameraFrame("cam", stamp, new byte[bytes]));
        }
    }

    private static List<long> TakeAll(FrameQueue queue)
    {
        List<long> taken = [];
        while (queue.Take() is { } frame)
        {
            taken.Add(frame.Timestamp);
        }

        return taken;
    }
}
