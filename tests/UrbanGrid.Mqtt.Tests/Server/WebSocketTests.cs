using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

public sealed class WebSocketTests
{
    [Fact]
    public async Task A_session_runs_over_a_websocket_in_frames_of_any_size()
    {
        await using var broker = await TestBroker.StartAsync();
        using var socket = await OpenAsync(broker);
        var connect = new ConnectPacket { Version = MqttVersion.V5, ClientId = "browser", KeepAliveSeconds = 0 };
        var bytes = Wire.Bytes(connect.Write).Concat(Wire.Publish(MqttVersion.V5, "t", "x", 5)).ToArray();

        foreach (var part in bytes.Chunk(7))
        {
            await socket.SendAsync(part, WebSocketMessageType.Binary, true, default);
        }

        Assert.Equal([PacketType.ConnAck, PacketType.PubAck], await ReadAsync(socket, 2));
        Assert.Equal("x", broker.Application.Received.Single().Payload);
        await socket.SendAsync(new byte[] { 0xE0, 0 }, WebSocketMessageType.Binary, true, default);
        await Eventually.UntilAsync(() => broker.Application.Events.Contains("end browser Success"));
        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(socket, new byte[10])).MessageType);
    }

    [Fact]
    public async Task A_text_frame_ends_the_session()
    {
        await using var broker = await TestBroker.StartAsync();
        using var socket = await OpenAsync(broker);
        var connect = new ConnectPacket { Version = MqttVersion.V5, ClientId = "browser", KeepAliveSeconds = 0 };
        await socket.SendAsync(Wire.Bytes(connect.Write), WebSocketMessageType.Binary, true, default);
        await ReadAsync(socket, 1);

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);

        await Eventually.UntilAsync(() => broker.Application.Events.Contains("end browser UnspecifiedError"));
    }

    [Fact]
    public async Task A_plain_request_is_told_what_lives_there()
    {
        await using var broker = await TestBroker.StartAsync();
        using var http = new HttpClient();

        var response = await http.GetAsync(new Uri($"http://127.0.0.1:{broker.HttpPort}/mqtt"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("subprotocol 'mqtt'", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<ClientWebSocket> OpenAsync(TestBroker broker)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{broker.HttpPort}/mqtt"), default);
        Assert.Equal("mqtt", socket.SubProtocol);
        return socket;
    }

    private static async Task<List<PacketType>> ReadAsync(ClientWebSocket socket, int count)
    {
        var received = ReadOnlySequence<byte>.Empty;
        var types = new List<PacketType>();
        while (types.Count < count)
        {
            var bytes = new byte[1_000];
            var frame = await ReceiveAsync(socket, bytes);
            received = new ReadOnlySequence<byte>([.. received.ToArray(), .. bytes.AsSpan(0, frame.Count)]);
            while (RawPacket.TryCut(ref received, bytes.Length, out var packet))
            {
                types.Add(packet.Type);
            }
        }

        return types;
    }

    private static async Task<WebSocketReceiveResult> ReceiveAsync(ClientWebSocket socket, byte[] bytes)
    {
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        return await socket.ReceiveAsync(new ArraySegment<byte>(bytes), deadline.Token);
    }
}
