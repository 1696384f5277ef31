using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Any valid packet, as bytes.</summary>
internal static class PacketGen
{
    private static readonly string[] s_words = ["", "a", "井盖", "é", "\U0001F6B2", "a b", "x/y", new string('z', 200)];

    private static readonly Gen<ushort> s_id = Gen.Choose(1, ushort.MaxValue).Select(i => (ushort)i);

    private static readonly Gen<string> s_text = Gen.Elements(s_words);

    private static readonly Gen<byte[]> s_bytes = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf();

    private static readonly Gen<string> s_topic = Gen.Elements("a", "a/b", "/", "城市/1", "$own/x", new string('t', 300));

    private static readonly Gen<string> s_filter = Gen.Elements("#", "+/a", "a/#", "城市/+/x", "$share/g/a");

    private static readonly Gen<bool> s_bool = Gen.Elements(true, false);

    private static readonly Gen<MqttQos> s_qos = Gen.Elements(MqttQos.AtMostOnce, MqttQos.AtLeastOnce, MqttQos.ExactlyOnce);

    private static readonly Gen<MqttVersion> s_version = Gen.Elements(MqttVersion.V311, MqttVersion.V5);

    private static readonly Gen<uint?> s_seconds = Gen.Elements<uint?>(null, 1, 77, uint.MaxValue);

    private static readonly Gen<MqttReasonCode> s_reason = Gen.Elements(Enum.GetValues<MqttReasonCode>());

    /// <summary>Every type in both versions.</summary>
    public static Arbitrary<(MqttVersion Version, byte[] Bytes)> Any { get; } = (
        from version in s_version
        from bytes in Gen.OneOf(
            Connect(version), ConnAck(version), Publish(version), Ack(version), Subscribe(version), SubAck(version), Unsubscribe(version),
            Disconnect(version), Gen.Elements(PingPackets.Request, PingPackets.Response))
        select (version, bytes)).ToArbitrary();

    private static Gen<MqttMessageProperties?> Properties(MqttVersion version)
    {
        var some =
            from isText in Gen.Elements<bool?>(null, true, false)
            from type in Gen.Elements(null, "text/plain")
            from answer in Gen.Elements(null, "answers/1")
            from correlation in s_bytes
            from keys in s_text.ListOf()
            from value in s_text
            select (MqttMessageProperties?)new MqttMessageProperties
            {
                IsText = isText, ContentType = type, ResponseTopic = answer,
                CorrelationData = correlation.Length == 0 ? default(ReadOnlyMemory<byte>?) : correlation,
                UserProperties = [.. keys.Select(k => KeyValuePair.Create(k, value))],
            };
        return version == MqttVersion.V5 ? Gen.OneOf(Gen.Constant<MqttMessageProperties?>(null), some) : Gen.Constant<MqttMessageProperties?>(null);
    }

    private static Gen<byte[]> Connect(MqttVersion version) =>
        from clean in s_bool
        from keepAlive in Gen.Choose(0, ushort.MaxValue)
        from id in s_text
        from user in Gen.OneOf(Gen.Constant<string?>(null), s_text.Select(t => (string?)t))
        from password in s_bytes
        from hasWill in s_bool
        from topic in s_topic
        from payload in s_bytes
        from qos in s_qos
        from retain in s_bool
        from properties in Properties(version)
        from delay in s_seconds
        from expiry in s_seconds
        from maximum in s_id
        from size in s_seconds
        from wants in s_bool
        let five = version == MqttVersion.V5
        let packet = new ConnectPacket
        {
            Version = version, CleanStart = clean, KeepAliveSeconds = (ushort)keepAlive, ClientId = id, UserName = user,
            Password = user is null ? default(ReadOnlyMemory<byte>?) : password,
            Will = hasWill ? new MqttWill(topic, payload, qos, retain) : null,
            WillProperties = hasWill ? properties : null,
            WillDelaySeconds = hasWill && five ? delay ?? 0 : 0,
            SessionExpirySeconds = five ? expiry ?? 0 : 0,
            ReceiveMaximum = five ? maximum : ushort.MaxValue,
            MaximumPacketSize = five ? size : null,
            TopicAliasMaximum = five ? maximum : (ushort)0,
            WantsProblemInformation = !five || wants,
            WantsResponseInformation = five && wants,
        }
        select Bytes(packet.Write);

