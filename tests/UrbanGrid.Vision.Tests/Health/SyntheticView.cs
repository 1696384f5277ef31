using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Tests.Health;

/// <summary>What is done to a drawn picture before the camera sends it.</summary>
internal sealed record Lens
{
    /// <summary>The camera was turned so far, pixels.</summary>
    public (int X, int Y) Turned { get; init; }

    /// <summary>Radius of defocus, pixels.</summary>
    public int Defocus { get; init; }

    /// <summary>Contrast and brightness: grey × gain + lift.</summary>
    public (double Gain, double Lift) Light { get; init; } = (1, 0);

    /// <summary>Share of the picture under paint, from the right.</summary>
    public double Sprayed { get; init; }

    /// <summary>Share of the picture behind a lorry, from the left.</summary>
    public double Lorry { get; init; }

    /// <summary>Noise of the sensor, grey levels either way.</summary>
    public int Noise { get; init; } = 3;

    /// <summary>The noise is that of this frame for ever; null while the camera lives.</summary>
    public int? StuckAt { get; init; }

    /// <summary>Whether a clock is burnt in.</summary>
    public bool Clock { get; init; }
}

/// <summary>Draws a street front of many shapes as JPEG, always the same, with noise that differs from frame to frame.</summary>
internal sealed class SyntheticView
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Margin = 140;
    private const int WholeWidth = Width + (2 * Margin);
    private const int WholeHeight = Height + (2 * Margin);
    private readonly byte[] _whole = new byte[WholeWidth * WholeHeight];
    private readonly byte[] _noise = new byte[1 << 16];

    public SyntheticView(int seed = 7)
    {
        var random = new Random(seed);
        random.NextBytes(_noise);
        Array.Fill(_whole, (byte)120);
        for (var i = 0; i < 420; i++)
        {
            var (width, height) = (random.Next(12, 90), random.Next(10, 70));
            var (left, top, grey) = (random.Next(WholeWidth - width), random.Next(WholeHeight - height), (byte)random.Next(50, 200));
            for (var y = top; y < top + height; y++)
            {
                _whole.AsSpan((y * WholeWidth) + left, width).Fill(grey);
            }
        }
    }

    public byte[] Draw(int index, Lens lens)
    {
        var grey = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            _whole.AsSpan(((y + Margin - lens.Turned.Y) * WholeWidth) + Margin - lens.Turned.X, Width).CopyTo(grey.AsSpan(y * Width));
        }

        Fill(grey, Width - (int)(lens.Sprayed * Width), Width, 60);
        DrawLorry(grey, (int)(lens.Lorry * Width));
        grey = Blur(grey, lens.Defocus);
        var pixels = new byte[Width * Height * 3];
        var frame = lens.StuckAt ?? index;
        for (var i = 0; i < grey.Length; i++)
        {
            var noise = lens.Noise == 0 ? 0 : (_noise[((i * 7) + (frame * 7919)) & 0xFFFF] % ((2 * lens.Noise) + 1)) - lens.Noise;
            pixels.AsSpan(i * 3, 3).Fill((byte)Math.Clamp((grey[i] * lens.Light.Gain) + lens.Light.Lift + noise, 0, 255));
        }

        if (lens.Clock)
        {
            DrawClock(pixels, index);
        }

        return Pictures.Encode(pixels, Width, Height, 85);
    }

    private static void Fill(byte[] grey, int from, int to, byte value)
    {
        for (var y = 0; y < Height; y++)
        {
            grey.AsSpan((y * Width) + from, to - from).Fill(value);
        }
    }

    /// <summary>A box body with ribs, a cab edge and a stripe: structure of its own.</summary>
    private static void DrawLorry(byte[] grey, int width)
    {
        for (var y = 20; y < Height - 20; y++)
        {
            for (var x = 0; x < width; x++)
            {
                grey[(y * Width) + x] = (byte)(x % 48 < 5 ? 90 : Math.Abs(y - 180) < 14 ? 60 : 205);
            }
        }
    }

    private static void DrawClock(byte[] pixels, int index)
    {
        for (var digit = 0; digit < 8; digit++)
        {
            for (var y = 10; y < 28; y++)
            {
                for (var x = 0; x < 10; x++)
                {
                    var isLit = ((index >> digit) + x + (y * digit)) % 3 == 0;
                    pixels.AsSpan(((y * Width) + 20 + (digit * 14) + x) * 3, 3).Fill(isLit ? (byte)250 : (byte)10);
                }
            }
        }
    }

    private static byte[] Blur(byte[] grey, int radius)
    {
        if (radius == 0)
        {
            return grey;
        }

        // Twice a box, along and across: near enough to a lens out of focus.
        for (var pass = 0; pass < 2; pass++)
        {
            grey = Across(Across(grey, Width, Height, radius), Height, Width, radius);
        }

        return grey;
    }

    /// <summary>Averages along rows and returns the picture lying on its side.</summary>
    private static byte[] Across(byte[] grey, int width, int height, int radius)
    {
        var turned = new byte[grey.Length];
        for (var y = 0; y < height; y++)
        {
            var sum = 0;
            for (var x = -radius; x <= radius; x++)
            {
                sum += grey[(y * width) + Math.Clamp(x, 0, width - 1)];
            }

            for (var x = 0; x < width; x++)
            {
                turned[(x * height) + y] = (byte)(sum / ((2 * radius) + 1));
                sum += grey[(y * width) + Math.Min(x + radius + 1, width - 1)] - grey[(y * width) + Math.Max(x - radius, 0)];
            }
        }

        return turned;
    }
}
