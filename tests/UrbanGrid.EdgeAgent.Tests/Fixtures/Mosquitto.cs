using System.Globalization;
using System.Net.Sockets;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Fixtures;

/// <summary>A real mosquitto in the hub's place. It remembers sessions over a restart, so a watcher misses nothing.</summary>
internal sealed class Mosquitto : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ChildProcess> _watchers = [];
    private ChildProcess? _broker;

    public Mosquitto()
    {
        Skip.IfNot(System.IO.File.Exists("/usr/sbin/mosquitto"), "Skipped: needs mosquitto and mosquitto-clients.");
        System.IO.File.WriteAllText(_folder.File("mosquitto.conf"), $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            user root
            persistence true
            persistence_location {_folder.Path}/
            max_queued_messages 0
            max_inflight_messages 0
            """);
    }

    public int Port { get; } = FreePort.Next();

    public async Task StartAsync()
    {
        _broker = new ChildProcess("/usr/sbin/mosquitto", "-c", _folder.File("mosquitto.conf"));
        await Eventually.Holds(IsListening, "mosquitto listens");
    }

    /// <summary>Stops it in an orderly way: its sessions and queues are saved.</summary>
    public async Task StopAsync()
    {
        await _broker!.TerminateAsync();
        _broker.Dispose();
        _broker = null;
    }

    /// <summary>Subscribes for good; lines are "topic payload".</summary>
    public async Task<ChildProcess> WatchAsync(string id, string filter)
    {
        var watcher = new ChildProcess(
            "mosquitto_sub", "-p", Port.ToString(CultureInfo.InvariantCulture), "-i", id, "-c", "-q", "1", "-t", filter, "-t", "ready/" + id, "-F", "%t %p");
        _watchers.Add(watcher);
        await Eventually.Holds(
            () =>
            {
                using var ping = new ChildProcess("mosquitto_pub", "-p", Port.ToString(CultureInfo.InvariantCulture), "-t", "ready/" + id, "-m", "?");
                ping.Process.WaitForExit();
                return watcher.Output.Count > 0;
            },
            "mosquitto_sub is subscribed");
        return watcher;
    }

    public void Dispose()
    {
        _watchers.ForEach(w => w.Dispose());
        _broker?.Dispose();
        _folder.Dispose();
    }

    private bool IsListening()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
