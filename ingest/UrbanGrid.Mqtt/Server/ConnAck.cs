using System.Buffers;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>The answer to a CONNECT that is accepted, MQTT 5 §3.2: what this server does and where its limits are.</summary>
internal static class ConnAck
{
    /// <summary>The packet.</summary>
    public static byte[] For(MqttSession session, bool isPresent, MqttServerOptions options)
    {
        var connect = session.Connect;
        var properties = new PropertySet()
            .Set(PropertyId.ReceiveMaximum, (uint)Math.Min(ushort.MaxValue, options.MaxInflightPerSession))
            .Set(PropertyId.RetainAvailable, 1)
            .Set(PropertyId.MaximumPacketSize, (uint)options.MaxPacketBytes)
            .Set(PropertyId.TopicAliasMaximum, options.TopicAliasMaximum)
            .Set(PropertyId.WildcardSubscriptionAvailable, 1)
            .Set(PropertyId.SubscriptionIdentifierAvailable, 1)
            .Set(PropertyId.SharedSubscriptionAvailable, 1);
        if (session.State.ExpirySeconds != connect.SessionExpirySeconds)
        {
            properties.Set(PropertyId.SessionExpiryInterval, session.State.ExpirySeconds);
        }

        if (KeepAliveSeconds(connect, options) is var keepAlive && keepAlive != connect.KeepAliveSeconds)
        {
            properties.Set(PropertyId.ServerKeepAlive, keepAlive);
        }

        if (connect.ClientId.Length == 0)
        {
            properties.Set(PropertyId.AssignedClientIdentifier, session.ClientId);
        }

        if (connect.WantsResponseInformation)
        {
            properties.Set(PropertyId.ResponseInformation, options.ResponseInformation);
        }

        var output = new ArrayBufferWriter<byte>();
        new ConnAckPacket(isPresent, MqttReasonCode.Success, properties).Write(output, session.Version);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The keep-alive that holds, §3.2.2.3.14; a client of version 3.1.1 cannot be told another.</summary>
    public static ushort KeepAliveSeconds(ConnectPacket connect, MqttServerOptions options)
    {
        var asked = connect.KeepAliveSeconds;
        return connect.Version == MqttVersion.V5 && options.MaxKeepAlive is { } max && (asked == 0 || asked > max.TotalSeconds)
            ? (ushort)max.TotalSeconds
            : asked;
    }

    /// <summary>How long the session outlives the connection; a clean session of 3.1.1 does not, another one for ever.</summary>
    public static uint ExpirySeconds(ConnectPacket connect, MqttServerOptions options)
    {
        var asked = connect.Version == MqttVersion.V5 ? connect.SessionExpirySeconds : connect.CleanStart ? 0 : uint.MaxValue;
        return Math.Min(asked, options.LongestExpirySeconds);
    }
}
