using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace UrbanGrid.Ingest.Jt808.Video;

/// <summary>Takes the stream of a terminal's camera (JT/T 1078) that somebody asked for, and puts key frames together. A stream nobody asked for is closed.</summary>
public sealed class Jt1078ConnectionHandler : ConnectionHandler
{
    private const int MaxFrame = 4 * 1024 * 1024;
    private const byte Whole = 0;
    private const byte First = 1;
    private const byte Last = 2;

    private readonly VideoOrders _orders;
    private readonly ILogger _logger;

    internal Jt1078ConnectionHandler(VideoOrders orders, ILogger logger) => (_orders, _logger) = (orders, logger);

    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var frame = new ArrayBufferWriter<byte>();
        var goesOn = true;
        try
        {
            while (goesOn)
            {
                var result = await input.ReadAsync(connection.ConnectionClosed);
                var buffer = result.Buffer;
                while (goesOn && TryTake(ref buffer, out var packet, out var data))
                {
                    goesOn = _orders.IsWanted(packet.Phone, packet.Channel) && Take(packet, data, frame);
                }

                // A head that does not begin as one should will never become a packet.
                goesOn &= !result.IsCompleted && (buffer.Length < VideoPacket.Mark.Length || Begins(buffer));
                input.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            _logger.LogDebug(lost, "A video stream of {Address} was lost", connection.RemoteEndPoint);
        }
    }

    private static bool Begins(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> mark = stackalloc byte[4];
        buffer.Slice(0, mark.Length).CopyTo(mark);
        return mark.SequenceEqual(VideoPacket.Mark);
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out VideoPacket packet, out ReadOnlySequence<byte> data)
    {
        data = default;
        Span<byte> head = stackalloc byte[VideoPacket.MaxHead];
        head = head[..(int)Math.Min(head.Length, buffer.Length)];
        buffer.Slice(0, head.Length).CopyTo(head);
        if (!VideoPacket.TryRead(head, out packet) || buffer.Length < packet.HeadBytes + packet.DataBytes)
        {
            return false;
        }

        data = buffer.Slice(packet.HeadBytes, packet.DataBytes);
        buffer = buffer.Slice(packet.HeadBytes + packet.DataBytes);
        return true;
    }

    /// <summary>Adds a packet to the key frame it belongs to; false if it grows beyond every frame.</summary>
    private bool Take(in VideoPacket packet, in ReadOnlySequence<byte> data, ArrayBufferWriter<byte> frame)
    {
        if (!packet.IsKeyFrame || packet.PayloadType is not (VideoPacket.H264 or VideoPacket.H265))
        {
            return true;
        }

        if (packet.Division is Whole or First)
        {
            frame.ResetWrittenCount();
        }

        if (frame.WrittenCount + data.Length > MaxFrame)
        {
            return false;
        }

        foreach (var piece in data)
        {
            frame.Write(piece.Span);
        }

        if (packet.Division is Whole or Last)
        {
            _orders.Take(packet.Phone, packet.Channel, new VideoFrame(packet.PayloadType == VideoPacket.H264 ? "h264" : "hevc", frame.WrittenSpan.ToArray()));
        }

        return true;
    }
}
