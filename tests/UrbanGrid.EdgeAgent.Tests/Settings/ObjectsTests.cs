using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Settings;

/// <summary>The object detector that the agent's settings name.</summary>
public sealed class ObjectsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Its_path_is_relative_to_the_settings_and_a_file_that_is_not_there_is_told()
    {
        var settings = _folder.File("edge.json");
        File.WriteAllText(settings, """{"hub":{"host":"h"},"agent":{"id":"a","token":"t"},"objects":"objects.json"}""");
        var refusal = Assert.Throws<SettingsException>(() => SettingsFile.Load(settings));
        Assert.Contains($"$.objects: there is no file {_folder.File("objects.json")}", refusal.Message, StringComparison.Ordinal);

        File.WriteAllText(_folder.File("objects.json"), "{}");
        Assert.Equal(_folder.File("objects.json"), SettingsFile.Load(settings).Objects);
    }

    [Theory]
    [InlineData("""{ "modell": "x.onnx" }""", "'modell'")]
    [InlineData("""{ "model": "gone.onnx" }""", "model: there is no file")]
    [InlineData("""{ "model": "objects.json", "names": "objects.json", "width": 400, "classes": { "person": { "kind": "person" } } }""", "multiple of 32")]
    public async Task A_file_that_cannot_be_used_ends_the_program_with_a_sentence_that_says_what_to_change(string file, string what)
    {
        var objects = _folder.File("objects.json");
        await File.WriteAllTextAsync(objects, file);
        var refusal = Assert.Throws<SettingsException>(() => ObjectsFile.Open(objects));
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(CommandLine.BadSettings, await CommandLine.RunAsync(["detect", "clip.mp4", "--objects", objects]));
    }

    public void Dispose() => _folder.Dispose();
}
