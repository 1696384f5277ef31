using System.Buffers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading.Channels;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>One connection of a client, from CONNECT to its loss.</summary>
internal sealed class ClientConnection : IAsyncDisposable
{
    private const int FlushBytes = 64 * 1024;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);

    private readonly MqttClientOptions _options;
    private readonly ClientTransport _transport;
    private readonly TimeProvider _time;
    private readonly Func<MqttDelivery, CancellationToken, ValueTask> _deliver;
    private readonly AsyncSignal _work = new();
    private readonly TopicCache _topics = new();
    private readonly Channel<(MqttDelivery Delivery, ushort PacketId)> _deliveries;
    private readonly CancellationTokenSource _lost = new();
    private ClientOutbox _outbox = new(ushort.MaxValue);
    private PropertySet? _properties;
    private TimeSpan _keepAlive;
    private long _packetsRead;
    private volatile bool _leaving;

    private ClientConnection(
        MqttClientOptions options, ClientTransport transport, TimeProvider time,
        Func<MqttDelivery, CancellationToken, ValueTask> deliver)
    {
        _options = options;
        _transport = transport;
        _time = time;
        _deliver = deliver;
        _keepAlive = options.KeepAlive;
        _deliveries = Channel.CreateBounded<(MqttDelivery, ushort)>(
            new BoundedChannelOptions(options.MaxPendingDeliveries) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Connects and waits for CONNACK.</summary>
    /// <exception cref="MqttRefusedException">The server said no.</exception>
    /// <exception cref="IOException">It could not be reached, or answered nonsense.</exception>
    public static async Task<ClientConnection> OpenAsync(
        MqttClientOptions options, TimeProvider time, Func<MqttDelivery, CancellationToken, ValueTask> deliver,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        ClientConnection? connection = null;
        try
        {
            var transport = await ClientTransport.OpenAsync(options, either.Token);
            connection = new ClientConnection(options, transport, time, deliver);
            await connection.ConnectAsync(either.Token);
            return connection;
        }
        catch (Exception error)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw error is SocketException or AuthenticationException or OperationCanceledException or MqttProtocolException
                ? new IOException($"No connection to {options.Host}:{options.Port}: {error.Message}", error)
                : error;
        }
    }

    /// <summary>Sends and receives until the connection is lost, left or cancelled; then everything pending has failed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => _lost.Cancel());
        Exception? cause = null;
        var handling = HandleDeliveriesAsync();
        Task[] loops = [ReadAsync(), WriteAsync(), PingAsync()];
        try
        {
            await await Task.WhenAny(loops);
            // Left: the server closes in its turn; closing first could cut off the DISCONNECT.
            await Task.WhenAny(loops[0], Task.Delay(CloseTimeout, _time, cancellationToken));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or MqttProtocolException
            or ObjectDisposedException or InvalidOperationException)
        {
            cause = error;
        }

        await _lost.CancelAsync();
        _work.Set();
        _outbox.Fail(new MqttNotConnectedException("The connection was lost before the server answered.", cause));
        await _transport.DisposeAsync();
        _deliveries.Writer.TryComplete();
        await Task.WhenAll(loops.Append(handling)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cause is not null && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException(cause.Message, cause);
        }
    }

    public void Publish(PendingPublish publish)
    {
        _outbox.Add(publish);
        _work.Set();
    }

    public async Task<MqttReasonCode> SubscribeAsync(string filter, MqttQos qos)
    {
        var answer = _outbox.AddRequest(id =>
        {
            var output = new ArrayBufferWriter<byte>();
            new SubscribePacket(id, 0, [new SubscriptionRequest(filter, qos)]).Write(output, _options.Version);
            return output.WrittenSpan.ToArray();
        });
        _work.Set();
        var reasons = (await answer).Reasons;
        return reasons.Count == 1 ? reasons[0] : MqttReasonCode.ProtocolError;
    }

    /// <summary>Lets the write loop send what waits, then, when all is acknowledged, DISCONNECT, and end.</summary>
    public void Leave()
    {
        _leaving = true;
        _work.Set();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        _lost.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var connect = new ConnectPacket
        {
            Version = _options.Version,
            ClientId = _options.ClientId,
            KeepAliveSeconds = (ushort)Math.Clamp(Math.Ceiling(_options.KeepAlive.TotalSeconds), 0, ushort.MaxValue),
            UserName = _options.UserName,
            Password = _options.Password is { } password ? Encoding.UTF8.GetBytes(password) : default(ReadOnlyMemory<byte>?),
            Will = _options.Will,
            ReceiveMaximum = (ushort)Math.Clamp(_options.MaxPendingDeliveries, 1, ushort.MaxValue),
            MaximumPacketSize = (uint)_options.MaxPacketBytes,
        };
        connect.Write(_transport.Output);
        await _transport.Output.FlushAsync(cancellationToken);
        while (true)
        {
            var result = await _transport.Input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (RawPacket.TryCut(ref buffer, _options.MaxPacketBytes, out var packet))
            {
                if (packet.Type != PacketType.ConnAck)
                {
                    throw MqttProtocolException.Protocol("The server's first packet is not CONNACK.");
                }

                Accept(ConnAckPacket.Read(packet, _options.Version));
                _transport.Input.AdvanceTo(buffer.Start);
                return;
            }

            _transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new IOException("The server closed the connection before CONNACK.");
            }
        }
    }

    private void Accept(ConnAckPacket answer)
    {
        if (answer.Reason != MqttReasonCode.Success)
        {
            throw new MqttRefusedException(answer.Reason, $"The server refused the connection: {answer.Reason}.");
        }

        _outbox = new ClientOutbox((int)(answer.Properties?.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue));
        if (answer.Properties?.Number(PropertyId.ServerKeepAlive) is { } seconds)
        {
            _keepAlive = TimeSpan.FromSeconds(seconds);
        }
    }

    private async Task WriteAsync()
    {
        var output = _transport.Output;
        var written = new List<PendingPublish>();
        while (true)
        {
            await _work.WaitAsync();
            _lost.Token.ThrowIfCancellationRequested();
            while (Write(written))
            {
                await output.FlushAsync(_lost.Token);
                written.ForEach(p => p.TrySetResult(MqttReasonCode.Success));
                written.Clear();
            }

            if (_leaving && _outbox.IsIdle)
            {
                new DisconnectPacket(MqttReasonCode.Success).Write(output, _options.Version);
                await output.FlushAsync(_lost.Token);
                return;
            }
        }
    }

    private bool Write(List<PendingPublish> written)
    {
        var output = _transport.Output;
        while (output.UnflushedBytes < FlushBytes && _outbox.TryTake(out var control, out var publish, out var packetId))
        {
            if (control is not null)
            {
                output.Write(control);
                continue;
            }

            var header = PublishPacket.Header(publish!.Qos, publish.Retain, duplicate: false);
            PublishEncoder.Write(
                output, publish.Message, _options.Version, header, packetId, publish.ExpirySeconds, []);
            if (publish.Qos == MqttQos.AtMostOnce)
            {
                written.Add(publish);
            }
        }

        return output.UnflushedBytes > 0;
    }

    private async Task ReadAsync()
    {
        var input = _transport.Input;
        while (true)
        {
            var result = await input.ReadAsync(_lost.Token);
            var buffer = result.Buffer;
            while (RawPacket.TryCut(ref buffer, _options.MaxPacketBytes, out var packet))
            {
                _packetsRead++;
                await HandleAsync(packet);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new IOException("The server closed the connection.");
            }
        }
    }

    private ValueTask HandleAsync(in RawPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.PubAck:
                var ack = AckPacket.Read(packet, _options.Version);
                _outbox.Acknowledge(ack.PacketId, ack.Reason);
                _work.Set();
                return default;
            case PacketType.Publish:
                return ReceiveAsync(PublishPacket.Read(packet, _options.Version, _topics, ref _properties));
            case PacketType.SubAck or PacketType.UnsubAck:
                _outbox.Answer(SubAckPacket.Read(packet, _options.Version));
                return default;
            case PacketType.PingResp:
                return default;
            case PacketType.Disconnect:
                var reason = DisconnectPacket.Read(packet, _options.Version).Reason;
                throw new IOException($"The server closed the connection: {reason}.");
            default:
                throw MqttProtocolException.Protocol($"A server may not send packet type {(int)packet.Type} now.");
        }
    }

    private ValueTask ReceiveAsync(in PublishPacket publish)
    {
        var delivery = new MqttDelivery(publish.Topic, publish.Payload.ToArray(), publish.Qos, publish.Retain)
        {
            Properties = MqttMessageProperties.From(_properties),
        };
        return _deliveries.Writer.WriteAsync((delivery, publish.PacketId), _lost.Token);
    }

    private async Task HandleDeliveriesAsync()
    {
        await foreach (var (delivery, packetId) in _deliveries.Reader.ReadAllAsync(_lost.Token))
        {
            await _deliver(delivery, _lost.Token);
            if (packetId == 0)
            {
                continue;
            }

            var bytes = new byte[4];
            new AckPacket(packetId, MqttReasonCode.Success).Write(bytes, _options.Version);
            _outbox.AddControl(bytes);
            _work.Set();
        }
    }

    private async Task PingAsync()
    {
        if (_keepAlive <= TimeSpan.Zero)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, _lost.Token);
        }

        while (true)
        {
            var before = Interlocked.Read(ref _packetsRead);
            _outbox.AddControl(PingPackets.Request);
            _work.Set();
            await Task.Delay(_keepAlive / 2, _time, _lost.Token);
            if (Interlocked.Read(ref _packetsRead) == before)
            {
                throw new IOException("The server does not answer pings.");
            }
        }
    }
}
