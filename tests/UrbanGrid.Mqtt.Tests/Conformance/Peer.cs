using System.Net.Sockets;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>A client that sends and reads bytes over a socket and knows nothing of the server but its address.</summary>
internal sealed class Peer : IDisposable
{
    private static int s_last;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _received = [];
    private int _nextId;

    private Peer(MqttVersion version) => Version = version;

    public MqttVersion Version { get; }

    /// <summary>Whether every remaining length that came was in its shortest form.</summary>
    public bool LengthsWereShortest { get; private set; } = true;

    public bool IsFive => Version == MqttVersion.V5;

    /// <summary>A name nothing else on the server has.</summary>
    public static string Unique(string what) => $"{what}{Environment.ProcessId}x{Interlocked.Increment(ref s_last)}";

    /// <summary>Opens a connection and says nothing.</summary>
    public static async Task<Peer> OpenAsync(MqttVersion version)
    {
        var (host, port) = await ServerAddress.FindOnceAsync();
        var peer = new Peer(version);
        await peer._socket.ConnectAsync(host, port);
        return peer;
    }

    /// <summary>Connects; the CONNACK must say yes.</summary>
    public static async Task<Peer> ConnectAsync(MqttVersion version, string? clientId = null, ConnectWith? with = null)
    {
        var (peer, answer) = await IntroduceAsync(version, clientId, with);
        Assert.Equal(0, answer.Code);
        return peer;
    }

    /// <summary>Connects and tells the CONNACK.</summary>
    public static async Task<(Peer Peer, ConnAck Answer)> IntroduceAsync(MqttVersion version, string? clientId = null, ConnectWith? with = null)
    {
        var peer = await OpenAsync(version);
        await peer.SendAsync((with ?? new ConnectWith()).Bytes(clientId ?? Unique("c"), version));
        return (peer, ConnAck.Of(await peer.ReadAsync(Packet.ConnAck), version));
    }

