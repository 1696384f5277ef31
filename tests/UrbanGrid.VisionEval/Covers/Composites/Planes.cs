namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>Masks and noise to compose with: one float a pixel, row by row.</summary>
internal static class Planes
{
    public static float[] Of(int width, int height, Func<int, int, double> value)
    {
        var plane = new float[width * height];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, at++)
            {
                plane[at] = (float)value(x, y);
            }
        }

        return plane;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>A normally distributed number.</summary>
    public static double Normal(this Random random)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    public static double Between(this Random random, double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>Clouds of the given size, mean 0 and deviation 1.</summary>
    public static float[] Clouds(int width, int height, double sigma, Random random)
    {
        var noise = Blur(Of(width, height, (_, _) => random.Normal()), width, height, 1, sigma);
        var mean = noise.Average();
        var deviation = MathF.Sqrt(noise.Sum(n => (n - mean) * (n - mean)) / noise.Length) + 1e-6f;
        return Array.ConvertAll(noise, n => (n - mean) / deviation);
    }

    public static float[] Blur(float[] pixels, int width, int height, int channels, double sigma)
    {
        var reach = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var kernel = new float[(2 * reach) + 1];
        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] = (float)Math.Exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
        }

        var sum = kernel.Sum();
        kernel = Array.ConvertAll(kernel, k => k / sum);
        var across = Pass(pixels, width, height, channels, kernel, reach, horizontal: true);
        return Pass(across, width, height, channels, kernel, reach, horizontal: false);
    }

    private static float[] Pass(float[] pixels, int width, int height, int channels, float[] kernel, int reach, bool horizontal)
    {
        var result = new float[pixels.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var k = -reach; k <= reach; k++)
                {
                    var sx = horizontal ? Math.Clamp(x + k, 0, width - 1) : x;
                    var sy = horizontal ? y : Math.Clamp(y + k, 0, height - 1);
                    var weight = kernel[k + reach];
                    for (var c = 0; c < channels; c++)
                    {
                        result[(((y * width) + x) * channels) + c] += weight * pixels[(((sy * width) + sx) * channels) + c];
                    }
                }
            }
        }

        return result;
    }
}
