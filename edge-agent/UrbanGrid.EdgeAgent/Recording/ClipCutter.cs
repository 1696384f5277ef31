using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>A finished clip.</summary>
/// <param name="Content">MP4, H.264, its index first.</param>
/// <param name="From">Begin, Unix ms.</param>
/// <param name="To">End, Unix ms.</param>
public sealed record Clip(byte[] Content, long From, long To);

/// <summary>
/// Makes an MP4 of pieces of a recording. The recorded video is kept as it is where it may: then the clip begins and ends with
/// a piece. It is encoded anew where something must be hidden, or where it would be too long or too large.
/// </summary>
public sealed class ClipCutter(string ffmpeg, int maxBytes)
{
    private const int EncodedWidth = 1280;

    /// <summary>Share of the allowed size that the encoder is told to keep to: it does not hit it exactly.</summary>
    private const double Headroom = 0.8;

    /// <summary>Cuts.</summary>
    /// <param name="pieces">Pieces in order, at least one.</param>
    /// <param name="order">What is wanted.</param>
    /// <param name="maskFile">Picture to lay over it; null where the recording hides enough.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <exception cref="ClipException">ffmpeg fails, or it cannot be made small enough.</exception>
    public async Task<Clip> CutAsync(IReadOnlyList<Piece> pieces, ClipOrder order, string? maskFile, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("urbangrid-clip-");
        try
        {
            var list = Path.Combine(folder.FullName, "pieces.txt");
            var result = Path.Combine(folder.FullName, "clip.mp4");
            await File.WriteAllTextAsync(list, ListOf(pieces), cancellationToken);
            var (from, to) = (pieces[0].From, pieces[^1].To);
            if (maskFile is null && to - from <= ClipOrder.LongestMs)
            {
                await RunAsync(["-f", "concat", "-safe", "0", "-i", list, "-map", "0:v:0", "-c", "copy", .. Ending(result)], cancellationToken);
                if (new FileInfo(result).Length <= maxBytes)
                {
                    return new Clip(await File.ReadAllBytesAsync(result, cancellationToken), from, to);
                }
            }

            var (begin, end) = (Math.Max(from, order.From), Math.Min(to, order.To));
            await RunAsync(Encode(list, maskFile, begin - from, end - begin, result), cancellationToken);
            var content = await File.ReadAllBytesAsync(result, cancellationToken);
            return content.Length <= maxBytes
                ? new Clip(content, begin, end)
                : throw new ClipException($"the clip has {content.Length} bytes, more than the {maxBytes} allowed");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private IReadOnlyList<string> Encode(string list, string? maskFile, long skipMs, long lengthMs, string result)
    {
        var seconds = Math.Max(0.1, lengthMs / 1000.0);
        var rate = (long)(maxBytes * 8 * Headroom / seconds);
        var size = string.Create(CultureInfo.InvariantCulture, $"scale='min({EncodedWidth},iw)':-2");
        var filters = maskFile is null
            ? $"[0:v:0]{size}[clip]"
            : $"[0:v:0]{size}[a];[1:v][a]scale2ref=flags=neighbor[m][b];[b][m]overlay[clip]";
        return
        [
            "-f", "concat", "-safe", "0", "-i", list,
            .. maskFile is null ? (string[])[] : ["-f", "image2", "-i", maskFile],
            "-filter_complex", filters, "-map", "[clip]",
            // After the filters, so that what is left out is left out to the frame.
            "-ss", Seconds(skipMs), "-t", Seconds(lengthMs),
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p",
            "-maxrate", rate.ToString(CultureInfo.InvariantCulture), "-bufsize", rate.ToString(CultureInfo.InvariantCulture),
            .. Ending(result),
        ];
    }

    private static string[] Ending(string result) => ["-an", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", result];

    private static string Seconds(long ms) => (ms / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>In the form of ffmpeg's concat demuxer; a quote in a name is written <c>'\''</c>.</summary>
    private static string ListOf(IEnumerable<Piece> pieces)
    {
        var text = new StringBuilder("ffconcat version 1.0\n");
        foreach (var piece in pieces)
        {
            text.Append(CultureInfo.InvariantCulture, $"file '{piece.Path.Replace("'", "'\\''", StringComparison.Ordinal)}'\n");
        }

        return text.ToString();
    }

    private async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(ffmpeg, ["-nostdin", "-v", "error", "-y", .. arguments]) { RedirectStandardError = true, UseShellExecute = false },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new ClipException($"{ffmpeg} cannot be started: {e.Message}");
        }

        try
        {
            var complaints = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new ClipException($"ffmpeg cannot cut it: {complaints.Trim().Split('\n')[^1]}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
