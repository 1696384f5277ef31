using System.Diagnostics;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>The clients of Debian's mosquitto-clients; a test that needs them skips where they are not installed.</summary>
internal static class Mosquitto
{
    /// <summary>Runs one to its end; returns its exit code and what it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string name, params string[] arguments)
    {
        Skip.If(!File.Exists($"/usr/bin/{name}"), $"Skipped: needs the program {name}, which is not installed here (apt-get install mosquitto-clients).");
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, output + await errors);
    }
}
