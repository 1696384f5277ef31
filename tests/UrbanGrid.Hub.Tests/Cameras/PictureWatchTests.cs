using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;

namespace UrbanGrid.Hub.Tests.Cameras;

public sealed class PictureWatchTests
{
    private readonly PictureWatch _watch = new("cam-1", 0);
    private readonly List<Alarm> _told = [];
    private long _now;

    [Fact]
    public void Frames_that_stop_are_told_once_and_their_return_too()
    {
        Frames(10);
        Silence(100);
        var lost = Assert.Single(_told);
        Assert.Equal(("picture_lost", null, 10_000), (lost.Rule, lost.Category, lost.StartedAt));
        Assert.InRange(lost.RaisedAt, 39_000, 41_000);
        Assert.Equal("cam-1:picture_lost:10000", lost.Id);

        Frames(10);
        Assert.Equal(2, _told.Count);
        Assert.Equal(lost.Id, _told[1].Id);
        Assert.InRange(_told[1].ClearedAt!.Value, 114_000, 117_000);
        Assert.Null(_watch.Told);
    }

    [Fact]
    public void A_gap_shorter_than_an_outage_is_a_blip()
    {
        Frames(10);
        Silence(12);
        Frames(10);
        Assert.Empty(_told);
        Assert.Equal(1, _watch.Blips);
    }

    [Fact]
    public void A_single_frame_in_an_outage_ends_nothing()
    {
        Frames(10);
        Silence(40);
        Frames(1);
        Silence(60);
        Assert.Single(_told);
    }

    [Fact]
    public void A_camera_that_sends_once_a_minute_is_given_four_minutes()
    {
        for (var i = 0; i < 40; i++)
        {
            Silence(59);
            Frames(1);
        }

        _told.Clear();
        Silence(200);
        Assert.Empty(_told);
        Silence(60);
        Assert.Single(_told);
    }

    [Fact]
    public void While_the_edge_agent_is_not_heard_nobody_knows_whose_fault_it_is()
    {
        Frames(10);
        Silence(300, agentLives: false);
        Assert.Empty(_told);
        Silence(2);
        Assert.Single(_told);
    }

    private void Frames(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _now += 1_000;
            _watch.Came(_now);
            Advance(true);
        }
    }

    private void Silence(int seconds, bool agentLives = true)
    {
        for (var i = 0; i < seconds; i++)
        {
            _now += 1_000;
            Advance(agentLives);
        }
    }

    private void Advance(bool agentLives)
    {
        if (_watch.Advance(_now, agentLives) is { } alarm)
        {
            _told.Add(alarm);
        }
    }
}
