using System.Net.WebSockets;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>MQTT over WebSocket, and what a publisher that may not publish is told; held against this server only.</summary>
public sealed class TransportMusts
{
    [Fact]
    [Must("3.1.1:MQTT-6.0.0-4", "5:MQTT-6.0.0-4", "3.1.1:MQTT-6.0.0-2", "5:MQTT-6.0.0-2")]
    public async Task Packets_come_through_binary_frames_however_they_are_cut_and_the_subprotocol_is_mqtt()
    {
        await using var broker = await TestBroker.StartAsync();
        using var socket = await ConnectAsync(broker);
        byte[] bytes = [.. new ConnectWith().Bytes("ws", MqttVersion.V5), .. Wire.FromHex("C0 00 C0 00")];

        for (var i = 0; i < bytes.Length; i += 5)
        {
            await socket.SendAsync(bytes.AsMemory(i, Math.Min(5, bytes.Length - i)), WebSocketMessageType.Binary, true, default);
        }

        var heard = new List<byte>();
        var chunk = new byte[1024];
        while (!Convert.ToHexString([.. heard]).EndsWith("D000D000", StringComparison.Ordinal))
        {
            var result = await socket.ReceiveAsync(chunk, default).WaitAsync(Eventually.Limit);
            Assert.Equal(WebSocketMessageType.Binary, result.MessageType);
            heard.AddRange(chunk.AsSpan(0, result.Count));
        }

        Assert.Equal("mqtt", socket.SubProtocol);
        Assert.Equal(0x20, heard[0]);
    }

    [Fact]
    [Must("3.1.1:MQTT-6.0.0-1", "5:MQTT-6.0.0-1")]
    public async Task A_text_frame_closes_the_connection()
    {
        await using var broker = await TestBroker.StartAsync();
        using var socket = await ConnectAsync(broker);

        await socket.SendAsync(new ConnectWith().Bytes("ws", MqttVersion.V5), WebSocketMessageType.Text, true, default);

        try
        {
            var result = await socket.ReceiveAsync(new byte[1024], default).WaitAsync(Eventually.Limit);
            Assert.Equal(WebSocketMessageType.Close, result.MessageType);
        }
        catch (WebSocketException)
        {
            // Closed without the closing handshake.
        }
    }

    [Theory]
    [InlineData("3.1.1:MQTT-3.3.5-2", MqttVersion.V311, 0)]
    [InlineData("5:MQTT-3.4.2-1", MqttVersion.V5, 0x87)]
    public async Task A_publish_that_is_not_allowed_is_acknowledged_with_the_reason_the_version_has(string statements, MqttVersion version, int code)
    {
        Assert.NotEmpty(statements);
        await using var broker = await TestBroker.StartAsync();
        broker.Application.PublishAllowed = (_, _) => false;
        using var client = await RawClient.ConnectAsync(broker, "client", version);

        await client.PublishAsync("t", "x", packetId: 5);

        Assert.Equal((5, (MqttReasonCode)code), Of(await client.ReadAckAsync()));
        Assert.Empty(broker.Application.Received);

        static (ushort, MqttReasonCode) Of(Codec.AckPacket ack) => (ack.PacketId, ack.Reason);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.4-5", "3.1.1:MQTT-3.2.2-4", "3.1.1:MQTT-3.2.2-5", "5:MQTT-3.1.4-2", "5:MQTT-3.1.4-6", "5:MQTT-3.2.2-6", "5:MQTT-3.2.2-7")]
    public async Task After_a_refusal_nothing_the_client_sends_is_looked_at(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Authenticate = _ => MqttReasonCode.BadUserNameOrPassword;
        using var client = await RawClient.OpenAsync(broker, version);

        await client.SendAsync(new ConnectWith().Bytes("x", version).Concat(Wire.Publish(version, "t", "x")).ToArray());

        var answer = await client.ReadConnAckAsync();
        Assert.Equal((false, MqttReasonCode.BadUserNameOrPassword), (answer.SessionPresent, answer.Reason));
        Assert.Null(await client.ReadAsync());
        Assert.Empty(broker.Application.Received);
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestBroker broker)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{broker.HttpPort}/mqtt"), default);
        return socket;
    }
}
