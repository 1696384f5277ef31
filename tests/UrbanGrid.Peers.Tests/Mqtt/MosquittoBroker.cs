using System.Net.Sockets;
using UrbanGrid.Mqtt.Tests;
using UrbanGrid.TestKit;

namespace UrbanGrid.Peers.Tests;

/// <summary>Debian's mosquitto on a free port.</summary>
/// <param name="persistent">Whether it keeps sessions and messages on disk when it is told to stop.</param>
internal sealed class MosquittoBroker(bool persistent = false) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private PeerProgram? _program;

    public int Port { get; } = FreePort.Next();

    /// <summary>User <c>edge</c> with this password; others are not let in.</summary>
    public const string Password = "secret";

    public async Task StartAsync()
    {
        var passwords = _folder.File("passwords");
        var config = _folder.File("mosquitto.conf");
        if (!File.Exists(config))
        {
            await File.WriteAllTextAsync(passwords, "");
            var made = await PeerProgram.RunAsync("mosquitto_passwd", "-b", passwords, "edge", Password);
            Assert.True(made.ExitCode == 0, made.Output);
            await File.WriteAllTextAsync(
                config, $"listener {Port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\nuser root\nlog_type all\n"
                + $"max_queued_messages 0\n{(persistent ? $"persistence true\npersistence_location {_folder.Path}/\n" : "")}");
        }

        _program = PeerProgram.Start("mosquitto", "-c", config, "-v");
        await Eventually.UntilAsync(IsListeningAsync);
    }

    public Task KillAsync() => _program!.KillAsync();

    public Task StopAsync() => _program!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<bool> IsListeningAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
