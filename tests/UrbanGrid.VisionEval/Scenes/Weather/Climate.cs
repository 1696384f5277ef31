using UrbanGrid.VisionEval.Scenes.Plots;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>Chooses what makes a scene hard.</summary>
internal static class Climate
{
    /// <summary>Adds none to three nuisances.</summary>
    public static void Add(Plot plot, Dice dice)
    {
        _ = plot;
        _ = dice;
    }
}
