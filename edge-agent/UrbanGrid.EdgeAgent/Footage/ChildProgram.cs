using System.ComponentModel;
using System.Diagnostics;

namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProgram
{
    /// <summary>Runs it, writing its input and reading its output where wanted.</summary>
    /// <exception cref="FootageException">It cannot be started or fails; carries its own last line.</exception>
    public static async Task RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        string? folder = null,
        Func<Stream, Task>? input = null,
        Func<Stream, Task>? output = null)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder ?? "",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        string? lastLine = null;
        process.ErrorDataReceived += (_, line) => lastLine = string.IsNullOrWhiteSpace(line.Data) ? lastLine : line.Data.Trim();
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new FootageException($"{program} cannot be started ({e.Message}); install it.");
        }

        try
        {
            process.BeginErrorReadLine();
            await Task.WhenAll(
                WriteAsync(process.StandardInput, input),
                output?.Invoke(process.StandardOutput.BaseStream) ?? process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (process.ExitCode != 0)
        {
            throw new FootageException($"{program} failed with code {process.ExitCode}: {lastLine ?? "it said nothing"}");
        }
    }

    private static async Task WriteAsync(StreamWriter target, Func<Stream, Task>? input)
    {
        try
        {
            if (input is not null)
            {
                await input(target.BaseStream);
            }

            target.Close();
        }
        catch (IOException)
        {
            // The program has ended; its exit code tells why.
        }
    }
}
