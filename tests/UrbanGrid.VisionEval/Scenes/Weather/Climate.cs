using UrbanGrid.VisionEval.Scenes.Plots;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>Chooses what makes a scene hard.</summary>
internal static class Climate
{
    /// <summary>Kinds of light and weather; a scene has at most one.</summary>
    public static IReadOnlyList<string> Skies { get; } = ["rain", "snow", "fog", "clouds", "dusk", "night"];

    /// <summary>What wind and camera add; a scene has at most two.</summary>
    public static IReadOnlyList<string> Troubles { get; } = ["wind", "shake", "exposure", "noise", "compression", "clock", "insects"];

    /// <summary>Adds none to three nuisances.</summary>
    public static void Add(Plot plot, Dice dice)
    {
        Plant(plot, dice, sway: 0);
        if (dice.Chance(0.55))
        {
            plot.Add(Make(dice.Pick(Skies), plot, dice));
        }

        List<string> left = [.. Troubles];
        for (var i = 0; i < 2; i++)
        {
            if (dice.Chance(0.4))
            {
                var name = dice.Pick(left);
                left.Remove(name);
                plot.Add(Make(name, plot, dice));
            }
        }
    }

    /// <summary>Makes one by name.</summary>
    public static Nuisance Make(string name, Plot plot, Dice dice) => name switch
    {
        "rain" => new Rain(dice),
        "snow" => new Snow(dice),
        "fog" => new Fog(dice),
        "clouds" => new Clouds(dice),
        "dusk" => new Dusk(dice),
        "night" => new Night(dice, plot.Stage, plot.Actors),
        "shake" => new Shake(dice),
        "exposure" => new Exposure(dice),
        "noise" => new SensorNoise(dice),
        "compression" => new Compression(dice),
        "clock" => new BurntClock(dice),
        "insects" => new Insects(dice),
        "wind" => Plant(plot, dice, sway: dice.Between(0.6, 1.2)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such nuisance"),
    };

    /// <summary>Trees, unless they stand already; wind makes those that stand sway.</summary>
    public static Wind Plant(Plot plot, Dice dice, double sway)
    {
        plot.RemoveTrees();
        foreach (var (x, y) in plot.Stage.Trees)
        {
            plot.Add(new Tree(x, y, plot.Stage.Ground.ScaleAt(y), dice, sway));
        }

        return new Wind();
    }
}
