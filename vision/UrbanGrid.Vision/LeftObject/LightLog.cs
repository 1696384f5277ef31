namespace UrbanGrid.Vision.LeftObject;

/// <summary>How much the light of the whole scene has changed lately.</summary>
internal sealed class LightLog(double keptSeconds)
{
    /// <summary>Sum of the changes, as absolute logarithms of the gain, fading with time.</summary>
    public double Change { get; private set; }

    /// <summary>Adds a frame's gain; 1 where the light stayed.</summary>
    public void Add(double gain, double elapsed)
    {
        Change *= Math.Exp(-elapsed / keptSeconds);
        Change += Math.Abs(Math.Log(gain));
    }
}
