using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Vision.Tests;

public sealed class RealClipTests
{
    private const string AsTheEdgeAgentSends = "scale=640:360";
    private static readonly PictureBox Bag = new(450 / 720.0, 369 / 480.0, 59 / 720.0, 45 / 480.0);

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task The_bag_of_aboda_4_is_reported_once_in_time_and_in_place(double framesPerSecond)
    {
        AssertBag(await WatchAsync(SharedData.Require("video", "aboda_video4.avi"), framesPerSecond, 8), Bag);
    }

    [SkippableTheory]
    [InlineData("darker at 20 s", "scale=640:360,split[a][b];[b]lutyuv=y=val*0.6:u=(val-128)*0.6+128:v=(val-128)*0.6+128[c];[a][c]overlay=enable='gte(t,20)'", 5)]
    [InlineData("brighter at 20 s", "scale=640:360,split[a][b];[b]lutyuv=y=val*1.3:u=(val-128)*1.3+128:v=(val-128)*1.3+128[c];[a][c]overlay=enable='gte(t,20)'", 5)]
    [InlineData("a cloud every ten seconds", "scale=640:360,split[a][b];[b]lutyuv=y=val*0.7:u=(val-128)*0.7+128:v=(val-128)*0.7+128[c];[a][c]overlay=enable='gte(mod(t,10),5)'", 5)]
    [InlineData("480x270", "scale=480:270", 5)]
    [InlineData("960x540", "scale=960:540", 5)]
    [InlineData("its own size", "null", 5)]
    [InlineData("strong compression", AsTheEdgeAgentSends, 24)]
    [InlineData("shaking by a pixel", "scale=644:364,crop=640:360:x='2+mod(n,3)-1':y='2+mod(floor(n/2),3)-1'", 5)]
    public async Task The_bag_is_found_all_the_same_when_the_picture_is(string change, string filter, int quality)
    {
        var alarms = await WatchAsync(SharedData.Require("video", "aboda_video4.avi"), 2, 8, filter: filter, quality: quality);
        Assert.True(alarms.Count > 0, change);
        AssertBag(alarms, Bag);
    }

    [SkippableFact]
    public async Task The_bag_is_found_in_a_mirrored_picture()
    {
        var mirrored = Bag with { X = 1 - Bag.X - Bag.Width };
        AssertBag(
            await WatchAsync(SharedData.Require("video", "aboda_video4.avi"), 2, 8, filter: "hflip,scale=640:360"), mirrored);
    }

    [SkippableFact]
    public async Task The_bag_is_found_in_a_zone_around_it_and_not_in_a_zone_beside_it()
    {
        var clip = SharedData.Require("video", "aboda_video4.avi");
        AssertBag(await WatchAsync(clip, 2, 8, [new(0.4, 0.5), new(0.9, 0.5), new(0.9, 1), new(0.4, 1)]), Bag);
        Assert.Empty(await WatchAsync(clip, 2, 8, [new(0, 0), new(0.4, 0), new(0.4, 1), new(0, 1)]));
    }

    [SkippableTheory]
    [InlineData("pets2001_ds3_cam1.mp4", 5)]
    [InlineData("pets2001_ds3_cam1.mp4", 2)]
    [InlineData("bgslib_motorway_cyclist.avi", 5)]
    public async Task Where_nothing_is_left_nothing_is_reported(string clip, double framesPerSecond)
    {
        Assert.Empty(await WatchAsync(SharedData.Require("video", clip), framesPerSecond, 8));
    }

    [SkippableFact]
    public async Task A_bag_that_is_taken_away_is_not_reported()
    {
        Assert.Empty(await WatchAsync(SharedData.Require("video", "aboda_video4.avi"), 2, 8, filter: "reverse,scale=640:360"));
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Eighty_seconds_of_pedestrians_raise_nothing(double framesPerSecond)
    {
        Assert.Empty(await WatchAsync(await Footage.RequireVtestAsync(), framesPerSecond, 8));
    }

    [SkippableFact]
    public async Task The_case_on_the_platform_is_reported_and_cleared_when_it_is_taken()
    {
        var alarms = await WatchAsync(
            SharedData.Require("video", "avss2007_AB_easy.avi"), 2, 8, [new(0, 0.3), new(0.62, 0.3), new(0.75, 1), new(0, 1)]);
        var raised = Assert.Single(alarms, a => a.ClearedAt is null);
        Assert.InRange(raised.RaisedAt, 88_000, 92_000);
        Assert.True(raised.Box!.Value.OverlapWith(new PictureBox(59 / 720.0, 242 / 576.0, 88 / 720.0, 155 / 576.0)) >= 0.5);
        Assert.InRange(Assert.Single(alarms, a => a.ClearedAt is not null).ClearedAt!.Value, 157_000, 165_000);
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task The_car_in_the_no_parking_lane_is_reported_once(double framesPerSecond)
    {
        PicturePoint[] lane = [new(305 / 640.0, 84 / 360.0), new(331 / 640.0, 84 / 360.0), new(358 / 640.0, 236 / 360.0), new(256 / 640.0, 236 / 360.0)];
        var alarms = await WatchAsync(
            SharedData.Require("video", "illegal_parking_kr.mp4"), framesPerSecond, 10, lane, ZonePurpose.Occupancy);
        var raised = Assert.Single(alarms, a => a.ClearedAt is null);
        Assert.Equal("occupancy", raised.Rule);
        Assert.InRange(raised.RaisedAt, 14_900, 17_000);
        Assert.True(raised.Box!.Value.OverlapWith(new PictureBox(275 / 640.0, 160 / 360.0, 67 / 640.0, 52 / 360.0)) >= 0.5);
    }

    [Fact]
    public async Task A_clip_that_is_not_there_gets_ffmpegs_own_words()
    {
        var failure = await Assert.ThrowsAsync<VisionException>(async () =>
        {
            await foreach (var _ in ClipWatcher.WatchAsync("/nowhere/clip.avi", dwellSeconds: 8))
            {
            }
        });
        Assert.Contains("No such file", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertBag(List<Alarm> alarms, PictureBox expected)
    {
        var raised = Assert.Single(alarms, a => a.ClearedAt is null);
        Assert.InRange(raised.RaisedAt, 27_000, 34_000);
        Assert.True(raised.Box!.Value.OverlapWith(expected) >= 0.5, $"box {raised.Box}");
    }

    private static async Task<List<Alarm>> WatchAsync(
        string clip,
        double framesPerSecond,
        double dwell,
        IReadOnlyList<PicturePoint>? zone = null,
        ZonePurpose purpose = ZonePurpose.Dumping,
        string filter = AsTheEdgeAgentSends,
        int quality = 5)
    {
        using var pipeline = new FramePipeline(new CameraWatch
        {
            CameraId = "clip",
            Zones = [new CameraZone { Name = "z", Purpose = purpose, Polygon = zone ?? [], DwellSeconds = dwell }],
        });
        List<Alarm> alarms = [];
        await foreach (var frame in ClipFrames.ReadAsync(clip, framesPerSecond, filter, quality))
        {
            alarms.AddRange(pipeline.Process(frame.Jpeg, (long)Math.Round(frame.Seconds * 1000)));
        }

        return alarms;
    }
}
