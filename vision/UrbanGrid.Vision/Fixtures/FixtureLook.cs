using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Fixtures;

/// <summary>Compares the small pictures of two things, whatever the light.</summary>
internal static class FixtureLook
{
    private const int Pixels = Scene.SignatureSide * Scene.SignatureSide;

    /// <summary>Standard deviation under which a picture has no pattern to compare, grey levels.</summary>
    private const double PlainSpread = 4;

    /// <summary>Correlation of the two patterns, -1..1; 1 where both are plain.</summary>
    public static double PatternLikeness(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        double sumA = 0, sumB = 0, squareA = 0, squareB = 0, product = 0;
        for (var i = 0; i < Pixels; i++)
        {
            var (x, y) = (Grey(a, i), Grey(b, i));
            sumA += x;
            sumB += y;
            squareA += x * x;
            squareB += y * y;
            product += x * y;
        }

        var spreadA = Math.Sqrt(Math.Max(0, (squareA / Pixels) - (sumA / Pixels * sumA / Pixels)));
        var spreadB = Math.Sqrt(Math.Max(0, (squareB / Pixels) - (sumB / Pixels * sumB / Pixels)));
        if (spreadA < PlainSpread && spreadB < PlainSpread)
        {
            return 1;
        }

        return spreadA < 1e-3 || spreadB < 1e-3
            ? 0
            : ((product / Pixels) - (sumA / Pixels * sumB / Pixels)) / (spreadA * spreadB);
    }

    /// <summary>Largest difference of the channels' shares of the brightness, 0..1: colour without light.</summary>
    public static double ColourDistance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var (first, second) = (Shares(a), Shares(b));
        return Math.Max(
            Math.Abs(first.Blue - second.Blue), Math.Max(Math.Abs(first.Green - second.Green), Math.Abs(first.Red - second.Red)));
    }

    private static double Grey(ReadOnlySpan<byte> look, int pixel) =>
        (0.114 * look[3 * pixel]) + (0.587 * look[(3 * pixel) + 1]) + (0.299 * look[(3 * pixel) + 2]);

    /// <summary>The middle alone: the corners of the box show the ground.</summary>
    private static (double Blue, double Green, double Red) Shares(ReadOnlySpan<byte> look)
    {
        const int Rim = Scene.SignatureSide / 4;
        double blue = 1, green = 1, red = 1;
        for (var y = Rim; y < Scene.SignatureSide - Rim; y++)
        {
            for (var x = Rim; x < Scene.SignatureSide - Rim; x++)
            {
                var at = 3 * ((y * Scene.SignatureSide) + x);
                blue += look[at];
                green += look[at + 1];
                red += look[at + 2];
            }
        }

        var sum = blue + green + red;
        return (blue / sum, green / sum, red / sum);
    }
}
