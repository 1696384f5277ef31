using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Vision.Tests.Objects;

/// <summary>What is read off outputs whose numbers are known, through OpenCV as with any network; three classes, input 64×64.</summary>
public sealed class OutputReaderTests : IDisposable
{
    private const int Side = 64;
    private readonly TempFolder _folder = new();

    [Fact]
    public void YoloV5_gives_a_row_a_thing_and_the_score_is_objectness_times_class()
    {
        using var detector = Open([-1, 4, 8], Rows(
            [16, 20, 16, 8, 0.9f, 0.1f, 0.8f, 0],
            [17, 20, 16, 8, 0.8f, 0.1f, 0.8f, 0],
            [48, 40, 10, 20, 0.9f, 0.7f, 0.1f, 0],
            [48, 10, 10, 10, 0.2f, 1, 0, 0]));

        Assert.Equal("rows 1x4x8", detector.Output);
        Assert.Equal(
            [
                new SeenObject("car", ThingKind.Vehicle, 0.72, new PictureBox(8 / 64.0, 16 / 64.0, 16 / 64.0, 8 / 64.0)),
                new SeenObject("person", ThingKind.Person, 0.63, new PictureBox(43 / 64.0, 30 / 64.0, 10 / 64.0, 20 / 64.0)),
            ],
            detector.Detect(Flat(0)));
    }

    [Fact]
    public void YoloV8_gives_a_column_a_thing_without_objectness()
    {
        using var detector = Open([-1, 7, 9], Columns(
            [16, 20, 16, 8, 0.1f, 0.8f, 0],
            [17, 20, 16, 8, 0.1f, 0.7f, 0],
            [17, 20, 16, 8, 0.5f, 0.2f, 0],
            [48, 40, 10, 20, 0.6f, 0.1f, 0.3f],
            [48, 10, 10, 10, 0.2f, 0, 0],
            [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]));

        Assert.Equal("columns 1x7x9", detector.Output);
        Assert.Equal(
            [("car", 0.8, 8 / 64.0), ("person", 0.6, 43 / 64.0), ("person", 0.5, 9 / 64.0)],
            detector.Detect(Flat(0)).Select(o => (o.Thing, o.Confidence, o.Box.X)));
    }

    [Fact]
    public void A_class_that_the_file_does_not_name_is_not_reported()
    {
        using var detector = Open([-1, 2, 8], Rows([32, 32, 8, 8, 0.9f, 0, 0, 0.9f], [10, 10, 8, 8, 0.9f, 0.9f, 0, 0]));
        Assert.Equal("person", Assert.Single(detector.Detect(Flat(0))).Thing);
    }

    [Fact]
    public void Places_are_those_of_the_picture_when_it_was_fitted_into_the_middle()
    {
        using var detector = Open([-1, 2, 8], Rows([32, 32, 16, 16, 0.9f, 0.9f, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]), fit: "centre");

        var seen = Assert.Single(detector.Detect(Flat(0, height: Side / 2)));

        Assert.Equal(new PictureBox(0.375, 0.25, 0.25, 0.5), seen.Box);
    }

    [Fact]
    public void Several_pictures_give_together_what_each_gives_alone()
    {
        using var detector = Open(
            [-1, 2, 8],
            Rows([16, 16, 8, 8, 0.1f, 0.9f, 0, 0], [40, 40, 8, 8, 0.9f, 0, 0.8f, 0]),
            brightness: Rows([0, 0, 0, 0, 0.8f, 0, 0, 0], [8, 0, 0, 0, -0.8f, 0, 0, 0]));
        Assert.True(detector.Batches);
        SeesEach(detector);
    }

    [Fact]
    public void One_that_shall_never_take_several_together_does_not()
    {
        using var detector = Open([-1, 2, 8], Rows([16, 16, 8, 8, 0.9f, 0.9f, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]), batch: "never");
        Assert.False(detector.Batches);
    }

    [Fact]
    public void A_network_made_for_one_picture_is_found_out_and_shown_one_at_a_time()
    {
        float[] nothing = [0, 0, 0, 0, 0, 0, 0];
        using var detector = Open(
            [1, -1, 7],
            Rows([[16, 16, 8, 8, 0, 0, 0], [40, 40, 8, 8, 0, 0.8f, 0], .. Enumerable.Repeat(nothing, 7)]),
            brightness: Rows([[0, 0, 0, 0, 0.8f, 0, 0], [8, 0, 0, 0, 0, -0.8f, 0], .. Enumerable.Repeat(nothing, 7)]),
            turned: true);
        Assert.Equal(("columns 1x7x9", false), (detector.Output, detector.Batches));
        SeesEach(detector);
    }

    public void Dispose() => _folder.Dispose();

    private static void SeesEach(ObjectDetector detector)
    {
        byte[][] jpegs = [Flat(0), Flat(255), Flat(100), [1, 2, 3]];

        var together = detector.DetectAll([.. jpegs.Select(j => (ReadOnlyMemory<byte>)j)]);

        Assert.Equal(["car"], together[0]!.Select(o => o.Thing));
        Assert.Equal(["person"], together[1]!.Select(o => o.Thing));
        Assert.Null(together[3]);
        Assert.Equal(jpegs[..3].Select(j => detector.Detect(j)), together.Take(3)!);
    }

    private static float[] Rows(params float[][] rows) => [.. rows.SelectMany(r => r)];

    private static float[] Columns(params float[][] things) =>
        [.. Enumerable.Range(0, things[0].Length).SelectMany(v => things.Select(t => t[v]))];

    private static byte[] Flat(byte grey, int height = Side) =>
        Pictures.Encode([.. Enumerable.Repeat(grey, Side * height * 3)], Side, height, 95);

    private ObjectDetector Open(int[] shape, float[] numbers, float[]? brightness = null, string fit = "stretch", bool turned = false, string batch = "always")
    {
        var model = TinyNetwork.Write(_folder.File("tiny.onnx"), Side, shape, numbers, brightness, turned);
        File.WriteAllText(_folder.File("three.names"), "person\ncar\ncat\n");
        return new ObjectDetector(ObjectConfigFile.Read(TestNetworks.Write(_folder, $$"""
            { "model": "{{model}}", "names": "three.names", "width": {{Side}}, "scale": 0.00392157, "redFirst": true, "fit": "{{fit}}", "batch": "{{batch}}",
              "classes": { "person": { "kind": "person" }, "car": { "kind": "vehicle" } } }
            """)));
    }
}
