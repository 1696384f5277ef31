using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>
/// Terminals that send datagrams. A terminal is told by its number; it goes on from another port of its address, as mobile
/// networks change them, but from another address it must authenticate itself again.
/// </summary>
internal sealed class UdpListener(TerminalGateway gateway, Jt808Metrics metrics, IngestOptions ingest, ILogger<UdpListener> logger) : IHostedService, IDisposable
{
    private const int MaxDatagram = 65_535;
    private const int SocketBytes = 8 * 1024 * 1024;

    private readonly Jt808Options _options = ingest.Jt808;
    private readonly ConcurrentDictionary<string, TerminalSession> _sessions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private Task _run = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.UdpPort is { } port)
        {
            _socket = Open(port);
            _run = Task.Run(() => RunAsync(_socket, _stop.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        _socket?.Dispose();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _socket?.Dispose();
    }

    private Socket Open(int port)
    {
        var any = _options.Bind.Equals(IPAddress.Any) && Socket.OSSupportsIPv6;
        var address = any ? IPAddress.IPv6Any : _options.Bind;
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = SocketBytes, SendBufferSize = SocketBytes };
        if (any)
        {
            socket.DualMode = true;
        }

        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }

    private async Task RunAsync(Socket socket, CancellationToken cancellationToken)
    {
        var datagram = new byte[MaxDatagram];
        var plain = new byte[MaxDatagram];
        var from = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(datagram, SocketFlags.None, from, cancellationToken);
                await TakeAsync(socket, datagram.AsMemory(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint, plain, cancellationToken);
            }
            catch (SocketException lost) when (!cancellationToken.IsCancellationRequested)
            {
                // An answer that could not be delivered comes back as an error of the next read.
                logger.LogDebug(lost, "UDP");
            }
            catch (Exception problem) when (problem is not OperationCanceledException and not ObjectDisposedException and not System.Threading.Channels.ChannelClosedException)
            {
                logger.LogError(problem, "The gateway failed on a datagram");
            }
        }
    }

    private async ValueTask TakeAsync(Socket socket, ReadOnlyMemory<byte> datagram, IPEndPoint from, byte[] plain, CancellationToken cancellationToken)
    {
        var splitter = default(FrameSplitter);
        var buffer = new ReadOnlySequence<byte>(datagram);
        while (true)
        {
            switch (splitter.Next(ref buffer, out var frame))
            {
                case SplitResult.Frame:
                    var length = Escaping.Unescape(frame.FirstSpan, plain, out _);
                    await TakeFrameAsync(socket, plain.AsMemory(0, length), from, cancellationToken);
                    break;
                case SplitResult.More when !buffer.IsEmpty:
                    metrics.Fault(FrameFault.Truncated);
                    return;
                case SplitResult.More:
                    return;
                default:
                    metrics.Fault(FrameFault.Garbage);
                    break;
            }
        }
    }

    private async ValueTask TakeFrameAsync(Socket socket, ReadOnlyMemory<byte> unescaped, IPEndPoint from, CancellationToken cancellationToken)
    {
        // A frame that cannot be read speaks for nobody: anybody could have sent it in a terminal's name.
        var fault = Frame.Read(unescaped, out var frame);
        if (fault != FrameFault.None)
        {
            metrics.Fault(fault);
            return;
        }

        if (Find(socket, Bcd.Significant(frame.Header.Phone), from) is { } session)
        {
            await gateway.ReceiveAsync(session, unescaped, cancellationToken);
        }
    }

    private TerminalSession? Find(Socket socket, string number, IPEndPoint from)
    {
        var known = Live(number);
        if (known is { DeviceId: not null, Link: UdpLink link } && !((IPEndPoint)link.Peer).Address.Equals(from.Address))
        {
            // From another address somebody may only try to become the terminal; the one that is known stays until that is done.
            metrics.Refused("other_address");
            return At(socket, $"{number}@{from.Address}", from);
        }

        if (known is null && Live($"{number}@{from.Address}") is { } successor)
        {
            // It has become the terminal, and the one before is gone.
            _sessions.TryRemove($"{number}@{from.Address}", out _);
            _sessions[number] = successor;
        }

        return At(socket, number, from);
    }

    private TerminalSession? Live(string key) => _sessions.TryGetValue(key, out var session) && session.Link.ClosedBecause is null ? session : null;

    private TerminalSession? At(Socket socket, string key, IPEndPoint from)
    {
        if (Live(key) is { Link: UdpLink link } known)
        {
            link.Peer = from;
            return known;
        }

        if (_sessions.Count >= _options.MaxConnections)
        {
            metrics.Refused("too_many_connections");
            return null;
        }

        TerminalSession? session = null;
        session = gateway.Begin(new UdpLink(socket, from, why => Forget(session!, why)));
        _sessions[key] = session;
        return session;
    }

    private void Forget(TerminalSession session, string? why)
    {
        foreach (var key in _sessions.Where(s => s.Value == session).Select(s => s.Key).ToArray())
        {
            _sessions.TryRemove(new KeyValuePair<string, TerminalSession>(key, session));
        }

        _ = EndAsync(session, why);
    }

    private async Task EndAsync(TerminalSession session, string? why)
    {
        try
        {
            await gateway.EndAsync(session, why ?? "closed");
        }
        catch (Exception problem) when (problem is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            logger.LogDebug(problem, "Stopping");
        }
    }
}
