using System.Net;
using System.Net.Sockets;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>A connection of the fuzzer; leaves no socket behind in TIME_WAIT, so that it can make a great many.</summary>
internal sealed class FuzzClient : IDisposable
{
    /// <summary>Beyond it the server hangs.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
    private readonly byte[] _buffer = new byte[16_384];

    public static async Task<FuzzClient> OpenAsync(int port)
    {
        var client = new FuzzClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <summary>Sends, and lets the server say what it will; false if it has closed the connection.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _socket.SendAsync(bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Says that nothing more comes, and reads to the end; all that was read.</summary>
    /// <exception cref="TimeoutException">The server neither answers nor closes.</exception>
    public async Task<byte[]> ReadToEndAsync(bool finish = true)
    {
        var heard = new List<byte>();
        using var deadline = new CancellationTokenSource(s_patience);
        try
        {
            if (finish)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }

            for (var count = await _socket.ReceiveAsync(_buffer, deadline.Token); count > 0; count = await _socket.ReceiveAsync(_buffer, deadline.Token))
            {
                heard.AddRange(_buffer.AsSpan(0, count));
            }
        }
        catch (SocketException)
        {
            // Reset: closed all the same.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server kept the connection open for {s_patience.TotalSeconds} s after the last byte.");
        }

        return [.. heard];
    }

    /// <summary>Sends a ping and waits for its answer, and only that.</summary>
    public async Task<bool> PingAsync()
    {
        using var deadline = new CancellationTokenSource(s_patience);
        byte[] ping = [0xC0, 0];
        await _socket.SendAsync(ping, deadline.Token);
        return await ReadAsync(2, deadline.Token) is [0xD0, 0];
    }

    public async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken = default)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var got = await _socket.ReceiveAsync(bytes.AsMemory(at), cancellationToken);
            if (got == 0)
            {
                return bytes[..at];
            }

            at += got;
        }

        return bytes;
    }

    public void Dispose() => _socket.Dispose();
}
