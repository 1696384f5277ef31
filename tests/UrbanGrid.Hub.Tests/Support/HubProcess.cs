using System.Diagnostics;
using UrbanGrid.Hub.Setup;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>The real program in a process of its own, which a test may kill.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    private HubProcess(Process process) =>
        (_process, _errors, _output) = (process, process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());

    public static HubProcess Start(string data, int port, int mqttPort, string? city, string? database = null) => Start(
        [
            "--data", data, "--bind", "127.0.0.1", "--port", $"{port}", "--mqtt-port", $"{mqttPort}", "--jt808-port", "0", "--jt1078-port", "0",
            .. city is null ? Array.Empty<string>() : ["--demo", "--city", city],
        ],
        database);

    /// <summary>Starts the program with a command line of its own.</summary>
    public static HubProcess Start(IEnumerable<string> arguments, string? database = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[HubCommandLine.DatabaseVariable] = database;
        foreach (var argument in arguments.Prepend(typeof(Program).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }

        return new HubProcess(Process.Start(start)!);
    }

    public async Task WaitReadyAsync(int port)
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var said = "nothing";
        while (!patience.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/healthz/ready", patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }

                said = await answer.Content.ReadAsStringAsync(patience.Token);
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }
            catch (HttpRequestException)
            {
                throw new InvalidOperationException($"The hub ended with {_process.ExitCode}: {await _errors}{await _output}");
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(100);
        }

        await KillAsync();
        throw new TimeoutException($"The hub was not ready in three minutes; its health said {said}. It printed: {await _errors}{await _output}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>kill -15: please stop.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<(int Code, string Errors, string Output)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _errors, await _output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
