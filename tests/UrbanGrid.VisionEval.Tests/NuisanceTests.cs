using UrbanGrid.VisionEval.Scenes;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Plots;
using UrbanGrid.VisionEval.Scenes.Stages;
using UrbanGrid.VisionEval.Scenes.Weather;

namespace UrbanGrid.VisionEval.Tests;

public sealed class NuisanceTests
{
    [Theory]
    [InlineData("rain", 6)]
    [InlineData("snow", 6)]
    [InlineData("fog", 15)]
    [InlineData("dusk", 6)]
    [InlineData("night", 30)]
    [InlineData("noise", 2)]
    [InlineData("clock", 0.5)]
    public void Weather_changes_the_picture_at_every_moment(string name, double atLeast)
    {
        var (with, without) = Pair(name);

        foreach (var t in new[] { 3.0, 20.0, 41.0 })
        {
            Assert.True(Differences.Mean(with.Draw(t).Pixels, without.Draw(t).Pixels) > atLeast, $"{name} at {t} s");
        }
    }

    [Theory]
    [InlineData("clouds", 8)]
    [InlineData("exposure", 5)]
    [InlineData("shake", 1.5)]
    [InlineData("insects", 0.1)]
    [InlineData("wind", 0.2)]
    public void Whatever_comes_and_goes_changes_the_picture_at_some_moment_and_differently_at_others(string name, double atLeast)
    {
        var (with, without) = Pair(name);

        double[] changes = [.. Enumerable.Range(0, 40).Select(t => Differences.Mean(with.Draw(t + 0.3).Pixels, without.Draw(t + 0.3).Pixels))];

        Assert.True(changes.Max() > atLeast, $"{name}: {changes.Max():0.00}");
        Assert.True(changes.Max() > changes.Min() * 1.2);
    }

    [Fact]
    public void Rain_falls_and_snow_drifts()
    {
        foreach (var name in new[] { "rain", "snow" })
        {
            var (with, _) = Pair(name);
            byte[] then = [.. with.Draw(10).Pixels];

            Assert.True(Differences.Mean(then, with.Draw(10.2).Pixels) > 3, name);
        }
    }

    [Fact]
    public void Compression_makes_pictures_smaller()
    {
        var (with, without) = Pair("compression");

        Assert.True(with.Jpeg(5).Length < 0.6 * without.Jpeg(5).Length);
    }

    [Fact]
    public void At_night_a_vehicle_lights_the_road_ahead_of_it()
    {
        const double Moment = 1.2;
        var plot = Street();
        var lane = plot.Stage.Lanes[0];
        var car = Extras.Drive(plot, lane, 0, (_, _) => new RouteWriter(plot.Stage.Ground, 0, lane.FromX, lane.FromY).To(lane.ToX, lane.ToY, 5));
        var dark = new Scene(plot.Stage, [], [new Night(Dice.Of(1, 1), plot.Stage, [])], plot.Done().Labels, 30);
        var lit = new Scene(plot.Stage, [car], [new Night(Dice.Of(1, 1), plot.Stage, [car])], plot.Done().Labels, 30);
        var nose = car.BoxAt(Moment)!.Value;
        var (x, y) = ((int)nose.Right + 60, (int)nose.Bottom - 6);

        Assert.True(Brightness(lit, Moment, x, y) > Brightness(dark, Moment, x, y) + 20);
    }

    [Fact]
    public void A_scene_has_one_sky_at_most_and_two_troubles_at_most()
    {
        for (var i = 0; i < 40; i++)
        {
            var names = PlotTable.Scene(5, i, [PlotTable.Kinds[0]]).Labels.Nuisances;

            Assert.True(names.Count(Climate.Skies.Contains) <= 1);
            Assert.True(names.Count(Climate.Troubles.Contains) <= 2);
            Assert.Equal(names.Count, names.Distinct().Count());
        }
    }

    private static double Brightness(Scene scene, double t, int x, int y)
    {
        ReadOnlySpan<byte> pixels = scene.Draw(t).Pixels;
        var sum = 0;
        for (var row = y - 4; row < y + 4; row++)
        {
            for (var column = x - 8; column < x + 8; column++)
            {
                sum += pixels[(((row * Scene.Width) + column) * 3) + 1];
            }
        }

        return sum / 128.0;
    }

    private static Plot Street() => new("test", StageShop.Paint("shops", Dice.Of(3, 0)), Dice.Of(3, 1));

    /// <summary>The same street with and without the nuisance.</summary>
    private static (Scene With, Scene Without) Pair(string name)
    {
        var plot = Street();
        Climate.Plant(plot, Dice.Of(3, 2), sway: 0);
        var without = plot.Done();
        var nuisance = name == "wind" ? Climate.Plant(plot, Dice.Of(3, 2), sway: 1) : Climate.Make(name, plot, Dice.Of(3, 3));
        return (new Scene(plot.Stage, [.. plot.Actors], [nuisance], without.Labels, 60), without);
    }
}
