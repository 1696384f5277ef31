using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Tests;

/// <summary>A patterned thing at a place of a drawn street, pixels.</summary>
internal readonly record struct Thing(int X, int Y, int Width, int Height, byte Blue, byte Green, byte Red);

/// <summary>Draws a paved street with things on it and camera noise, always the same, as JPEG.</summary>
internal sealed class SyntheticStreet
{
    public const int Width = 640;
    public const int Height = 360;

    private readonly byte[] _ground = new byte[Width * Height * 3];
    private readonly byte[] _noise = new byte[1 << 16];

    public SyntheticStreet()
    {
        var random = new Random(20260301);
        random.NextBytes(_noise);
        var slabs = new int[20 * 12];
        for (var i = 0; i < slabs.Length; i++)
        {
            slabs[i] = random.Next(-14, 15);
        }

        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var joint = x % 32 < 2 || y % 30 < 2 ? -30 : 0;
                var grey = 140 + slabs[(y / 30 * 20) + (x / 32)] + joint + (_noise[((y * 131) + x) & 0xFFFF] % 9);
                var at = ((y * Width) + x) * 3;
                _ground[at] = (byte)(grey - 8);
                _ground[at + 1] = (byte)grey;
                _ground[at + 2] = (byte)(grey + 6);
            }
        }
    }

    public static Thing Bag(int x, int y) => new(x, y, 52, 40, 40, 34, 120);

    public static Thing Person(int x, int y) => new(x, y, 34, 96, 60, 40, 30);

    /// <summary>Frame number <paramref name="index"/> under the given light.</summary>
    public byte[] Draw(int index, double light, params IEnumerable<Thing> things)
    {
        var pixels = (byte[])_ground.Clone();
        foreach (var thing in things)
        {
            Paint(pixels, thing);
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            var noise = (_noise[((i * 7) + (index * 7919)) & 0xFFFF] % 7) - 3;
            pixels[i] = (byte)Math.Clamp((pixels[i] * light) + noise, 0, 255);
        }

        return Pictures.Encode(pixels, Width, Height, 85);
    }

    private static void Paint(byte[] pixels, Thing thing)
    {
        for (var y = Math.Max(0, thing.Y); y < Math.Min(Height, thing.Y + thing.Height); y++)
        {
            for (var x = Math.Max(0, thing.X); x < Math.Min(Width, thing.X + thing.Width); x++)
            {
                var stripe = (y - thing.Y) / 8 % 2 == 0 ? 0 : 24;
                var at = ((y * Width) + x) * 3;
                pixels[at] = (byte)(thing.Blue + stripe);
                pixels[at + 1] = (byte)(thing.Green + stripe);
                pixels[at + 2] = (byte)(thing.Red + stripe);
            }
        }
    }
}
