using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UrbanGrid.Bench;

/// <summary>One subscriber at QoS 1 that counts and acknowledges what a broker forwards to it, MQTT 3.1.1.</summary>
internal sealed class MqttLoadSubscriber : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly byte[] _receiving = new byte[256 * 1024];
    private readonly byte[] _acknowledging = new byte[64 * 1024];
    private readonly Task _reading;
    private long _received;
    private long _lastAt;

    private MqttLoadSubscriber(Socket socket)
    {
        _socket = socket;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Messages received so far.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Connects and subscribes; the grant is read as the first packets.</summary>
    public static async Task<MqttLoadSubscriber> OpenAsync(int port, string filter, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        byte[] name = Encoding.UTF8.GetBytes("subscriber"), topic = Encoding.UTF8.GetBytes(filter);
        byte[] connect = [0x10, (byte)(12 + name.Length), 0, 4, .. "MQTT"u8, 4, 2, 0, 0, 0, (byte)name.Length, .. name];
        byte[] subscribe = [0x82, (byte)(5 + topic.Length), 0, 1, 0, (byte)topic.Length, .. topic, 1];
        await socket.SendAsync((byte[])[.. connect, .. subscribe], cancellationToken);
        var answers = new byte[9];
        for (var got = 0; got < answers.Length;)
        {
            got += await socket.ReceiveAsync(answers.AsMemory(got), cancellationToken);
        }

        return answers is [0x20, 2, _, 0, 0x90, 3, 0, 1, 1] ? new MqttLoadSubscriber(socket) : throw new IOException("The broker did not grant QoS 1.");
    }

    /// <summary>Waits until so many have come; returns the moment of the last.</summary>
    /// <exception cref="TimeoutException">Nothing came for a minute, so some are lost.</exception>
    public async Task<long> WaitForAsync(long count, CancellationToken cancellationToken)
    {
        while (Received < count)
        {
            var last = Math.Max(Volatile.Read(ref _lastAt), 1);
            await Task.Delay(1, cancellationToken);
            if (Stopwatch.GetElapsedTime(last) > Patience)
            {
                throw new TimeoutException($"{Received} of {count} messages were forwarded.");
            }
        }

        return Volatile.Read(ref _lastAt);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
    }

    private async Task ReadAsync()
    {
        var pending = 0;
        try
        {
            while (await _socket.ReceiveAsync(_receiving.AsMemory(pending)) is > 0 and var n)
            {
                pending += n;
                var (used, acks, messages) = Take(pending);
                if (acks > 0)
                {
                    await _socket.SendAsync(_acknowledging.AsMemory(0, acks));
                }

                Volatile.Write(ref _lastAt, Stopwatch.GetTimestamp());
                Volatile.Write(ref _received, _received + messages);
                _receiving.AsSpan(used, pending - used).CopyTo(_receiving);
                pending -= used;
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // Disposed, or the broker is gone: whoever waits is told by the time-out.
        }
    }

    /// <summary>Cuts the packets that are complete; acknowledges those of QoS 1 or 2 as QoS 1 wants it.</summary>
    private (int Used, int AckBytes, int Messages) Take(int length)
    {
        int at = 0, acks = 0, messages = 0;
        while (at + 2 <= length && acks + 4 <= _acknowledging.Length)
        {
            int body = 0, digits = 0;
            do
            {
                body |= (_receiving[at + 1 + digits] & 0x7F) << (7 * digits);
            }
            while ((_receiving[at + 1 + digits++] & 0x80) != 0 && at + 1 + digits < length);

            var begin = at + 1 + digits;
            if (begin + body > length)
            {
                break;
            }

            if (_receiving[at] >> 4 == 3)
            {
                messages++;
                var topic = BinaryPrimitives.ReadUInt16BigEndian(_receiving.AsSpan(begin));
                if ((_receiving[at] & 0x06) != 0)
                {
                    _acknowledging[acks] = 0x40;
                    _acknowledging[acks + 1] = 2;
                    _receiving.AsSpan(begin + 2 + topic, 2).CopyTo(_acknowledging.AsSpan(acks + 2));
                    acks += 4;
                }
            }

            at = begin + body;
        }

        return (at, acks, messages);
    }
}
