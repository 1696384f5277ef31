using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.VisionEval.Labels;

namespace UrbanGrid.VisionEval.Tests;

public sealed class LabelFileTests
{
    private const string Zone = """{"name":"z","purpose":"dumping","polygon":[],"dwellSeconds":8}""";

    [Fact]
    public void What_was_written_reads_the_same()
    {
        var labels = new ClipLabels
        {
            Format = 1,
            Kind = "dropped",
            Zones = [new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 8 }],
            Covers = [new LabelledCover { Name = "lid", Box = new PictureBox(0.1, 0.2, 0.1, 0.1), Teach = [1, 2] }],
            Events = [new LabelledEvent { Class = EventClass.Dumping, Start = 1, Due = 9, Box = new PictureBox(0.1, 0.2, 0.3, 0.4), Zone = "z" }],
            Ignore = [new IgnoredSpan(From: 3, To: 4, Why: "a lorry in front")],
        };

        var read = LabelFile.Parse(LabelFile.Text(labels), "c.labels.json");

        Assert.Equal(LabelFile.Text(labels), LabelFile.Text(read));
    }

    [Fact]
    public void The_example_of_the_documentation_is_valid()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "vision-labels.md"));
        var begin = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;

        var labels = LabelFile.Parse(page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)], "example");

        Assert.NotEmpty(labels.Events);
        Assert.NotEmpty(labels.Covers);
    }

    [Fact]
    public void Labels_of_the_real_clips_are_valid()
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Labels", "real"));

        Assert.NotEmpty(files);
        Assert.All(files, f => LabelFile.Load(f));
    }

    [Theory]
    [InlineData("""{"format":1,"events":[""", "line 1")]
    [InlineData("""{"zones":[]}""", "format")]
    [InlineData("""{"format":2}""", "format is 2")]
    [InlineData("""{"format":1,"evnts":[]}""", "evnts")]
    [InlineData("""{"format":1,"events":[{"class":"theft","start":1,"due":2}]}""", "events[0].class")]
    [InlineData("""{"format":1,"events":[{"class":"dumping","start":1,"due":2}]}""", "lacks a box")]
    [InlineData("""{"format":1,"events":[{"class":"dumping","start":5,"due":2,"box":{"x":0,"y":0,"width":1,"height":1}}]}""", "due is 2")]
    [InlineData("""{"format":1,"events":[{"class":"dumping","start":1,"due":5,"end":4,"box":{"x":0,"y":0,"width":1,"height":1}}]}""", "ends at 4")]
    [InlineData("""{"format":1,"events":[{"class":"dumping","start":1,"due":5,"box":{"x":450,"y":369,"width":59,"height":45}}]}""", "relative")]
    [InlineData("""{"format":1,"events":[{"class":"dumping","start":1,"due":5,"zone":"q","box":{"x":0,"y":0,"width":1,"height":1}}]}""", "'q'")]
    [InlineData("""{"format":1,"zones":[{"name":"z","purpose":"dumping","polygon":[{"x":0,"y":0},{"x":1,"y":1}]}]}""", "three corners")]
    [InlineData("""{"format":1,"covers":[{"name":"c","box":{"x":0,"y":0,"width":1,"height":1},"teach":[]}]}""", "teach")]
    [InlineData("""{"format":1,"ignore":[{"from":5,"to":4}]}""", "from 5 to 4")]
    [InlineData("null", "null")]
    public void What_is_wrong_is_said_with_its_place(string json, string part)
    {
        var refusal = Assert.Throws<LabelException>(() => LabelFile.Parse(json, "clip.labels.json"));

        Assert.StartsWith("clip.labels.json", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_file_are_told_at_once()
    {
        var json = $$"""{"format":1,"zones":[{{Zone}},{{Zone}}],"events":[{"class":"cover","start":1,"due":2}]}""";

        Assert.True(Assert.Throws<LabelException>(() => LabelFile.Parse(json, "c")).Problems.Count >= 3);
    }

    [Fact]
    public void A_folder_without_labelled_clips_says_what_is_missing()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("clip.mp4"), "");

        Assert.Contains("vision-labels.md", Assert.Throws<LabelException>(() => LabelledClips.In(folder.Path, out _)).Message, StringComparison.Ordinal);
    }
}