    public async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes);

    public Task SendAsync(string hex) => SendAsync(Wire.FromHex(hex));

    /// <summary>Sends a PUBLISH and waits for nothing; returns its packet identifier.</summary>
    public async Task<int> SendPublishAsync(
        string topic, string payload, int qos = 0, bool retain = false, bool dup = false, int? id = null, Props? props = null)
    {
        var packetId = qos == 0 ? 0 : id ?? NextId();
        await SendAsync(Raw.Packet(
            0x30 | (dup ? 8 : 0) | qos << 1 | (retain ? 1 : 0), Raw.Text(topic), qos == 0 ? [] : Raw.UInt16(packetId),
            IsFive ? (props ?? new Props()).Bytes() : [], System.Text.Encoding.UTF8.GetBytes(payload)));
        return packetId;
    }

    /// <summary>Publishes and goes through the whole exchange of its QoS; returns the code of PUBACK, or of PUBREC.</summary>
    public async Task<int> PublishAsync(string topic, string payload, int qos = 1, bool retain = false, Props? props = null)
    {
        var id = await SendPublishAsync(topic, payload, qos, retain, props: props);
        if (qos == 0)
        {
            return 0;
        }

        var answer = Answer.Of(await ReadAsync(qos == 1 ? Packet.PubAck : Packet.PubRec));
        Assert.Equal(id, answer.Id);
        if (qos == 2 && answer.Code < 0x80)
        {
            await AnswerAsync(Packet.PubRel, id);
            Assert.Equal(id, Answer.Of(await ReadAsync(Packet.PubComp)).Id);
        }

        return answer.Code;
    }

    /// <summary>Sends SUBSCRIBE with one filter; returns its packet identifier.</summary>
    public async Task<int> SendSubscribeAsync(Props? props, params (string Filter, int Options)[] requests)
    {
        var id = NextId();
        await SendAsync(Raw.Packet(
            0x82, [Raw.UInt16(id), IsFive ? (props ?? new Props()).Bytes() : [], .. requests.Select(r => (byte[])[.. Raw.Text(r.Filter), (byte)r.Options])]));
        return id;
    }

    /// <summary>Subscribes and returns the code of SUBACK.</summary>
    public async Task<int> SubscribeAsync(string filter, int options = 2, Props? props = null)
    {
        var id = await SendSubscribeAsync(props, (filter, options));
        var grant = Grant.Of(await ReadAsync(Packet.SubAck), Version);
        Assert.Equal(id, grant.Id);
        return Assert.Single(grant.Codes);
    }

    /// <summary>Unsubscribes; returns UNSUBACK.</summary>
    public async Task<Grant> UnsubscribeAsync(params string[] filters)
    {
        var id = NextId();
        await SendAsync(Raw.Packet(0xA2, [Raw.UInt16(id), IsFive ? [0] : [], .. filters.Select(Raw.Text)]));
        var grant = Grant.Of(await ReadAsync(Packet.UnsubAck), Version);
        Assert.Equal(id, grant.Id);
        return grant;
    }

    public Task AnswerAsync(int type, int id, int code = 0) => SendAsync(
        Raw.Packet(type << 4 | (type == Packet.PubRel ? 2 : 0), Raw.UInt16(id), IsFive && code != 0 ? [(byte)code] : []));

    /// <summary>The next delivery, acknowledged by the rules of its QoS.</summary>
    public async Task<Delivery> TakeAsync()
    {
        var delivery = await DeliveryAsync();
        if (delivery.Qos == 1)
        {
            await AnswerAsync(Packet.PubAck, delivery.Id);
        }
        else if (delivery.Qos == 2)
        {
            await AnswerAsync(Packet.PubRec, delivery.Id);
            Assert.Equal(delivery.Id, Answer.Of(await ReadAsync(Packet.PubRel)).Id);
            await AnswerAsync(Packet.PubComp, delivery.Id);
        }

        return delivery;
    }

    /// <summary>The next delivery, not acknowledged.</summary>
    public async Task<Delivery> DeliveryAsync() => Delivery.Of(await ReadAsync(Packet.Publish), Version);

    /// <summary>The next packet, which must be of this type.</summary>
    public async Task<Packet> ReadAsync(int type)
    {
        var packet = await ReadAsync();
        Assert.True(packet is not null, $"The connection was closed where packet type {type} was expected.");
        Assert.True(type == packet.Type, $"Packet type {packet.Type} ({Convert.ToHexString(packet.Body)}) came where {type} was expected.");
        return packet;
    }

    /// <summary>The next packet; null if the server has closed the connection.</summary>
    public async Task<Packet?> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        var chunk = new byte[65_536];
        Packet? packet;
        while (!TryCut(out packet))
        {
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

            _received.AddRange(chunk.AsSpan(0, count));
        }

        return packet;
    }

    /// <summary>Nothing more has come: the answer to a ping is next.</summary>
    public async Task NothingAsync()
    {
        await SendAsync("C0 00");
        await ReadAsync(Packet.PingResp);
    }

    /// <summary>
    /// The server closes the connection. Version 5 servers may say why before (DISCONNECT, or CONNACK during the
    /// handshake): then it must be one of these codes, if any are given.
    /// </summary>
    public async Task ClosedAsync(params int[] codes)
    {
        while (await ReadAsync() is { } packet)
        {
            Assert.True(packet.Type is Packet.Disconnect or Packet.ConnAck, $"Packet type {packet.Type} came where the connection should be closed.");
            var code = packet.Type == Packet.ConnAck ? packet.Body[1] : packet.Body.Length > 0 ? packet.Body[0] : 0;
            Assert.NotEqual(0, code);
            if (IsFive && codes.Length > 0)
            {
                Assert.Contains(code, codes);
            }
        }
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Drop() => _socket.Close(0);

    public Task GoodbyeAsync() => SendAsync("E0 00");

    public void Dispose() => _socket.Dispose();

    private int NextId() => _nextId = _nextId % ushort.MaxValue + 1;

    private bool TryCut(out Packet? packet)
    {
        packet = null;
        var bytes = _received.Count > 8 ? _received.GetRange(0, 8).ToArray() : [.. _received];
        var end = Array.FindIndex(bytes, Math.Min(1, bytes.Length), b => b < 0x80);
        if (bytes.Length < 2 || end < 0)
        {
            return false;
        }

        var at = 1;
        var length = Raw.ReadVarInt(bytes, ref at);
        if (_received.Count < at + length)
        {
            return false;
        }

        LengthsWereShortest &= at - 1 == Raw.VarInt(length).Length;
        packet = new Packet(bytes[0] >> 4, bytes[0] & 15, [.. _received.GetRange(at, length)]);
        _received.RemoveRange(0, at + length);
        return true;
    }
}
