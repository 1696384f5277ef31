using System.ComponentModel;
using System.Diagnostics;

namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>Asks <c>ffprobe</c>, which comes with ffmpeg, what a source sends.</summary>
public static class SourceProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the video is H.264, which every browser plays; null where that cannot be found out now.</summary>
    public static async Task<bool?> IsH264Async(string source, string ffmpeg, CancellationToken cancellationToken)
    {
        var network = source.StartsWith("rtsp", StringComparison.OrdinalIgnoreCase) ? (string[])["-rtsp_transport", "tcp"] : [];
        var start = new ProcessStartInfo(
            ProgramBeside(ffmpeg),
            ["-v", "quiet", .. network, "-select_streams", "v:0", "-show_entries", "stream=codec_name", "-of", "default=nw=1:nk=1", source])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        try
        {
            var answer = await process.StandardOutput.ReadToEndAsync(patience.Token);
            return answer.Trim() is { Length: > 0 } codec ? codec == "h264" : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string ProgramBeside(string ffmpeg) =>
        Path.GetFileName(ffmpeg).StartsWith("ffmpeg", StringComparison.Ordinal)
            ? Path.Combine(Path.GetDirectoryName(ffmpeg) ?? "", "ffprobe" + Path.GetFileName(ffmpeg)["ffmpeg".Length..])
            : "ffprobe";
}
