using System.Collections.Concurrent;
using System.Diagnostics;
using UrbanGrid.Mqtt.Tests;

namespace UrbanGrid.Peers.Tests;

/// <summary>A third-party program that runs beside the product in a test; killed with it.</summary>
internal sealed class PeerProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private PeerProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far, line by line.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts a program; skips the test if it is not installed.</summary>
    public static PeerProgram Start(string name, params string[] arguments)
    {
        var path = Find(name);
        Skip.If(path is null, $"Skipped: needs the program {name}, which is not installed here (apt-get install mosquitto mosquitto-clients).");
        // stdbuf replaces itself by the program and makes it print line by line into a pipe.
        var start = new ProcessStartInfo("stdbuf", ["-oL", path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new PeerProgram(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end and returns its exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        await using var program = Start(name, arguments);
        return (await program.WaitForExitAsync(), string.Join('\n', program.Lines));
    }

    public Task WaitForLineAsync(string part) =>
        Eventually.UntilAsync(() => _lines.Any(l => l.Contains(part, StringComparison.Ordinal)));

    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it as a crash would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Tells it to stop (SIGTERM) and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
        }
    }
}
