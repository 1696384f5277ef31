using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Tests.Covers;

/// <summary>What is drawn of a street with one manhole cover. Lengths are pixels.</summary>
internal sealed record CoverView
{
    /// <summary>Whether the cover lies in its seat.</summary>
    public bool Closed { get; init; } = true;

    /// <summary>Where the cover lies beside its seat, in its widths and heights; null where it is in it or gone.</summary>
    public (double X, double Y)? MovedBy { get; init; }

    /// <summary>Brightness, 1 being the day's.</summary>
    public double Light { get; init; } = 1;

    /// <summary>The camera's movement.</summary>
    public (int X, int Y) Shift { get; init; }

    /// <summary>Everything right of this is in the shade.</summary>
    public int? ShadeFrom { get; init; }

    /// <summary>How much everything is veiled in white, 0..1.</summary>
    public double Veil { get; init; }

    /// <summary>Boxes in front: left, top, width, height, brightness.</summary>
    public IReadOnlyList<(int Left, int Top, int Width, int Height, int Grey)> Things { get; init; } = [];

    /// <summary>How strong the cover's pattern is; 0 is a plain cover.</summary>
    public double Pattern { get; init; } = 1;
}

/// <summary>Draws a rough pavement with a patterned cover, always the same but for the camera's noise.</summary>
internal sealed class CoverStreet(int coverWidth = 60)
{
    public const int Width = 400;
    public const int Height = 260;
    private const int MiddleX = 200;
    private const int MiddleY = 130;
    private static readonly byte[] Noise = MakeNoise();
    private readonly Dictionary<(bool Closed, (double X, double Y)? MovedBy, double Pattern, (int X, int Y) Shift), float[]> _grounds = [];

    public PictureBox Box => new(
        (MiddleX - (coverWidth / 2.0)) / Width, (MiddleY - (CoverHeight / 2)) / Height, (double)coverWidth / Width, CoverHeight / Height);

    private double CoverHeight => coverWidth * 0.6;

    public byte[] Draw(int index, CoverView view)
    {
        var scene = (float[])Ground(view).Clone();
        foreach (var thing in view.Things)
        {
            Paint(scene, thing);
        }

        var bgr = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                double grey = scene[(y * Width) + x];
                grey *= view.Light * (x > view.ShadeFrom ? 0.5 : 1);
                grey += view.Veil * (225 - grey);
                var at = ((y * Width) + x) * 3;
                var noise = (Noise[((at * 7) + (index * 7919)) & 0xFFFF] % 7) - 3;
                bgr[at] = bgr[at + 1] = bgr[at + 2] = (byte)Math.Clamp(grey + noise, 0, 255);
            }
        }

        return Pictures.Encode(bgr, Width, Height, 88);
    }

    /// <summary>Street and cover, drawn once for each way the cover lies and the camera points.</summary>
    private float[] Ground(CoverView view)
    {
        var key = (view.Closed, view.MovedBy, view.Pattern, view.Shift);
        if (_grounds.TryGetValue(key, out var known))
        {
            return known;
        }

        var ground = new float[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                ground[(y * Width) + x] = (float)World(x - view.Shift.X, y - view.Shift.Y, view);
            }
        }

        return _grounds[key] = ground;
    }

    private static void Paint(float[] scene, (int Left, int Top, int Width, int Height, int Grey) thing)
    {
        for (var y = Math.Max(0, thing.Top); y < Math.Min(Height, thing.Top + thing.Height); y++)
        {
            for (var x = Math.Max(0, thing.Left); x < Math.Min(Width, thing.Left + thing.Width); x++)
            {
                scene[(y * Width) + x] = thing.Grey + ((x + y) / 6 % 2 * 14);
            }
        }
    }

    private double World(int x, int y, CoverView view)
    {
        var (u, v) = ((x - MiddleX) / (coverWidth / 2.0), (y - MiddleY) / (CoverHeight / 2));
        if (view.MovedBy is { } by && Math.Pow(u - (2 * by.X), 2) + Math.Pow(v - (2 * by.Y), 2) <= 1)
        {
            return Cover(u - (2 * by.X), v - (2 * by.Y), view);
        }

        if ((u * u) + (v * v) > 1)
        {
            var stone = (Noise[(((y / 3) * 977) + (x / 3)) & 0xFFFF] % 40) - 20;
            return 140 + stone + (x % 44 < 2 || y % 36 < 2 ? -35 : 0);
        }

        // A hole is dark, with the wall on the far side still in the light.
        return view is { Closed: true, MovedBy: null } ? Cover(u, v, view) : 14 + (v < -0.6 ? 40 : 0);
    }

    private static double Cover(double u, double v, CoverView view)
    {
        var r = Math.Sqrt((u * u) + (v * v));
        var raised = ((int)Math.Floor((u + 2) * 4.5) + (int)Math.Floor((v + 2) * 4.5)) % 2 == 0 ? 30 : -22;
        return 96 + (view.Pattern * (r > 0.86 ? -34 : raised));
    }

    private static byte[] MakeNoise()
    {
        var noise = new byte[1 << 16];
        new Random(20260301).NextBytes(noise);
        return noise;
    }
}
