using System.Diagnostics;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>Runs <c>./run demo</c> and stops it as Ctrl-C does.</summary>
public static class DemoProcess
{
    /// <summary>Starts it; standard output and error are redirected.</summary>
    public static Process Start(string dataFolder, int port, int mqttPort, params string[] more)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        string[] arguments = ["./run", "demo", "--no-browser", "--port", $"{port}", "--mqtt-port", $"{mqttPort}", "--jt808-port", $"{FreePort.Next()}", "--data", dataFolder, .. more];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Sends SIGTERM, which ./run treats as Ctrl-C, and waits for the end.</summary>
    public static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])!;
        await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
    }
}
