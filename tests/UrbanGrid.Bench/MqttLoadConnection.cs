using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UrbanGrid.Bench;

/// <summary>
/// One publishing device on a plain socket, MQTT 3.1.1. As little as possible is done here, because generator and server
/// share the machine: the packet is a template whose identifier and time are overwritten.
/// </summary>
internal sealed class MqttLoadConnection : IDisposable
{
    private const int AckBytes = 4;

    private readonly Socket _socket;
    private readonly byte[] _packet;
    private readonly int _idAt;
    private readonly int _timeAt;
    private readonly int _window;
    private readonly long[] _sentAt;
    private readonly byte[] _sending;
    private readonly byte[] _receiving = new byte[4_096];

    private MqttLoadConnection(Socket socket, string device, int window, int payloadBytes)
    {
        (_socket, _window) = (socket, window);
        _sentAt = new long[window];
        var topic = Text($"urbangrid/v1/{device}/telemetry");
        var payload = Payload(payloadBytes);
        byte[] body = [.. topic, 0, 0, .. payload];
        _packet = Packet(0x32, body);
        _idAt = _packet.Length - payload.Length - 2;
        _timeAt = _packet.Length - payload.Length + "{\"ts\":".Length;
        _sending = new byte[_packet.Length * window];
    }

    public List<float> LatenciesMs { get; } = new(32_768);

    public static async Task<MqttLoadConnection> OpenAsync(int port, string device, string token, int window, int payloadBytes, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        const byte cleanUserPassword = 0xC2;
        await socket.SendAsync(Packet(0x10, [.. Text("MQTT"), 4, cleanUserPassword, 0, 0, .. Text(device), .. Text(device), .. Text(token)]), cancellationToken);
        var answer = new byte[4];
        for (var got = 0; got < answer.Length;)
        {
            var n = await socket.ReceiveAsync(answer.AsMemory(got), cancellationToken);
            got += n > 0 ? n : throw new IOException($"{device}: closed before CONNACK.");
        }

        return answer is [0x20, 2, _, 0] ? new MqttLoadConnection(socket, device, window, payloadBytes) : throw new IOException($"{device}: refused with {answer[3]}.");
    }

    /// <summary>Publishes until the time is over and everything is acknowledged.</summary>
    /// <param name="firstTime">Time stamp of the first message, Unix ms; each next is a millisecond later.</param>
    /// <param name="until">Moment of <see cref="Stopwatch"/> after which nothing new is sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PublishAsync(long firstTime, long until, CancellationToken cancellationToken)
    {
        long sent = 0, acknowledged = 0;
        var pending = 0;
        while (true)
        {
            var free = Stopwatch.GetTimestamp() < until ? (int)(_window - (sent - acknowledged)) : 0;
            if (free > 0)
            {
                for (var i = 0; i < free; i++)
                {
                    Write(_sending.AsSpan(i * _packet.Length), sent++, firstTime);
                }

                await _socket.SendAsync(_sending.AsMemory(0, free * _packet.Length), cancellationToken);
            }
            else if (sent == acknowledged)
            {
                return;
            }

            var n = await _socket.ReceiveAsync(_receiving.AsMemory(pending), cancellationToken);
            pending += n > 0 ? n : throw new IOException("The server closed the connection.");
            acknowledged += TakeAcknowledgements(ref pending, acknowledged);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Write(Span<byte> target, long number, long firstTime)
    {
        _packet.CopyTo(target);
        BinaryPrimitives.WriteUInt16BigEndian(target[_idAt..], (ushort)(1 + (number % 65_535)));
        Utf8Formatter.TryFormat(firstTime + number, target[_timeAt..], out _);
        _sentAt[number % _window] = Stopwatch.GetTimestamp();
    }

    private int TakeAcknowledgements(ref int pending, long acknowledged)
    {
        var now = Stopwatch.GetTimestamp();
        var count = pending / AckBytes;
        for (var i = 0; i < count; i++)
        {
            var ack = _receiving.AsSpan(i * AckBytes, AckBytes);
            var expected = 1 + ((acknowledged + i) % 65_535);
            if (ack[0] != 0x40 || BinaryPrimitives.ReadUInt16BigEndian(ack[2..]) != expected)
            {
                throw new InvalidDataException($"PUBACK {expected} was expected, in order.");
            }

            LatenciesMs.Add((float)Stopwatch.GetElapsedTime(_sentAt[(acknowledged + i) % _window], now).TotalMilliseconds);
        }

        pending -= count * AckBytes;
        _receiving.AsSpan(count * AckBytes, pending).CopyTo(_receiving);
        return count;
    }

    /// <summary>Two values, padded with digits to the size asked for.</summary>
    private static byte[] Payload(int bytes)
    {
        const string Head = "{\"ts\":1700000000000,\"values\":{\"tilt\":3.25,\"water_level\":0.1";
        const string Tail = "}}";
        return Encoding.UTF8.GetBytes(Head + new string('5', bytes - Head.Length - Tail.Length) + Tail);
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static byte[] Packet(byte header, byte[] body)
    {
        var length = new List<byte>();
        for (var rest = body.Length; rest > 0 || length.Count == 0; rest /= 128)
        {
            length.Add((byte)((rest % 128) | (rest >= 128 ? 0x80 : 0)));
        }

        return [header, .. length, .. body];
    }
}
