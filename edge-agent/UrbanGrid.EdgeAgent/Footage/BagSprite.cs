namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>A tied woven sack as a picture with transparency (RGBA, 8 bits each), drawn from formulas.</summary>
public sealed class BagSprite
{
    private const double BodyRed = 46;
    private const double BodyGreen = 88;
    private const double BodyBlue = 128;

    private readonly byte[] _pixels;

    /// <summary>Draws a sack of this size.</summary>
    /// <param name="width">Pixels, shadow included.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="withShadow">Whether it stands on the ground and shades it softly.</param>
    public BagSprite(int width, int height, bool withShadow)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Draw(x, y, withShadow);
            }
        }
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Rows from the top, four bytes a pixel: red, green, blue, opacity.</summary>
    public ReadOnlyMemory<byte> Rgba => _pixels;

    private void Draw(int x, int y, bool withShadow)
    {
        // Place relative to the sack: u and v run from -1 to 1 over body and neck.
        var u = ((x + 0.5) / Width * 2.3) - 1.05;
        var v = ((y + 0.5) / Height * 2.16) - 1.06;
        var sack = Math.Max(BodyCover(u, v), NeckCover(u, v));
        var shadow = withShadow ? 0.45 * Soft(1 - Math.Sqrt(Square((u - 0.12) / 1.05) + Square((v - 0.86) / 0.2)), 0.5) : 0;
        var opacity = sack + ((1 - sack) * shadow);
        if (opacity <= 0)
        {
            return;
        }

        var light = Light(x, y, u, v);
        var share = sack / opacity;
        Put(x, y, BodyRed * light * share, BodyGreen * light * share, BodyBlue * light * share, opacity);
    }

    /// <summary>A sagging, slightly lumpy body, wider at the ground.</summary>
    private static double BodyCover(double u, double v)
    {
        var angle = Math.Atan2(v - 0.25, u);
        var lumps = 1 + (0.05 * Math.Sin((3 * angle) + 0.7)) + (0.04 * Math.Sin((5 * angle) + 2));
        var sag = v > 0.25 ? 1.04 : 0.9;
        var radius = Math.Pow(Math.Pow(Math.Abs(u) / (0.92 * sag), 2.4) + Math.Pow(Math.Abs(v - 0.25) / 0.72, 2.4), 1 / 2.4);
        return Soft(lumps - radius, 0.08);
    }

    private static double NeckCover(double u, double v)
    {
        var width = v < -0.62 ? 0.1 + (0.5 * (-0.62 - v)) : 0.12 + (0.9 * Square(v + 0.62));
        return v is > -1 and < -0.2 ? Soft(width - Math.Abs(u - 0.05), 0.08) : 0;
    }

    /// <summary>Light from the upper left, folds that run to the neck, the weave of the cloth.</summary>
    private static double Light(int x, int y, double u, double v)
    {
        var roundness = 1.05 - (0.28 * u) - (0.3 * v);
        var folds = 0.16 * Math.Sin((9 * Math.Atan2(u - 0.05, v + 0.9)) + (1.5 * v));
        var weave = ((x + y) % 3 == 0 ? 0.05 : -0.02) + (0.14 * (Noise(x, y) - 0.5));
        return Math.Clamp(roundness + folds + weave, 0.35, 1.7);
    }

    private static double Noise(int x, int y)
    {
        var hash = unchecked(((uint)x * 374761393u) + ((uint)y * 668265263u));
        hash = unchecked((hash ^ (hash >> 13)) * 1274126177u);
        return (hash ^ (hash >> 16)) / (double)uint.MaxValue;
    }

    private static double Soft(double inside, double edge) => Math.Clamp((inside / edge) + 0.5, 0, 1);

    private static double Square(double value) => value * value;

    private void Put(int x, int y, double red, double green, double blue, double opacity)
    {
        var at = ((y * Width) + x) * 4;
        _pixels[at] = (byte)Math.Clamp(red, 0, 255);
        _pixels[at + 1] = (byte)Math.Clamp(green, 0, 255);
        _pixels[at + 2] = (byte)Math.Clamp(blue, 0, 255);
        _pixels[at + 3] = (byte)Math.Clamp(opacity * 255, 0, 255);
    }
}
