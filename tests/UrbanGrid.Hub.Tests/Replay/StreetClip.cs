using System.Diagnostics;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Replay;

/// <summary>Clips drawn by ffmpeg, each once a run.</summary>
internal static class StreetClip
{
    /// <summary>When the thing comes to a stand, seconds.</summary>
    public const double Stands = 8.5;

    private static readonly SemaphoreSlim Once = new(1, 1);

    /// <summary>24 s of a rough grey street with a camera's noise, without which a picture counts as frozen; after 6 s a red cart drives in from the left and stands at the middle until the end.</summary>
    public static Task<string> WithCartAsync() => DrawAsync(
        "cart-in-noise.mkv",
        [
            "-f", "lavfi", "-i", "color=c=gray:s=640x360:r=10:d=24,noise=all_seed=7:alls=60,gblur=sigma=2",
            "-f", "lavfi", "-i", "color=c=0x902828:s=110x70:r=10:d=24,drawgrid=w=14:h=14:c=black",
            "-filter_complex", "[0][1]overlay=x='if(lt(t,6),-120,min(-120+(t-6)*150,260))':y=180:shortest=1,noise=alls=14:allf=t",
        ]);

    /// <summary>Ten seconds of a rough wall with a camera's noise, 760×420: cropped at another corner it is the view of a camera that was turned.</summary>
    public static Task<string> WallAsync() => DrawAsync(
        "wall.mkv", ["-f", "lavfi", "-i", "color=c=gray:s=76x42:r=2:d=10,noise=all_seed=7:alls=100,scale=760:420:flags=neighbor,noise=alls=12:allf=t"]);

    /// <summary>Two seconds of the rough street, for what is not about what happens in it.</summary>
    public static Task<string> ShortAsync() => DrawAsync(
        "short.mkv", ["-f", "lavfi", "-i", "color=c=gray:s=320x180:r=10:d=2,noise=all_seed=7:alls=60,gblur=sigma=2,noise=alls=14:allf=t"]);

    /// <summary>Half an hour and a minute of nothing.</summary>
    public static Task<string> TooLongAsync() => DrawAsync("long.mp4", ["-f", "lavfi", "-i", "color=c=gray:s=64x48:r=1:d=1860"]);

    private static async Task<string> DrawAsync(string name, string[] scene)
    {
        var path = Repository.PathOf("artifacts", "replay-tests", name);
        await Once.WaitAsync();
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var unfinished = $"{path}.part";
                string[] arguments = ["-v", "error", "-y", .. scene, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-f", name.EndsWith("mkv", StringComparison.Ordinal) ? "matroska" : "mp4", unfinished];
                using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
                var complaints = await ffmpeg.StandardError.ReadToEndAsync();
                await ffmpeg.WaitForExitAsync();
                Assert.True(ffmpeg.ExitCode == 0, complaints);
                File.Move(unfinished, path, overwrite: true);
            }
        }
        finally
        {
            Once.Release();
        }

        return path;
    }
}
