using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>A picture of floats, blue-green-red, to compose test pictures with. Coordinates are pixels, their centres whole numbers.</summary>
internal sealed class Raster(int width, int height)
{
    public const int Channels = 3;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Pixels { get; } = new float[width * height * Channels];

    public static Raster Decode(ReadOnlySpan<byte> jpeg)
    {
        var bgr = CropPictures.Pixels(jpeg, out var width, out var height);
        var raster = new Raster(width, height);
        for (var i = 0; i < bgr.Length; i++)
        {
            raster.Pixels[i] = bgr[i];
        }

        return raster;
    }

    public byte[] Encode(int quality)
    {
        var bgr = new byte[Pixels.Length];
        for (var i = 0; i < bgr.Length; i++)
        {
            bgr[i] = (byte)Math.Clamp(MathF.Round(Pixels[i]), 0, 255);
        }

        return Pictures.Encode(bgr, Width, Height, quality);
    }

    public Raster Clone()
    {
        var copy = new Raster(Width, Height);
        Pixels.CopyTo(copy.Pixels, 0);
        return copy;
    }

    /// <summary>Every pixel anew from its place and old value.</summary>
    public Raster Map(Func<int, int, int, float, float> value)
    {
        var result = new Raster(Width, Height);
        for (int y = 0, at = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                for (var c = 0; c < Channels; c++, at++)
                {
                    result.Pixels[at] = value(x, y, c, Pixels[at]);
                }
            }
        }

        return result;
    }

    /// <summary>This where the mask is 0, the other where it is 1.</summary>
    public Raster Blend(Raster other, float[] mask)
    {
        var result = new Raster(Width, Height);
        for (var i = 0; i < mask.Length; i++)
        {
            for (var c = 0; c < Channels; c++)
            {
                var at = (i * Channels) + c;
                result.Pixels[at] = Pixels[at] + (mask[i] * (other.Pixels[at] - Pixels[at]));
            }
        }

        return result;
    }

    /// <summary>A picture of the given size whose pixel p shows this at <paramref name="back"/>(p); the border is repeated.</summary>
    public Raster Warp(int width, int height, Affine back)
    {
        var result = new Raster(width, height);
        for (int y = 0, at = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (sx, sy) = back.Of(x, y);
                sx = Math.Clamp(sx, 0, Width - 1.001f);
                sy = Math.Clamp(sy, 0, Height - 1.001f);
                var (left, top) = ((int)sx, (int)sy);
                var (u, v) = (sx - left, sy - top);
                var from = ((top * Width) + left) * Channels;
                for (var c = 0; c < Channels; c++, at++)
                {
                    var upper = Pixels[from + c] + (u * (Pixels[from + Channels + c] - Pixels[from + c]));
                    var below = from + (Width * Channels) + c;
                    var lower = Pixels[below] + (u * (Pixels[below + Channels] - Pixels[below]));
                    result.Pixels[at] = upper + (v * (lower - upper));
                }
            }
        }

        return result;
    }

    public Raster Blur(double sigma) => new(Width, Height, Planes.Blur(Pixels, Width, Height, Channels, sigma));

    private Raster(int width, int height, float[] pixels)
        : this(width, height) => pixels.CopyTo(Pixels, 0);
}
