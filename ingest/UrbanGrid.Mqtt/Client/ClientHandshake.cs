using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>CONNECT and its answer, MQTT 5 §3.1 and §3.2.</summary>
internal static class ClientHandshake
{
    /// <summary>Introduces the client and waits for CONNACK.</summary>
    /// <exception cref="MqttRefusedException">The server said no.</exception>
    /// <exception cref="IOException">It closed the connection.</exception>
    public static async Task<ServerAnswer> RunAsync(
        ClientTransport transport, MqttClientOptions options, string clientId, CancellationToken cancellationToken)
    {
        Connect(options, clientId).Write(transport.Output);
        await transport.Output.FlushAsync(cancellationToken);
        while (true)
        {
            var result = await transport.Input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (RawPacket.TryCut(ref buffer, options.MaxPacketBytes, out var packet))
            {
                var answer = Accept(packet, options);
                transport.Input.AdvanceTo(buffer.Start);
                return answer;
            }

            transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new IOException("The server closed the connection before CONNACK.");
            }
        }
    }

    private static ConnectPacket Connect(MqttClientOptions options, string clientId) => new()
    {
        Version = options.Version,
        ClientId = clientId,
        CleanStart = options.CleanStart,
        SessionExpirySeconds = (uint)Math.Clamp(Math.Ceiling(options.SessionExpiry.TotalSeconds), 0, uint.MaxValue),
        KeepAliveSeconds = (ushort)Math.Clamp(Math.Ceiling(options.KeepAlive.TotalSeconds), 0, ushort.MaxValue),
        UserName = options.UserName,
        Password = options.Password is { } password ? Encoding.UTF8.GetBytes(password) : default(ReadOnlyMemory<byte>?),
        Will = options.Will,
        ReceiveMaximum = (ushort)Math.Clamp(options.MaxPendingDeliveries, 1, ushort.MaxValue),
        MaximumPacketSize = (uint)options.MaxPacketBytes,
        TopicAliasMaximum = options.TopicAliasMaximum,
    };

    private static ServerAnswer Accept(in RawPacket packet, MqttClientOptions options)
    {
        if (packet.Type != PacketType.ConnAck)
        {
            throw MqttProtocolException.Protocol("The server's first packet is not CONNACK.");
        }

        var answer = ConnAckPacket.Read(packet, options.Version);
        return answer.Reason == MqttReasonCode.Success
            ? ServerAnswer.From(answer)
            : throw new MqttRefusedException(answer.Reason, $"The server refused the connection: {answer.Reason}.");
    }
}
