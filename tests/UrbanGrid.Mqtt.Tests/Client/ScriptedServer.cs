using System.Buffers;
using System.Net;
using System.Net.Sockets;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>A server that sends and reads what the test says, packet by packet, so that a client can be held to the letter.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly MqttVersion _version;
    private Socket? _socket;
    private ReadOnlySequence<byte> _received = ReadOnlySequence<byte>.Empty;

    public ScriptedServer(MqttVersion version = MqttVersion.V5)
    {
        _version = version;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Takes the next connection and its CONNECT, and answers it.</summary>
    public async Task<ConnectPacket> AcceptAsync(bool sessionPresent = false, PropertySet? properties = null)
    {
        _socket?.Dispose();
        _received = ReadOnlySequence<byte>.Empty;
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        _socket = await _listener.AcceptSocketAsync(deadline.Token);
        _socket.NoDelay = true;
        var connect = ConnectPacket.Read(await ReadAsync(PacketType.Connect));
        await SendAsync(o => new ConnAckPacket(sessionPresent, MqttReasonCode.Success, properties).Write(o, _version));
        return connect;
    }

    public async Task SendAsync(Action<IBufferWriter<byte>> write) => await _socket!.SendAsync(Wire.Bytes(write));

    public async Task SendAsync(string hex) => await _socket!.SendAsync(Wire.FromHex(hex));

    public async Task PublishAsync(string topic, string payload, ushort packetId = 0) =>
        await _socket!.SendAsync(Wire.Publish(_version, topic, payload, packetId));

    /// <summary>The next packet of this type; pings in between are passed over.</summary>
    public async Task<RawPacket> ReadAsync(PacketType type)
    {
        while (true)
        {
            var packet = await ReadAsync();
            if (packet.Type == PacketType.PingReq && type != PacketType.PingReq)
            {
                continue;
            }

            Assert.Equal(type, packet.Type);
            return packet;
        }
    }

    /// <summary>Answers the next SUBSCRIBE with what it asks for.</summary>
    public async Task<SubscribePacket> GrantAsync()
    {
        var subscribe = SubscribePacket.Read(await ReadAsync(PacketType.Subscribe), _version);
        MqttReasonCode[] granted = [.. subscribe.Requests.Select(r => (MqttReasonCode)r.Qos)];
        await SendAsync(o => new SubAckPacket(subscribe.PacketId, granted).Write(o, PacketType.SubAck, _version));
        return subscribe;
    }

    public void Drop() => _socket!.Close(0);

    public void Dispose()
    {
        _socket?.Dispose();
        _listener.Dispose();
    }

    private async Task<RawPacket> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        RawPacket packet;
        while (!RawPacket.TryCut(ref _received, int.MaxValue, out packet))
        {
            var chunk = new byte[4096];
            var count = await _socket!.ReceiveAsync(chunk, deadline.Token);
            Assert.True(count > 0, "The client closed the connection.");
            _received = new ReadOnlySequence<byte>([.. _received.ToArray(), .. chunk.AsSpan(0, count)]);
        }

        return packet;
    }
}
