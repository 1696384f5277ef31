using System.ComponentModel;
using System.Diagnostics;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>Runs ffprobe and ffmpeg on a file that somebody sent, as a process that may fail, hang or be called off.</summary>
internal static class VideoProgram
{
    /// <summary>
    /// Containers that hold pictures and nothing else. A playlist would have ffmpeg open whatever it names, be it a file of
    /// this machine or an address of the house.
    /// </summary>
    public const string Containers =
        "mov,mp4,matroska,webm,avi,mpeg,mpegts,mpegvideo,asf,flv,ogg,mxf,nut,ivf,h264,hevc,m4v,dhav,live_flv,vc1,wtv,rm,3gp";

    /// <summary>What every call begins with: no questions, complaints only, local files only.</summary>
    public static readonly IReadOnlyList<string> Careful = ["-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", Containers];

    /// <summary>Runs it to its end.</summary>
    /// <returns>Exit code, standard output, and what it complained about.</returns>
    /// <exception cref="ProblemException"><c>video_program_missing</c>: it is not installed.</exception>
    public static async Task<(int ExitCode, string Output, string Complaints)> RunAsync(
        string program, IEnumerable<string> arguments, Action<string>? onLine, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = onLine is null
                ? await process.StandardOutput.ReadToEndAsync(cancellationToken)
                : await ReadLinesAsync(process.StandardOutput, onLine, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output, (await complaints).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task<string> ReadLinesAsync(StreamReader reader, Action<string> onLine, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            onLine(line);
        }

        return "";
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            })!;
            process.StandardInput.Close();
            Yield(process);
            return process;
        }
        catch (Win32Exception)
        {
            throw new ProblemException("video_program_missing", program);
        }
    }

    /// <summary>Live cameras come first.</summary>
    private static void Yield(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // Over already, or not allowed here: it runs as it is.
        }
    }
}
