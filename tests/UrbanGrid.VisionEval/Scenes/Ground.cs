namespace UrbanGrid.VisionEval.Scenes;

/// <summary>Flat ground as a camera above it sees it.</summary>
/// <param name="Horizon">Row of the horizon, pixels; may lie above the picture.</param>
/// <param name="Growth">Pixels that a metre gains with each row nearer.</param>
/// <param name="VanishX">Column of the vanishing point.</param>
internal sealed record Ground(double Horizon, double Growth, double VanishX)
{
    /// <summary>A step up or down in the picture covers this many times the ground of a step aside.</summary>
    private const double Foreshortening = 2.2;

    /// <summary>Pixels of a metre that stands on a row.</summary>
    public double ScaleAt(double y) => Math.Max(1, (y - Horizon) * Growth);

    /// <summary>Metres on the ground between two places of the picture, roughly.</summary>
    public double Metres(double x1, double y1, double x2, double y2)
    {
        var (dx, dy) = (x2 - x1, (y2 - y1) * Foreshortening);
        return Math.Sqrt((dx * dx) + (dy * dy)) / ScaleAt((y1 + y2) / 2);
    }
}
