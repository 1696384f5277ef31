using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Native;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>JPEG frames at 640×360, held in memory.</summary>
internal sealed record VisionBenchClip(string Name, double FramesPerSecond, IReadOnlyList<byte[]> Frames)
{
    private const int FramesMax = 400;
    private const int DrawnSeconds = 40;
    private const int Width = 640;
    private const int Height = 360;

    /// <summary>Time between two frames, milliseconds.</summary>
    public long FrameMs => (long)(1000 / FramesPerSecond);

    /// <summary>A real clip where one is at hand, else a drawn one.</summary>
    /// <param name="framesPerSecond">Rate of the frames.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="light">Filter of ffmpeg for another light, which a drawn clip goes without; null for the clip as it is.</param>
    public static async Task<VisionBenchClip> LoadAsync(double framesPerSecond, CancellationToken cancellation, string? light = null)
    {
        string[] places = ["../shared/data/video/aboda_video4.avi", "artifacts/footage/vtest.avi"];
        var path = places.Select(p => Repository.PathOf(p)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return new VisionBenchClip("drawn", framesPerSecond, [.. Enumerable.Range(0, (int)(DrawnSeconds * framesPerSecond)).Select(Draw)]);
        }

        List<byte[]> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(path, framesPerSecond, light is null ? $"scale={Width}:{Height}" : $"scale={Width}:{Height},{light}", cancellation: cancellation))
        {
            frames.Add(frame.Jpeg);
            if (frames.Count == FramesMax)
            {
                break;
            }
        }

        return new VisionBenchClip(Path.GetFileName(path), framesPerSecond, frames);
    }

    /// <summary>A mottled ground on which four figures walk.</summary>
    private static byte[] Draw(int index)
    {
        var pixels = new byte[Width * Height * 3];
        var grain = new Random(7);
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var ground = (byte)(110 + grain.Next(24) + (i / 3 / Width / 40 * 4));
            pixels.AsSpan(i, 3).Fill(ground);
        }

        for (var figure = 0; figure < 4; figure++)
        {
            var left = (int)((index * (3 + figure)) + (figure * 150)) % (Width - 30);
            for (var y = 60 + (figure * 60); y < 130 + (figure * 60); y++)
            {
                pixels.AsSpan(((y * Width) + left) * 3, 30 * 3).Fill((byte)(30 + (figure * 10)));
            }
        }

        return Pictures.Encode(pixels, Width, Height, 80);
    }
}
