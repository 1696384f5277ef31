using UrbanGrid.TestKit;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Vision.Tests.Objects;

public sealed class ObjectConfigTests : IDisposable
{
    private const string Good = """{ "model": "m.onnx", "names": "n.txt", "width": 416, "classes": { "person": { "kind": "person" } } }""";
    private readonly TempFolder _folder = new();

    public ObjectConfigTests()
    {
        File.WriteAllText(_folder.File("m.onnx"), "no network");
        File.WriteAllText(_folder.File("n.txt"), "person\ncar\n");
    }

    [Fact]
    public void Paths_are_relative_to_the_file_and_what_is_left_out_has_its_default()
    {
        var config = ObjectConfigFile.Read(TestNetworks.Write(_folder, Good));
        Assert.Equal(_folder.File("m.onnx"), config.Model);
        Assert.Equal((416, 416, 0.25), (config.Width, config.Height, config.CpuShare));
        Assert.Equal(ThingKind.Person, config.Classes["person"].Kind);
    }

    [Theory]
    [InlineData("m.onnx", "gone.onnx", "model: there is no file")]
    [InlineData("416", "400", "multiple of 32")]
    [InlineData("\"width\"", "\"threshold\": 1.5, \"width\"", "threshold must be between 0 and 1")]
    [InlineData("\"width\"", "\"treshold\": 0.5, \"width\"", "treshold")]
    [InlineData("{ \"kind\": \"person\" }", "{ \"kind\": \"human\" }", "$.classes.person.kind")]
    [InlineData("{ \"person\": { \"kind\": \"person\" } }", "{ }", "classes is empty")]
    [InlineData("\"width\": 416,", "\"width\": 416", "line 1")]
    public void What_is_wrong_is_told_in_the_words_of_the_file(string part, string instead, string expected)
    {
        var path = TestNetworks.Write(_folder, Good.Replace(part, instead, StringComparison.Ordinal));
        var refusal = Assert.Throws<ObjectConfigException>(() => ObjectConfigFile.Read(path));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_the_network_does_not_know_is_named()
    {
        var config = ObjectConfigFile.Read(TestNetworks.Write(_folder, Good.Replace("\"person\": {", "\"unicorn\": {", StringComparison.Ordinal)));
        var refusal = Assert.Throws<ObjectConfigException>(() => ObjectConfigFile.NamesOf(config));
        Assert.Contains("'unicorn' is not among the 2 names", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused_with_what_to_give_and_OpenCVs_reason()
    {
        var config = ObjectConfigFile.Read(TestNetworks.Write(_folder, Good));
        var refusal = Assert.Throws<ObjectConfigException>(() => new ObjectDetector(config));
        Assert.Contains($"{_folder.File("m.onnx")} is no network that can be used; give an ONNX file", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("OpenCV(", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
