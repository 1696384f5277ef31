using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Runs one TCP connection of a vehicle terminal that Kestrel accepted.</summary>
public sealed class Jt808ConnectionHandler : ConnectionHandler
{
    private readonly TerminalGateway _gateway;
    private readonly Jt808Metrics _metrics;
    private readonly Jt808Options _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, int> _strangers = new(StringComparer.Ordinal);
    private int _connections;

    internal Jt808ConnectionHandler(TerminalGateway gateway, Jt808Metrics metrics, Jt808Options options, TimeProvider time, ILogger logger) =>
        (_gateway, _metrics, _options, _time, _logger) = (gateway, metrics, options, time, logger);

    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
        if (!TryEnter(address))
        {
            _metrics.Refused("too_many_connections");
            connection.Abort();
            return;
        }

        var isStranger = true;
        var link = new TcpLink(connection.Transport, connection.RemoteEndPoint?.ToString(), connection.Abort, _options.MaxUnreadBytes, _time)
        {
            LocalAddress = (connection.LocalEndPoint as IPEndPoint)?.Address is { } local ? (local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local).ToString() : null,
        };
        var session = _gateway.Begin(link);
        var writing = link.RunAsync();
        try
        {
            await ReadAsync(session, connection.Transport.Input, () => isStranger = LeaveStrangers(session, address, isStranger), connection.ConnectionClosed);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or System.Threading.Channels.ChannelClosedException or ObjectDisposedException)
        {
            _logger.LogDebug(lost, "Connection of terminal {Phone} at {Address} was lost", session.Phone, link.Address);
        }
        catch (Exception problem)
        {
            _logger.LogError(problem, "The gateway failed on a message of terminal {Phone} at {Address}", session.Phone, link.Address);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
            if (isStranger)
            {
                Leave(address);
            }

            await link.CompleteAsync(writing);
            await _gateway.EndAsync(session, "closed");
            await connection.Transport.Input.CompleteAsync();
            await connection.Transport.Output.CompleteAsync();
        }
    }

    private async Task ReadAsync(TerminalSession session, PipeReader input, Action looked, CancellationToken cancellationToken)
    {
        var splitter = default(FrameSplitter);
        var plain = Array.Empty<byte>();
        while (session.Link.ClosedBecause is null)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (session.Link.ClosedBecause is null)
            {
                var found = splitter.Next(ref buffer, out var frame);
                if (found == SplitResult.More)
                {
                    break;
                }

                if (found == SplitResult.Frame)
                {
                    var length = Unescape(frame, ref plain);
                    await _gateway.ReceiveAsync(session, plain.AsMemory(0, length), cancellationToken);
                    looked();
                }
                else
                {
                    await _gateway.FaultAsync(session, found == SplitResult.TooLong ? FrameFault.TooLong : FrameFault.Garbage, default, cancellationToken);
                }
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return;
            }
        }
    }

    /// <summary>Most frames lie in one piece of memory; one that does not is put together first.</summary>
    private static int Unescape(in ReadOnlySequence<byte> frame, ref byte[] into)
    {
        var length = (int)frame.Length;
        if (into.Length < length)
        {
            into = new byte[Math.Max(512, length)];
        }

        if (frame.IsSingleSegment)
        {
            return Escaping.Unescape(frame.FirstSpan, into, out _);
        }

        frame.CopyTo(into);
        return Escaping.Unescape(into.AsSpan(0, length), into, out _);
    }

    private bool TryEnter(string address)
    {
        var strangers = _strangers.AddOrUpdate(address, 1, (_, n) => n + 1);
        if (Interlocked.Increment(ref _connections) <= _options.MaxConnections && strangers <= _options.MaxStrangersPerAddress)
        {
            return true;
        }

        Interlocked.Decrement(ref _connections);
        Leave(address);
        return false;
    }

    private bool LeaveStrangers(TerminalSession session, string address, bool isStranger)
    {
        if (isStranger && session.DeviceId is not null)
        {
            Leave(address);
            return false;
        }

        return isStranger;
    }

    private void Leave(string address)
    {
        if (_strangers.AddOrUpdate(address, 0, (_, n) => n - 1) <= 0)
        {
            _strangers.TryRemove(new KeyValuePair<string, int>(address, 0));
        }
    }
}
