using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>The child process that runs <c>hub broker</c>, the server as a plain broker.</summary>
internal sealed class BrokerChild : IAsyncDisposable
{
    private readonly Process _process;

    private BrokerChild(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<BrokerChild> StartAsync(CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[HubAssembly(), "broker", "--port", port.ToString(CultureInfo.InvariantCulture), "--anonymous"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The broker did not start.");
        _ = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The broker died; see its messages above.");
        return new BrokerChild(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The hub that was built beside this bench.</summary>
    private static string HubAssembly()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "UrbanGrid.sln")))
        {
            root = root.Parent;
        }

        var path = Path.Combine(root?.FullName ?? "", "hub", "UrbanGrid.Hub", "bin", "Release", "net10.0", "UrbanGrid.Hub.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("The hub has not been built; start benches with ./run bench.", path);
    }
}
