using System.Buffers;
using System.Net;
using System.Net.Sockets;
using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>A terminal that sends datagrams; answers go to where the last one came from, a frame in each.</summary>
internal sealed class UdpLink(Socket socket, EndPoint peer, Action<string?> closed) : TerminalLink(peer.ToString())
{
    private readonly ArrayBufferWriter<byte> _frame = new();
    private EndPoint _peer = peer;

    public override bool IsShared => true;

    /// <summary>Where the last datagram came from.</summary>
    public EndPoint Peer
    {
        get => _peer;
        set => (_peer, Address) = (value, value.ToString());
    }

    protected override int Write(Jt808Version version, ushort messageId, string phone, ushort serial, ReadOnlySpan<byte> body)
    {
        var sent = 0;
        _frame.ResetWrittenCount();
        var frames = FrameWriter.Write(_frame, version, messageId, phone, serial, body);
        var splitter = default(FrameSplitter);
        var buffer = new ReadOnlySequence<byte>(_frame.WrittenMemory);
        while (splitter.Next(ref buffer, out _) == SplitResult.Frame)
        {
            var end = (int)(_frame.WrittenCount - buffer.Length);
            Send(_frame.WrittenMemory[sent..end].Span);
            sent = end;
        }

        return frames;
    }

    protected override void Flush()
    {
    }

    protected override void Close() => closed(ClosedBecause);

    /// <summary>A datagram that finds no room is lost like any other.</summary>
    private void Send(ReadOnlySpan<byte> frame)
    {
        try
        {
            socket.SendTo(frame, _peer);
        }
        catch (Exception lost) when (lost is SocketException or ObjectDisposedException)
        {
            // The terminal asks again.
        }
    }
}