    private static Gen<byte[]> ConnAck(MqttVersion version) =>
        from present in s_bool
        from reason in Gen.Elements(
            MqttReasonCode.Success, MqttReasonCode.UnsupportedProtocolVersion, MqttReasonCode.ClientIdentifierNotValid,
            MqttReasonCode.ServerUnavailable, MqttReasonCode.BadUserNameOrPassword, MqttReasonCode.NotAuthorized)
        from why in s_text
        from number in s_id
        from user in s_text.ListOf()
        let set = new PropertySet().Set(PropertyId.ReasonString, why).Set(PropertyId.ReceiveMaximum, number)
            .Set(PropertyId.AssignedClientIdentifier, why).AddUserProperties(user.Select(u => KeyValuePair.Create(u, why)))
        select Bytes(o => new ConnAckPacket(present, reason, version == MqttVersion.V5 ? set : null).Write(o, version));

    private static Gen<byte[]> Publish(MqttVersion version) =>
        from topic in s_topic
        from payload in s_bytes
        from qos in s_qos
        from retain in s_bool
        from repeated in s_bool
        from id in s_id
        from properties in Properties(version)
        from expiry in s_seconds
        from subscription in Gen.Elements(1, 127, 128, 268_435_455)
        let five = version == MqttVersion.V5
        let message = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(topic), Payload = payload, Properties = five ? EncodedMessage.EncodeProperties(properties) : [],
        }
        let header = PublishPacket.Header(qos, retain, repeated && qos != MqttQos.AtMostOnce)
        select Bytes(o => PublishEncoder.Write(
            o, message, version, header, qos == MqttQos.AtMostOnce ? (ushort)0 : id, five ? expiry : null, five ? [subscription, 1] : []));

    private static Gen<byte[]> Ack(MqttVersion version) =>
        from type in Gen.Elements(PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp)
        from id in s_id
        from reason in s_reason
        select Bytes(o => new AckPacket(id, reason, type).Write(o, version));

    private static Gen<byte[]> Subscribe(MqttVersion version) =>
        from id in s_id
        from subscription in Gen.Elements(0, 1, 268_435_455)
        from filters in s_filter.NonEmptyListOf()
        from qos in s_qos
        from flag in s_bool
        from handling in Gen.Elements(RetainHandling.Always, RetainHandling.IfNew, RetainHandling.Never)
        let five = version == MqttVersion.V5
        let requests = filters.Select(f => new SubscriptionRequest(f, qos, five && flag, five && !flag, five ? handling : RetainHandling.Always))
        select Bytes(o => new SubscribePacket(id, five ? subscription : 0, [.. requests]).Write(o, version));

    private static Gen<byte[]> SubAck(MqttVersion version) =>
        from type in Gen.Elements(PacketType.SubAck, PacketType.UnsubAck)
        from id in s_id
        from reasons in Gen.Elements(MqttReasonCode.Success, MqttReasonCode.GrantedQos1, MqttReasonCode.GrantedQos2, MqttReasonCode.NotAuthorized).NonEmptyListOf()
        select Bytes(o => new SubAckPacket(id, [.. reasons]).Write(o, type, version));

    private static Gen<byte[]> Unsubscribe(MqttVersion version) =>
        from id in s_id
        from filters in s_filter.NonEmptyListOf()
        select Bytes(o => new UnsubscribePacket(id, [.. filters]).Write(o, version));

    private static Gen<byte[]> Disconnect(MqttVersion version) =>
        from reason in s_reason
        from expiry in s_seconds
        from why in Gen.Elements(null, "why", "为什么")
        select Bytes(o => new DisconnectPacket(reason, expiry, why).Write(o, version));

    private static byte[] Bytes(Action<IBufferWriter<byte>> write) => Wire.Bytes(write);
}
