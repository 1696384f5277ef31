using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Plots;

namespace UrbanGrid.VisionEval.Tests;

public sealed class SceneTests
{
    public static TheoryData<string> Kinds => [.. PlotTable.Kinds.Select(k => k.Name)];

    [Fact]
    public void The_same_seed_draws_the_same_scene()
    {
        var (one, other) = (PlotTable.Scene(7, 3, PlotTable.Kinds), PlotTable.Scene(7, 3, PlotTable.Kinds));

        Assert.Equal(LabelFile.Text(one.Labels), LabelFile.Text(other.Labels));
        Assert.Equal(one.Jpeg(12.5), other.Jpeg(12.5));
    }

    [Fact]
    public void Another_seed_draws_another_scene()
    {
        Assert.NotEqual(PlotTable.Scene(7, 3, PlotTable.Kinds).Jpeg(12.5), PlotTable.Scene(8, 3, PlotTable.Kinds).Jpeg(12.5));
    }

    [Fact]
    public void A_moment_looks_the_same_whatever_was_drawn_before()
    {
        var scene = PlotTable.Scene(7, 5, PlotTable.Kinds);
        var first = scene.Jpeg(12.5);
        scene.Jpeg(3);

        Assert.Equal(first, scene.Jpeg(12.5));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_scene_has_labels_that_can_be_scored_and_lasts_beyond_what_is_due(string kind)
    {
        for (var index = 0; index < 3; index++)
        {
            var scene = Of(kind, index);

            Assert.Empty(LabelCheck.Run(scene.Labels));
            Assert.All(scene.Labels.Events, e => Assert.True(e.Due + 5 < scene.Seconds));
        }
    }

    [Theory]
    [InlineData("dropped", 1)]
    [InlineData("faint", 1)]
    [InlineData("from-vehicle", 1)]
    [InlineData("parks", 1)]
    [InlineData("stall-comes", 1)]
    [InlineData("stood-before", 1)]
    [InlineData("cover-stolen", 1)]
    [InlineData("waits", 0)]
    [InlineData("comes-back", 0)]
    [InlineData("taken-away", 0)]
    [InlineData("car-leaves", 0)]
    [InlineData("door-opens", 0)]
    [InlineData("stops-shortly", 0)]
    [InlineData("cover-walked-over", 0)]
    public void A_kind_of_scene_demands_what_its_name_says(string kind, int events)
    {
        Assert.Equal(events, Of(kind, 0).Labels.Events.Count);
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("from-vehicle")]
    [InlineData("owner-stays")]
    [InlineData("parks")]
    [InlineData("stall-comes")]
    [InlineData("stall-stood-before")]
    public void The_box_of_a_label_is_where_the_thing_changes_the_picture(string kind)
    {
        for (var index = 0; index < 3; index++)
        {
            var plain = Plain(Of(kind, index));
            var labelled = plain.Labels.Events[0];
            var thing = plain.Actors.Single(a => a is not Walker && a.BoxAt(labelled.Due) is { } b && b.Relative().OverlapWith(labelled.Box!.Value) > 0.95);
            byte[] with = [.. plain.Draw(labelled.Due).Pixels];

            var changed = Differences.BoxOf(with, plain.Draw(labelled.Due, without: thing).Pixels);

            Assert.True(changed.Relative().OverlapWith(labelled.Box!.Value) > 0.7, $"{kind} {index}: changed {changed}, label {labelled.Box}");
        }
    }

    [Fact]
    public void A_thing_is_in_the_picture_from_its_start_on()
    {
        var scene = Plain(Of("dropped", 2));
        var thing = scene.Actors.OfType<Prop>().Single();

        Assert.Null(thing.BoxAt(thing.From - 0.01));
        Assert.NotNull(thing.BoxAt(thing.From));
        Assert.Equal(Math.Round(thing.From, 1), scene.Labels.Events[0].Start);
    }

    [Fact]
    public void A_cover_changes_inside_its_box_and_not_before()
    {
        var scene = Of("cover-stolen", 0);
        var lid = scene.Actors.OfType<CoverLid>().Single();
        var alone = new Scene(scene.Stage, [lid], [], scene.Labels, scene.Seconds);
        var start = scene.Labels.Events[0].Start;
        byte[] before = [.. alone.Draw(start - 1).Pixels];

        var changed = Differences.BoxOf(before, alone.Draw(start + 1).Pixels);

        Assert.True(changed.GapTo(lid.Box) <= 0);
        Assert.True(Differences.BoxOf(before, alone.Draw(start - 2).Pixels).IsEmpty);
    }

    [Fact]
    public void Quiet_streets_demand_nothing_and_are_never_still()
    {
        var scene = PlotTable.Quiet(1, 0, 120);
        byte[] then = [.. Plain(scene).Draw(30).Pixels];

        Assert.Empty(scene.Labels.Events);
        Assert.Equal(120, scene.Seconds);
        Assert.Contains(Enumerable.Range(31, 30), t => !Differences.BoxOf(then, Plain(scene).Draw(t).Pixels).IsEmpty);
    }

    [Fact]
    public async Task A_scene_that_was_written_as_a_video_reads_back_with_its_labels()
    {
        using var folder = new TempFolder();
        var scene = PlotTable.Quiet(1, 1, 4);
        await SceneFilm.WriteAsync(scene, folder.File("a.mp4"), CancellationToken.None);
        await File.WriteAllTextAsync(folder.File("a" + LabelFile.Suffix), LabelFile.Text(scene.Labels));

        var clip = Assert.Single(LabelledClips.In(folder.Path, out _));
        List<ClipFrame> frames = [];
        await foreach (var frame in clip.Source.ReadAsync(null, CancellationToken.None))
        {
            frames.Add(frame);
        }

        Assert.Equal(4 * SceneSource.FullRate, frames.Count);
        Assert.Equal(LabelFile.Text(scene.Labels), LabelFile.Text(clip.Labels));
    }

    private static Scene Of(string kind, int index) => PlotTable.Scene(11, index, [PlotTable.Kinds.Single(k => k.Name == kind)]);

    /// <summary>The same without weather and shadows.</summary>
    private static Scene Plain(Scene scene) => new(scene.Stage with { Sun = default }, scene.Actors, [], scene.Labels, scene.Seconds);
}
