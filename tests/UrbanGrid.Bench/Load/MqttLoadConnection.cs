using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace UrbanGrid.Bench;

/// <summary>One publishing device: the packet is a template whose identifier and time are overwritten.</summary>
internal sealed class MqttLoadConnection : IDisposable
{
    /// <summary>Most messages of one paced connection on their way.</summary>
    private const int MaxUnderWay = 8_192;

    /// <summary>Time between two writes of a paced connection.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(20);

    private readonly MqttSocket _socket;
    private readonly byte[] _packet;
    private readonly int _idAt;
    private readonly int _timeAt;
    private readonly long[] _sentAt = new long[MaxUnderWay];
    private byte[] _sending = [];

    private MqttLoadConnection(MqttSocket socket, string device, int payloadBytes, long lastTime)
    {
        (_socket, LastTime) = (socket, lastTime);
        var payload = Payload(payloadBytes);
        _packet = MqttSocket.Publish($"urbangrid/v1/{device}/telemetry", payload, out _idAt);
        _timeAt = _packet.Length - payload.Length + "{\"ts\":".Length;
    }

    /// <summary>Time from sending a message, or from when a paced one was due, to its PUBACK.</summary>
    public List<float> LatenciesMs { get; } = new(32_768);

    /// <summary>Time stamp of the last message, Unix ms: now, but never the same twice, for it is part of the key.</summary>
    public long LastTime { get; private set; }

    /// <summary>Connects a device whose last message had a time stamp of <paramref name="lastTime"/>.</summary>
    public static async Task<MqttLoadConnection> OpenAsync(
        int port, string device, string token, int payloadBytes, long lastTime, CancellationToken cancellationToken) =>
        new(await MqttSocket.OpenAsync(port, device, token, cancellationToken), device, payloadBytes, lastTime);

    /// <summary>Publishes as fast as a window of unacknowledged messages lets it, until the time is over and all is acknowledged.</summary>
    /// <param name="window">Unacknowledged messages.</param>
    /// <param name="until">Moment of <see cref="Stopwatch"/> after which nothing new is sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PublishAsync(int window, long until, CancellationToken cancellationToken)
    {
        long sent = 0, acknowledged = 0;
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            var free = now < until ? (int)(window - (sent - acknowledged)) : 0;
            if (free > 0)
            {
                await SendAsync(sent, free, _ => now, cancellationToken);
                sent += free;
            }
            else if (sent == acknowledged)
            {
                return;
            }

            acknowledged += await ReceiveAsync(acknowledged, cancellationToken);
        }
    }

    /// <summary>Publishes at a pace of its own, whether or not the server keeps up: a few messages every <see cref="Burst"/>, as one write.</summary>
    /// <param name="interval">Ticks of <see cref="Stopwatch"/> between two messages in the long run.</param>
    /// <param name="began">When the first are due.</param>
    /// <param name="until">Moment after which nothing new is due.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PublishPacedAsync(double interval, long began, long until, CancellationToken cancellationToken)
    {
        var atOnce = (int)Math.Max(1, Math.Round(Burst.TotalSeconds * Stopwatch.Frequency / interval));
        var bursts = (long)((until - began) / (interval * atOnce));
        var receiving = ReceiveAllAsync(bursts * atOnce, cancellationToken);
        for (long burst = 0; burst < bursts; burst++)
        {
            var due = began + (long)(burst * atOnce * interval);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            await SendAsync(burst * atOnce, atOnce, _ => due, cancellationToken);
        }

        await receiving;
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(long first, int count, Func<long, long> sentAt, CancellationToken cancellationToken)
    {
        if (_sending.Length < count * _packet.Length)
        {
            _sending = new byte[count * _packet.Length];
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < count; i++)
        {
            var target = _sending.AsSpan(i * _packet.Length);
            _packet.CopyTo(target);
            MqttSocket.WriteId(target[_idAt..], first + i);
            LastTime = Math.Max(LastTime + 1, now);
            Utf8Formatter.TryFormat(LastTime, target[_timeAt..], out _);
            _sentAt[(first + i) % MaxUnderWay] = sentAt(first + i);
        }

        await _socket.SendAsync(_sending.AsMemory(0, count * _packet.Length), cancellationToken);
    }

    private async Task ReceiveAllAsync(long count, CancellationToken cancellationToken)
    {
        for (long acknowledged = 0; acknowledged < count;)
        {
            acknowledged += await ReceiveAsync(acknowledged, cancellationToken);
        }
    }

    private async ValueTask<int> ReceiveAsync(long acknowledged, CancellationToken cancellationToken)
    {
        var count = await _socket.ReceiveAcknowledgementsAsync(cancellationToken);
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            LatenciesMs.Add((float)Stopwatch.GetElapsedTime(_sentAt[(acknowledged + i) % MaxUnderWay], now).TotalMilliseconds);
        }

        return count;
    }

    /// <summary>Two values as a cover sends them, filled up with the cover's own serial number to the size asked for.</summary>
    private static byte[] Payload(int bytes)
    {
        const string Head = "{\"ts\":1700000000000,\"values\":{\"tilt\":3.25,\"water_level\":0.15},\"serial\":\"";
        const string Tail = "\"}";
        return Encoding.UTF8.GetBytes(Head + new string('7', bytes - Head.Length - Tail.Length) + Tail);
    }
}
