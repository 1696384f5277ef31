using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>Debian's mosquitto on a port of its own, with its limits off so that it drops nothing.</summary>
internal sealed class MosquittoPeer : IAsyncDisposable
{
    private readonly Process _process;

    private MosquittoPeer(Process process, int port, string version) => (_process, Port, Version) = (process, port, version);

    public int Port { get; }

    public string Version { get; }

    /// <summary>Processor time it has used.</summary>
    public double CpuMs
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    /// <summary>Resident memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it; null, with a word on the console, where it is not installed.</summary>
    public static async Task<MosquittoPeer?> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var config = Path.Combine(folder, "mosquitto.conf");
        await File.WriteAllTextAsync(
            config,
            string.Create(CultureInfo.InvariantCulture, $"listener {port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 0\nmax_queued_messages 0\npersistence false\nlog_type none\n"),
            cancellationToken);
        try
        {
            var process = Process.Start(new ProcessStartInfo("mosquitto", ["-c", config]) { RedirectStandardError = true })!;
            await ListeningAsync(port, cancellationToken);
            return new MosquittoPeer(process, port, await VersionAsync(cancellationToken));
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync("mosquitto is not installed (apt-get install mosquitto); measuring without the peer.");
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task ListeningAsync(int port, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (attempt < 100)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <summary>Its help text begins with "mosquitto version 2.0.11".</summary>
    private static async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        using var help = Process.Start(new ProcessStartInfo("mosquitto", ["-h"]) { RedirectStandardOutput = true })!;
        var text = await help.StandardOutput.ReadToEndAsync(cancellationToken);
        await help.WaitForExitAsync(cancellationToken);
        return text.Split('\n')[0].Split(' ')[^1].Trim();
    }
}
