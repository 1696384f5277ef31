using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UrbanGrid.Bench;

/// <summary>
/// One client on a plain socket, MQTT 3.1.1, that publishes at QoS 1. As little as possible is done here, because generator
/// and server share the machine.
/// </summary>
internal sealed class MqttSocket : IDisposable
{
    private const int AckBytes = 4;
    private const byte PublishQos1 = 0x32;

    private readonly Socket _socket;
    private readonly byte[] _receiving = new byte[16_384];
    private int _pending;
    private long _acknowledged;

    private MqttSocket(Socket socket) => _socket = socket;

    /// <summary>Connects with a clean session and no keep-alive.</summary>
    /// <exception cref="IOException">The server refuses the client.</exception>
    public static async Task<MqttSocket> OpenAsync(int port, string client, string token, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        const byte cleanUserPassword = 0xC2;
        await SendAllAsync(socket, Packet(0x10, [.. Text("MQTT"), 4, cleanUserPassword, 0, 0, .. Text(client), .. Text(client), .. Text(token)]), cancellationToken);
        var answer = new byte[4];
        for (var got = 0; got < answer.Length;)
        {
            var n = await socket.ReceiveAsync(answer.AsMemory(got), cancellationToken);
            got += n > 0 ? n : throw new IOException($"{client}: closed before CONNACK.");
        }

        return answer is [0x20, 2, _, 0] ? new MqttSocket(socket) : throw new IOException($"{client}: refused with {answer[3]}.");
    }

    /// <summary>A QoS 1 PUBLISH whose packet identifier is still to be written at <paramref name="idAt"/>.</summary>
    public static byte[] Publish(string topic, ReadOnlySpan<byte> payload, out int idAt)
    {
        byte[] body = [.. Text(topic), 0, 0, .. payload];
        var packet = Packet(PublishQos1, body);
        idAt = packet.Length - payload.Length - 2;
        return packet;
    }

    /// <summary>Writes the packet identifier of the client's n-th message; 0 is none.</summary>
    public static void WriteId(Span<byte> target, long number) => BinaryPrimitives.WriteUInt16BigEndian(target, IdOf(number));

    /// <summary>Sends whole packets.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> packets, CancellationToken cancellationToken) => SendAllAsync(_socket, packets, cancellationToken);

    /// <summary>Waits for acknowledgements; returns how many came.</summary>
    /// <exception cref="InvalidDataException">One came out of order.</exception>
    public async ValueTask<int> ReceiveAcknowledgementsAsync(CancellationToken cancellationToken)
    {
        var n = await _socket.ReceiveAsync(_receiving.AsMemory(_pending), cancellationToken);
        _pending += n > 0 ? n : throw new IOException("The server closed the connection.");
        var count = _pending / AckBytes;
        for (var i = 0; i < count; i++)
        {
            var ack = _receiving.AsSpan(i * AckBytes, AckBytes);
            if (ack[0] != 0x40 || BinaryPrimitives.ReadUInt16BigEndian(ack[2..]) != IdOf(_acknowledged + i))
            {
                throw new InvalidDataException($"PUBACK {IdOf(_acknowledged + i)} was expected, in order.");
            }
        }

        _acknowledged += count;
        _pending -= count * AckBytes;
        _receiving.AsSpan(count * AckBytes, _pending).CopyTo(_receiving);
        return count;
    }

    public void Dispose() => _socket.Dispose();

    private static ushort IdOf(long number) => (ushort)(1 + (number % ushort.MaxValue));

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
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
