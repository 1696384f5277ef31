using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>
/// A street drawn from formulas, for machines that can get no real one: a house front, pavement and road, people who
/// walk, and one who leaves a bag at 12 s and goes.
/// </summary>
public sealed class GeneratedStreet(string ffmpeg)
{
    /// <summary>When the bag is put down.</summary>
    public const double PutDownSeconds = 12;

    /// <summary>Where the bag lies.</summary>
    public static readonly PictureBox Bag = new(
        (BagLeft + 2) / (double)Width, (BagGround - BagHeight + 2) / (double)Height, 37 / (double)Width, 32 / (double)Height);

    private const int Width = 640;
    private const int Height = 360;
    private const int Fps = 10;
    private const int Seconds = 50;
    private const int BagWidth = 42;
    private const int BagHeight = 36;
    private const int BagLeft = 348;
    private const int BagGround = 236;

    private static readonly Walker Owner = new(5, -20, 56, 234, 92, new Colour(58, 60, 66), new Colour(70, 84, 120))
    {
        Pause = (PutDownSeconds - 0.6, 1.4),
    };

    private static readonly Walker[] People =
    [
        new(0, 420, -48, 196, 74, new Colour(120, 40, 44), new Colour(40, 40, 46)),
        new(2, 650, -60, 330, 120, new Colour(46, 84, 60), new Colour(60, 60, 70)),
        Owner,
        new(24, -30, 62, 322, 118, new Colour(150, 132, 96), new Colour(48, 52, 64)),
        new(27, 660, -52, 190, 72, new Colour(52, 66, 110), new Colour(36, 36, 40)),
        new(36, -20, 50, 192, 73, new Colour(88, 88, 92), new Colour(62, 72, 104)),
        new(39, 660, -58, 334, 122, new Colour(40, 40, 44), new Colour(84, 92, 120)),
    ];

    /// <summary>Writes the clip as MP4 (H.264).</summary>
    /// <exception cref="FootageException">ffmpeg is absent or fails.</exception>
    public async Task RenderAsync(string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        string[] arguments =
        [
            "-v", "error", "-y",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{Width}x{Height}", "-r", Fps.ToString(CultureInfo.InvariantCulture), "-i", "pipe:0",
            "-vf", "noise=alls=4:allf=t", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-g", "50",
            "-pix_fmt", "yuv420p", "-movflags", "+faststart",
            target,
        ];
        await ChildProgram.RunAsync(ffmpeg, arguments, cancellationToken, input: stream => DrawAllAsync(stream, cancellationToken));
    }

    private static async Task DrawAllAsync(Stream target, CancellationToken cancellationToken)
    {
        var street = new Canvas(Width, Height);
        street.Paint(Background);
        var frame = new Canvas(Width, Height);
        var carried = new BagSprite(BagWidth, BagHeight, withShadow: false);
        var standing = new BagSprite(BagWidth, BagHeight, withShadow: true);
        for (var n = 0; n < Seconds * Fps; n++)
        {
            var seconds = n / (double)Fps;
            frame.CopyFrom(street);
            foreach (var person in People.OrderBy(p => p.FeetY))
            {
                person.Draw(frame, seconds);
                if (person == Owner)
                {
                    DrawBag(frame, seconds, carried, standing);
                }
            }

            await target.WriteAsync(frame.Rgb, cancellationToken);
        }
    }

    private static void DrawBag(Canvas frame, double seconds, BagSprite carried, BagSprite standing)
    {
        if (seconds >= PutDownSeconds)
        {
            frame.Draw(standing, BagLeft, BagGround - standing.Height);
        }
        else if (seconds >= Owner.Enter)
        {
            frame.Draw(carried, (int)Owner.XAt(seconds) + 2, (int)Owner.FeetY - carried.Height - 10);
        }
    }

    /// <summary>House front with windows, pavement with slabs, kerb, road.</summary>
    private static Colour Background(int x, int y)
    {
        var grain = 1 + (0.1 * (Noise(x, y) - 0.5)) + (0.12 * (Smooth(x / 23.0, y / 11.0) - 0.5));
        if (y < 120)
        {
            var window = x % 90 is > 22 and < 66 && y is > 26 and < 92;
            var brick = y % 8 == 0 || (x + (y / 8 % 2 * 8)) % 16 == 0;
            return (window ? new Colour(58, 70, 84) : brick ? new Colour(140, 118, 104) : new Colour(152, 112, 92)).Lit(grain);
        }

        if (y < 250)
        {
            var depth = (y - 120) / 130.0;
            var joint = (int)(Math.Sqrt(depth) * 9) != (int)(Math.Sqrt((y - 119) / 130.0) * 9)
                || Math.Abs(((x - 320) / (0.5 + depth)) % 48) < 0.7;
            return (joint ? new Colour(138, 136, 132) : new Colour(168, 166, 160)).Lit(grain);
        }

        return (y < 258 ? new Colour(196, 194, 188) : y is > 306 and < 312 && x % 80 < 46 ? new Colour(206, 206, 200) : new Colour(98, 98, 102)).Lit(grain);
    }

    private static double Smooth(double x, double y)
    {
        var (x0, y0) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (fx, fy) = (x - x0, y - y0);
        var top = Noise(x0, y0) + (fx * (Noise(x0 + 1, y0) - Noise(x0, y0)));
        var bottom = Noise(x0, y0 + 1) + (fx * (Noise(x0 + 1, y0 + 1) - Noise(x0, y0 + 1)));
        return top + (fy * (bottom - top));
    }

    private static double Noise(int x, int y)
    {
        var hash = unchecked(((uint)x * 2246822519u) + ((uint)y * 3266489917u));
        hash = unchecked((hash ^ (hash >> 15)) * 2654435761u);
        return (hash ^ (hash >> 16)) / (double)uint.MaxValue;
    }
}
