using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Vision.Tests.Objects;

public sealed class ObjectDetectorTests : IDisposable
{
    private static readonly PictureBox ParkedCar = new(275 / 640.0, 160 / 360.0, 67 / 640.0, 52 / 360.0);
    private readonly TempFolder _folder = new();

    [SkippableFact]
    public Task Yolox_without_its_decoder_is_recognised_and_sees_the_car() =>
        SeesTheCarAsync(TestNetworks.YoloxNano(_folder), "yolox 1x3549x85");

    [SkippableFact]
    public Task A_darknet_network_is_recognised_and_sees_the_car() => SeesTheCarAsync(TestNetworks.YoloFastest(_folder), "region 300x85, 1200x85");

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pictures_of_several_cameras_give_together_what_each_gives_alone(bool darknet)
    {
        var config = ObjectConfigFile.Read(darknet ? TestNetworks.YoloFastest(_folder) : TestNetworks.YoloxNano(_folder));
        using var detector = new ObjectDetector(config with { Batch = ObjectBatch.Always });
        Assert.Equal(darknet, detector.Batches);
        var parking = await ParkingFrameAsync();

        var together = detector.DetectAll([parking, new byte[] { 0 }, parking]);

        Assert.Equal(Told(detector.Detect(parking)), Told(together[0]!));
        Assert.Equal(Told(together[0]!), Told(together[2]!));
        Assert.Null(together[1]);
    }

    [SkippableFact]
    public async Task A_part_of_the_picture_is_looked_at_in_the_pictures_own_places()
    {
        using var detector = new ObjectDetector(ObjectConfigFile.Read(TestNetworks.YoloxNano(_folder)));
        var around = new PictureBox(ParkedCar.X - 0.1, ParkedCar.Y - 0.15, ParkedCar.Width + 0.2, ParkedCar.Height + 0.3);
        var seen = detector.Detect(await ParkingFrameAsync(), around);
        Assert.Contains(seen, o => o.Box.OverlapWith(ParkedCar) > 0.6);
    }

    [SkippableFact]
    public async Task A_person_is_seen_where_he_stands()
    {
        var clip = await Footage.RequireVtestAsync();
        using var detector = new ObjectDetector(ObjectConfigFile.Read(TestNetworks.YoloxNano(_folder)));
        await foreach (var frame in ClipFrames.ReadAsync(clip, 0.5))
        {
            Assert.True(detector.Detect(frame.Jpeg).Count(o => o.Thing == "person") >= 2);
            if (frame.Seconds > 8)
            {
                return;
            }
        }
    }

    [SkippableFact]
    public void Names_that_do_not_fit_the_network_are_told_with_the_numbers()
    {
        var names = _folder.File("two.names");
        File.WriteAllText(names, "person\ncar\n");
        var path = TestNetworks.Write(_folder, $$"""
            { "model": "{{SharedData.Require("models", "yolox_nano.onnx")}}", "names": "{{names}}", "width": 416, "classes": { "car": { "kind": "vehicle" } } }
            """);
        var refusal = Assert.Throws<ObjectConfigException>(() => new ObjectDetector(ObjectConfigFile.Read(path)));
        Assert.Contains("1x3549x85", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2 names", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<(string, double)> Told(IReadOnlyList<SeenObject> seen) => seen.Select(o => (o.Thing, Math.Round(o.Confidence, 2)));

    private static async Task SeesTheCarAsync(string config, string output)
    {
        using var detector = new ObjectDetector(ObjectConfigFile.Read(config));
        Assert.Equal(output, detector.Output);
        var seen = detector.Detect(await ParkingFrameAsync());
        Assert.Contains(seen, o => o.Kind == ThingKind.Vehicle && o.Box.OverlapWith(ParkedCar) > 0.5);
        Assert.Equal(ThingKind.Vehicle, new Sighting(0, seen).VoteOn(ParkedCar)?.Kind);
    }

    private static async Task<byte[]> ParkingFrameAsync()
    {
        await foreach (var frame in ClipFrames.ReadAsync(SharedData.Require("video", "illegal_parking_kr.mp4"), 1))
        {
            if (frame.Seconds >= 10)
            {
                return frame.Jpeg;
            }
        }

        throw new InvalidOperationException("The clip is shorter than ten seconds.");
    }
}
