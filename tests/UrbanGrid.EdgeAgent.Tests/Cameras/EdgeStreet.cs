using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.EdgeAgent.Tests.Cameras;

/// <summary>Frames of a rough wall with a camera's noise, two a second; drawn by ffmpeg.</summary>
internal static class EdgeStreet
{
    private const string Wall = "color=c=gray:s=76x42:r=2:d=10,noise=all_seed=7:alls=100,scale=760:420:flags=neighbor,noise=alls=12:allf=t";

    /// <summary>Ten seconds of it.</summary>
    /// <param name="turned">Pixels that the camera was turned by.</param>
    public static async Task<List<byte[]>> FramesAsync(int turned = 0)
    {
        using var folder = new TempFolder();
        var film = folder.File("wall.mkv");
        await ChildProcess.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", Wall, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", film);
        List<byte[]> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(film, 2, $"crop=640:360:{turned}:{turned / 3}"))
        {
            frames.Add(frame.Jpeg);
        }

        return frames;
    }
}
