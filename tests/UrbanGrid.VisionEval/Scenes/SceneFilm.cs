using System.Diagnostics;
using System.Globalization;
using UrbanGrid.Vision;

namespace UrbanGrid.VisionEval.Scenes;

/// <summary>Writes a scene as a video file through ffmpeg.</summary>
internal static class SceneFilm
{
    /// <summary>H.264's quality: a usual camera's, and one with little bandwidth.</summary>
    private const int UsualQuality = 25;

    private const int PoorQuality = 37;

    /// <summary>Writes it, ten pictures a second.</summary>
    /// <exception cref="VisionException">ffmpeg is missing or fails; carries its message.</exception>
    public static async Task WriteAsync(Scene scene, string path, CancellationToken cancellation)
    {
        using var ffmpeg = Start(path, scene.Nuisances.Any(n => n.Quality is not null) ? PoorQuality : UsualQuality);
        var complaints = ffmpeg.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await FeedAsync(scene, ffmpeg.StandardInput.BaseStream, cancellation);
            await ffmpeg.WaitForExitAsync(cancellation);
        }
        catch (IOException)
        {
            await ffmpeg.WaitForExitAsync(cancellation); // it has ended early, and says why
        }
        catch (OperationCanceledException)
        {
            ffmpeg.Kill();
            throw;
        }

        if (ffmpeg.ExitCode != 0)
        {
            throw new VisionException($"ffmpeg cannot write {path}: {(await complaints).Trim()}");
        }
    }

    private static async Task FeedAsync(Scene scene, Stream ffmpeg, CancellationToken cancellation)
    {
        var pixels = new byte[Scene.Width * Scene.Height * 3];
        await using (ffmpeg)
        {
            for (var i = 0; i / SceneSource.FullRate < scene.Seconds; i++)
            {
                scene.Draw(i / SceneSource.FullRate).Pixels.CopyTo(pixels);
                await ffmpeg.WriteAsync(pixels, cancellation);
            }
        }
    }

    private static Process Start(string path, int quality)
    {
        string[] arguments =
        [
            "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", $"{Scene.Width}x{Scene.Height}",
            "-r", SceneSource.FullRate.ToString(CultureInfo.InvariantCulture), "-i", "-", "-c:v", "libx264", "-preset", "veryfast", "-threads", "1",
            "-crf", quality.ToString(CultureInfo.InvariantCulture), "-pix_fmt", "yuv420p", "-movflags", "+faststart", path,
        ];
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardInput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new VisionException("ffmpeg is missing. Install it with: apt-get install -y ffmpeg");
        }
    }
}
