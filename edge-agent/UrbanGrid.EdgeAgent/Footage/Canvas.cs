namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>A picture to draw into (RGB, 8 bits each).</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly byte[] _pixels = new byte[width * height * 3];

    public int Width => width;

    public int Height => height;

    public ReadOnlyMemory<byte> Rgb => _pixels;

    public void CopyFrom(Canvas other) => other._pixels.CopyTo(_pixels, 0);

    /// <summary>Fills with a colour of each place.</summary>
    public void Paint(Func<int, int, Colour> colourAt)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Blend(x, y, colourAt(x, y), 1);
            }
        }
    }

    /// <summary>An ellipse with soft edges.</summary>
    public void Ellipse(double centreX, double centreY, double radiusX, double radiusY, Colour colour, double opacity = 1)
    {
        for (var y = (int)(centreY - radiusY - 1); y <= centreY + radiusY + 1; y++)
        {
            for (var x = (int)(centreX - radiusX - 1); x <= centreX + radiusX + 1; x++)
            {
                var far = Math.Sqrt(Math.Pow((x + 0.5 - centreX) / radiusX, 2) + Math.Pow((y + 0.5 - centreY) / radiusY, 2));
                Blend(x, y, colour, opacity * Math.Clamp(((1 - far) * Math.Min(radiusX, radiusY)) + 0.5, 0, 1));
            }
        }
    }

    /// <summary>A thick line with round ends.</summary>
    public void Limb(double x1, double y1, double x2, double y2, double thickness, Colour colour)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(x2 - x1), Math.Abs(y2 - y1))));
        for (var i = 0; i <= steps; i++)
        {
            var share = i / (double)steps;
            Ellipse(x1 + (share * (x2 - x1)), y1 + (share * (y2 - y1)), thickness / 2, thickness / 2, colour);
        }
    }

    /// <summary>A sprite, its upper left corner at a place.</summary>
    public void Draw(BagSprite sprite, int left, int top)
    {
        var rgba = sprite.Rgba.Span;
        for (var y = 0; y < sprite.Height; y++)
        {
            for (var x = 0; x < sprite.Width; x++)
            {
                var p = rgba.Slice(((y * sprite.Width) + x) * 4, 4);
                Blend(left + x, top + y, new Colour(p[0], p[1], p[2]), p[3] / 255.0);
            }
        }
    }

    private void Blend(int x, int y, Colour colour, double opacity)
    {
        if (x < 0 || y < 0 || x >= width || y >= height || opacity <= 0)
        {
            return;
        }

        var at = ((y * width) + x) * 3;
        _pixels[at] = Mix(_pixels[at], colour.Red, opacity);
        _pixels[at + 1] = Mix(_pixels[at + 1], colour.Green, opacity);
        _pixels[at + 2] = Mix(_pixels[at + 2], colour.Blue, opacity);
    }

    private static byte Mix(byte below, double above, double opacity) =>
        (byte)Math.Clamp((below * (1 - opacity)) + (above * opacity), 0, 255);
}

/// <summary>Red, green and blue, 0 to 255.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public Colour Lit(double by) => new(Red * by, Green * by, Blue * by);
}
