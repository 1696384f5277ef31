namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>Chance of each place, always the same.</summary>
internal static class Texture
{
    /// <summary>0..1, unrelated from one whole place to the next.</summary>
    public static double At(double x, double y, int seed)
    {
        unchecked
        {
            var h = ((uint)(int)x * 374761393u) + ((uint)(int)y * 668265263u) + ((uint)seed * 2246822519u);
            h = (h ^ (h >> 13)) * 1274126177u;
            return ((h ^ (h >> 16)) & 0xFFFF) / 65535.0;
        }
    }

    /// <summary>0..1, smooth, with detail at two sizes.</summary>
    public static double Clouds(double x, double y, int seed) => (0.7 * Smooth(x, y, seed)) + (0.3 * Smooth(x * 2.7, y * 2.7, seed + 1));

    private static double Smooth(double x, double y, int seed)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (u, v) = (Ease(x - left), Ease(y - top));
        var upper = At(left, top, seed) + (u * (At(left + 1, top, seed) - At(left, top, seed)));
        var lower = At(left, top + 1, seed) + (u * (At(left + 1, top + 1, seed) - At(left, top + 1, seed)));
        return upper + (v * (lower - upper));
    }

    private static double Ease(double u) => u * u * (3 - (2 * u));
}
