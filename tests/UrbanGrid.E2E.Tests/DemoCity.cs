using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>The demo as a user starts it: <c>./run demo</c> with ports and a data folder of its own.</summary>
public sealed class DemoCity : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>Address of console and REST.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Role → user and password.</summary>
    public IReadOnlyDictionary<string, (string User, string Password)> SignIns { get; private set; } =
        new Dictionary<string, (string, string)>();

    /// <summary>Where the demo keeps everything.</summary>
    public string DataFolder => _data.Path;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var port = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = DemoProcess.Start(_data.Path, port, FreePort.Next());
        Collect(_process);
        await Wait.UntilAsync(
            "the demo is ready",
            () => Task.FromResult(_process.HasExited ? throw new InvalidOperationException(Output) : Output.Contains("Ctrl-C stops everything", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(4));
        SignIns = ReadSignIns(Path.Combine(_data.Path, "credentials.json"));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await DemoProcess.InterruptAsync(_process);
        }

        _process?.Dispose();
        _data.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    private void Collect(Process process)
    {
        void Add(string? line)
        {
            lock (_output)
            {
                _output.Add(line ?? "");
            }
        }

        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static Dictionary<string, (string User, string Password)> ReadSignIns(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.GetProperty("users").EnumerateArray()
            .GroupBy(u => u.GetProperty("role").GetString()!)
            .ToDictionary(g => g.Key, g => (g.First().GetProperty("user").GetString()!, g.First().GetProperty("password").GetString()!));
    }
}
