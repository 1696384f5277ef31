using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Vision.Tests.Health;

public sealed class RealClipHealthTests
{
    private const string Scaled = "scale=640:360";

    [SkippableTheory]
    [InlineData("aboda_video4.avi", 1)]
    [InlineData("aboda_video4.avi", 5)]
    [InlineData("illegal_parking_kr.mp4", 2)]
    [InlineData("illegal_parking_kr.mp4", 29.66)]
    [InlineData("pets2001_ds3_cam1.mp4", 1)]
    [InlineData("pets2001_ds3_cam1.mp4", 5)]
    [InlineData("bgslib_motorway_cyclist.avi", 2)]
    [InlineData("bgslib_motorway_cyclist.avi", 25)]
    [InlineData("avss2007_AB_easy.avi", 2)]
    public async Task A_camera_that_works_has_no_fault(string clip, double framesPerSecond)
    {
        var (alarms, suspended) = await WatchAsync(SharedData.Require("video", clip), framesPerSecond, Scaled);
        Assert.Empty(alarms);
        Assert.Equal(0, suspended);
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Eighty_seconds_of_pedestrians_have_no_fault(double framesPerSecond)
    {
        var (alarms, suspended) = await WatchAsync(await Footage.RequireVtestAsync(), framesPerSecond, Scaled);
        Assert.Empty(alarms);
        Assert.Equal(0, suspended);
    }

    [SkippableTheory]
    [InlineData("picture_blurred", "gblur=sigma=5:enable='gte(t,12)'")]
    [InlineData("picture_black", "lutyuv=y='val*0.05':u=128:v=128:enable='gte(t,12)'")]
    [InlineData("picture_bright", "lutyuv=y='min(255,val+200)':enable='gte(t,12)'")]
    [InlineData("picture_covered", "boxblur=60:3:enable='gte(t,12)',lutyuv=y='val*0.3+40':enable='gte(t,12)'")]
    [InlineData("picture_moved", "crop=600:338:'if(gte(t,12),40,0)':'if(gte(t,12),22,0)'")]
    [InlineData("picture_moved", "split[a][b];[b]hflip[c];[a][c]overlay=enable='gte(t,12)'")]
    [InlineData("picture_frozen", "null")]
    public async Task A_fault_on_real_footage_is_told_as_what_it_is(string rule, string filter)
    {
        foreach (var clip in (string[])["pets2001_ds3_cam1.mp4", "aboda_video4.avi"])
        {
            var frozen = rule == "picture_frozen";
            var filters = frozen ? Scaled : $"{Scaled},{filter}";
            var (alarms, _) = await WatchAsync(SharedData.Require("video", clip), 2, filters, frozen ? 12 : null, patience: 100);
            Assert.Equal([rule], alarms.Select(a => a.Rule).Distinct());
            Assert.Single(alarms, a => a.ClearedAt is null);
        }
    }

    private static async Task<(List<Alarm> Alarms, int Suspended)> WatchAsync(
        string clip, double framesPerSecond, string filter, double? frozenAt = null, double patience = 0)
    {
        using var pipeline = new FramePipeline(new CameraWatch { CameraId = "clip", Zones = [new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 86_000 }] });
        List<Alarm> alarms = [];
        List<byte[]> loop = [];
        var suspended = 0;
        byte[]? stuck = null;
        var last = 0.0;
        await foreach (var frame in ClipFrames.ReadAsync(clip, framesPerSecond, filter))
        {
            stuck ??= frame.Seconds >= frozenAt ? frame.Jpeg : null;
            alarms.AddRange(pipeline.Process(stuck ?? frame.Jpeg, (long)Math.Round(frame.Seconds * 1000)));
            suspended += pipeline.IsSuspended ? 1 : 0;
            last = frame.Seconds;
            loop.Add(stuck ?? frame.Jpeg);
        }

        // A short clip goes back and forth at its end, so that a fault has the time it needs.
        for (var i = 0; last < patience && patience > 0; i++)
        {
            last += 1 / framesPerSecond;
            alarms.AddRange(pipeline.Process(loop[^(1 + Math.Abs((i % 20) - 10))], (long)Math.Round(last * 1000)));
        }

        return (alarms, suspended);
    }
}
