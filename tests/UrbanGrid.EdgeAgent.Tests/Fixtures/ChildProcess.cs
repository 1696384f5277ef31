using System.Diagnostics;

namespace UrbanGrid.EdgeAgent.Tests.Fixtures;

/// <summary>A real program that a test starts and that ends with the test.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly List<string> _output = [];

    public ChildProcess(string program, params string[] arguments)
    {
        Process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        Process.OutputDataReceived += (_, line) => Keep(line.Data);
        Process.ErrorDataReceived += (_, line) => Keep(line.Data);
        Process.Start();
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    /// <summary>Both outputs so far, by line.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var child = new ChildProcess(program, arguments);
        await child.Process.WaitForExitAsync();
        Assert.True(child.Process.ExitCode == 0, $"{program}: {string.Join('\n', child.Output)}");
    }

    /// <summary>Asks it to stop (SIGTERM) and waits for its end; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await RunAsync("kill", "-TERM", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Process.WaitForExitAsync(patience.Token);
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }

        Process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }
}
