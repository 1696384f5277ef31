using System.Diagnostics;
using Npgsql;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>
/// A real TimescaleDB, compiled to WebAssembly and run by Node.js. It takes one connection at a time, keeps its state between
/// them, and has no background workers: a test runs policies by itself.
/// </summary>
public sealed class TimescaleServer : IAsyncLifetime
{
    private static readonly string Folder = Repository.PathOf("tests", "UrbanGrid.Ingest.Tests", "Storage", "timescale");
    private Process? _process;
    private string? _absent;

    private readonly int _port = FreePort.Next();

    /// <summary>Connection string; skips the test, saying so, where the program is absent.</summary>
    public string Connection
    {
        get
        {
            Skip.If(_absent is not null, _absent);
            return new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1", Port = _port, Username = "postgres", Password = "x", Database = "postgres", SslMode = SslMode.Disable,
                MaxPoolSize = 1, NoResetOnClose = true, CommandTimeout = 300, Timeout = 60,
            }.ToString();
        }
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@unni-craftsman")) && await RunAsync("npm", "ci", "--legacy-peer-deps", "--no-audit", "--no-fund") != 0)
        {
            _absent = "Skipped: needs Node.js, and the packages of tests/UrbanGrid.Ingest.Tests/Storage/timescale from the npm registry, which are absent here.";
            return;
        }

        _process = Start("node", "server.mjs", _port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var line = await _process.StandardOutput.ReadLineAsync();
        _absent = line == "listening" ? null : $"Skipped: TimescaleDB did not start: {line} {await _process.StandardError.ReadToEndAsync()}";
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            process.StandardInput.Close();
            var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            await read;
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
}
