using System.Buffers;
using System.Net;
using System.Net.Sockets;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>A client that sends and reads bytes, so that a test says exactly what is on the wire.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly MqttVersion _version;
    private ReadOnlySequence<byte> _received = ReadOnlySequence<byte>.Empty;

    private RawClient(MqttVersion version) => _version = version;

    public static async Task<RawClient> OpenAsync(TestBroker broker, MqttVersion version = MqttVersion.V5)
    {
        var client = new RawClient(version);
        await client._socket.ConnectAsync(IPAddress.Loopback, broker.Port);
        return client;
    }

    /// <summary>Connects and reads CONNACK.</summary>
    public static async Task<RawClient> ConnectAsync(
        TestBroker broker, string clientId, MqttVersion version = MqttVersion.V5,
        Func<ConnectPacket, ConnectPacket>? change = null) => (await ConnectAndTellAsync(broker, clientId, version, change)).Client;

    /// <summary>Connects to a session that outlives the connection; tells whether it was there already.</summary>
    public static Task<(RawClient Client, bool IsPresent)> ResumeAsync(
        TestBroker broker, string clientId, MqttVersion version = MqttVersion.V5, Func<ConnectPacket, ConnectPacket>? change = null) =>
        ConnectAndTellAsync(broker, clientId, version, c =>
        {
            c = c with { CleanStart = false, SessionExpirySeconds = version == MqttVersion.V5 ? 1_000u : 0 };
            return change?.Invoke(c) ?? c;
        });

    private static async Task<(RawClient Client, bool IsPresent)> ConnectAndTellAsync(
        TestBroker broker, string clientId, MqttVersion version, Func<ConnectPacket, ConnectPacket>? change)
    {
        var client = await OpenAsync(broker, version);
        var connect = new ConnectPacket { Version = version, ClientId = clientId, KeepAliveSeconds = 0 };
        await client.SendAsync(change?.Invoke(connect) ?? connect);
        var answer = await client.ReadConnAckAsync();
        Assert.Equal(MqttReasonCode.Success, answer.Reason);
        return (client, answer.SessionPresent);
    }

    public Task SendAsync(ConnectPacket packet) => SendAsync(packet.Write);

    public Task SendAsync(string hex) => SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes);

    public Task SendAsync(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return SendAsync(output.WrittenMemory);
    }

    public Task PublishAsync(string topic, string payload, ushort packetId = 0, bool retain = false, MqttMessageProperties? properties = null) =>
        SendAsync(Wire.Publish(_version, topic, payload, packetId, retain, properties));

    public async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(params SubscriptionRequest[] requests)
    {
        await SendAsync(o => new SubscribePacket(7, 0, requests).Write(o, _version));
        return SubAckPacket.Read(await ReadAsync(PacketType.SubAck), _version).Reasons;
    }

    public async Task<ConnAckPacket> ReadConnAckAsync() =>
        ConnAckPacket.Read(await ReadAsync(PacketType.ConnAck), _version);

    /// <summary>Publishes at QoS 2 and waits for nothing.</summary>
    public Task PublishExactlyOnceAsync(string topic, string payload, ushort packetId, bool duplicate = false) =>
        SendAsync(Wire.Publish(_version, topic, payload, packetId, qos: MqttQos.ExactlyOnce, duplicate: duplicate));

    public Task SendAckAsync(PacketType type, ushort packetId, MqttReasonCode reason = MqttReasonCode.Success) =>
        SendAsync(o => new AckPacket(packetId, reason, type).Write(o, _version));

    public async Task<AckPacket> ReadAckAsync(PacketType type = PacketType.PubAck) => AckPacket.Read(await ReadAsync(type), _version);

    /// <summary>Asserts that nothing has been sent to the client but the answer to a ping.</summary>
    public async Task ExpectNothingAsync()
    {
        await SendAsync("C000");
        await ReadAsync(PacketType.PingResp);
    }

    /// <summary>Says good-bye and waits until the server has let go of the connection.</summary>
    public async Task DisconnectAsync(string disconnect = "E000")
    {
        await SendAsync(disconnect);
        Assert.Null(await ReadAsync());
    }

    public async Task<MqttReasonCode> ReadDisconnectAsync() =>
        DisconnectPacket.Read(await ReadAsync(PacketType.Disconnect), _version).Reason;

    public async Task<(PublishPacket Packet, PropertySet? Properties)> ReadPublishAsync()
    {
        PropertySet? properties = null;
        var packet = PublishPacket.Read(await ReadAsync(PacketType.Publish), _version, new TopicCache(), ref properties);
        return (packet, properties);
    }

    public async Task<RawPacket> ReadAsync(PacketType type)
    {
        var packet = await ReadAsync();
        Assert.True(packet is not null, $"The connection was closed where {type} was expected.");
        Assert.Equal(type, packet.Value.Type);
        return packet.Value;
    }

    /// <summary>The next packet; null if the server has closed the connection.</summary>
    public async Task<RawPacket?> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        RawPacket packet;
        while (!RawPacket.TryCut(ref _received, int.MaxValue, out packet))
        {
            var chunk = new byte[4096];
            int count;
            try
            {
                count = await _socket.ReceiveAsync(chunk, deadline.Token);
            }
            catch (SocketException)
            {
                count = 0;
            }

            if (count == 0)
            {
                return null;
            }

            _received = new ReadOnlySequence<byte>([.. _received.ToArray(), .. chunk.AsSpan(0, count)]);
        }

        return packet;
    }

    public void Dispose() => _socket.Dispose();
}
