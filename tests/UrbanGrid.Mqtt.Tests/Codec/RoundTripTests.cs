using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>What is written is read back the same, also when the bytes arrive one by one.</summary>
public sealed class RoundTripTests
{
    private static readonly MqttMessageProperties s_properties = new()
    {
        IsText = true,
        ContentType = "application/json",
        ResponseTopic = "answers/井盖",
        CorrelationData = new byte[] { 0, 255 },
        UserProperties = [new("名", "值"), new("", "")],
    };

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void Connect(MqttVersion version)
    {
        var connect = new ConnectPacket
        {
            Version = version,
            CleanStart = false,
            KeepAliveSeconds = 65_535,
            ClientId = "边缘-1",
            UserName = "",
            Password = new byte[300],
            Will = new MqttWill("status", "offline"u8.ToArray(), MqttQos.AtLeastOnce, true),
            WillProperties = s_properties,
            ReceiveMaximum = version == MqttVersion.V5 ? (ushort)5 : ushort.MaxValue,
            MaximumPacketSize = version == MqttVersion.V5 ? 70_000 : null,
            SessionExpirySeconds = version == MqttVersion.V5 ? 3_600u : 0,
        };

        foreach (var packet in BothWays(connect.Write))
        {
            var read = ConnectPacket.Read(packet);
            Assert.Equal(
                (connect.Version, connect.CleanStart, connect.KeepAliveSeconds, connect.ClientId, connect.UserName),
                (read.Version, read.CleanStart, read.KeepAliveSeconds, read.ClientId, read.UserName));
            Assert.Equal(
                (connect.ReceiveMaximum, connect.MaximumPacketSize, connect.SessionExpirySeconds),
                (read.ReceiveMaximum, read.MaximumPacketSize, read.SessionExpirySeconds));
            Assert.Equal(connect.Password!.Value.ToArray(), read.Password!.Value.ToArray());
            Assert.Equal(connect.Will with { Payload = default }, read.Will! with { Payload = default });
            Assert.Equal(connect.Will.Payload.ToArray(), read.Will.Payload.ToArray());
            if (version == MqttVersion.V5)
            {
                AssertEqual(s_properties, read.WillProperties);
            }
        }
    }

    [Theory]
    [InlineData(MqttVersion.V311, MqttQos.AtMostOnce, 0)]
    [InlineData(MqttVersion.V311, MqttQos.AtLeastOnce, 200)]
    [InlineData(MqttVersion.V5, MqttQos.AtMostOnce, 200)]
    [InlineData(MqttVersion.V5, MqttQos.AtLeastOnce, 20_000)]
    public void Publish(MqttVersion version, MqttQos qos, int size)
    {
        var payload = new byte[size];
        new Random(1).NextBytes(payload);
        var message = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes("城市/1"),
            Payload = payload,
            Properties = version == MqttVersion.V5 ? EncodedMessage.EncodeProperties(s_properties) : [],
        };
        var header = PublishPacket.Header(qos, retain: true, duplicate: qos > 0);
        uint? expiry = version == MqttVersion.V5 ? 77 : null;
        int[] ids = version == MqttVersion.V5 ? [1, 300] : [];

        foreach (var packet in BothWays(o => PublishEncoder.Write(o, message, version, header, 9, expiry, ids)))
        {
            PropertySet? set = null;
            var read = PublishPacket.Read(packet, version, new TopicCache(), ref set);
            Assert.Equal(("城市/1", qos, true, qos > 0), (read.Topic, read.Qos, read.Retain, read.Duplicate));
            Assert.Equal(qos == 0 ? 0 : 9, read.PacketId);
            Assert.Equal(payload, read.Payload.ToArray());
            if (version == MqttVersion.V5)
            {
                AssertEqual(s_properties with { Expiry = TimeSpan.FromSeconds(77) }, MqttMessageProperties.From(set));
                Assert.Equal(ids, set!.SubscriptionIds);
            }
        }

        var written = Wire.Bytes(o => PublishEncoder.Write(o, message, version, header, 9, expiry, ids));
        Assert.Equal(written.Length, PublishEncoder.PacketSize(message, version, new PublishHead(header, 9, expiry), ids));
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void Subscribe(MqttVersion version)
    {
        var five = version == MqttVersion.V5;
        var subscribe = new SubscribePacket(12, five ? 268_435_455 : 0,
        [
            new("a/+", MqttQos.AtLeastOnce, NoLocal: five, RetainAsPublished: five, five ? RetainHandling.IfNew : 0),
            new("b/#", MqttQos.AtMostOnce),
        ]);

        foreach (var packet in BothWays(o => subscribe.Write(o, version)))
        {
            var read = SubscribePacket.Read(packet, version);
            Assert.Equal((subscribe.PacketId, subscribe.SubscriptionId), (read.PacketId, read.SubscriptionId));
            Assert.Equal(subscribe.Requests, read.Requests);
        }
    }

    [Fact]
    public void Every_property_of_connack()
    {
        var set = new PropertySet();
        for (var id = PropertyId.PayloadFormatIndicator; (int)id <= PropertyTable.MaxId; id++)
        {
            var rule = PropertyTable.Of((int)id);
            if ((rule.Places & PropertyPlace.ConnAck) == 0)
            {
                continue;
            }

            _ = rule.Type switch
            {
                PropertyType.Text => set.Set(id, $"text {id}"),
                PropertyType.Binary => set.Set(id, (object)new byte[] { 1, (byte)id }),
                PropertyType.TextPair => set.AddUserProperties([new("k", "v")]),
                PropertyType.Flag => set.Set(id, 1),
                _ => set.Set(id, 1_000 + (uint)id),
            };
        }

        foreach (var packet in BothWays(o => new ConnAckPacket(true, MqttReasonCode.Success, set).Write(o, MqttVersion.V5)))
        {
            var read = ConnAckPacket.Read(packet, MqttVersion.V5);
            Assert.True(read.SessionPresent);
            for (var id = PropertyId.PayloadFormatIndicator; (int)id <= PropertyTable.MaxId; id++)
            {
                Assert.Equal(set.Has(id), read.Properties!.Has(id));
                Assert.Equal(set.Number(id), read.Properties.Number(id));
            }

            Assert.Equal(set.Text(PropertyId.ServerReference), read.Properties!.Text(PropertyId.ServerReference));
            Assert.Equal(set.Binary(PropertyId.AuthenticationData), read.Properties.Binary(PropertyId.AuthenticationData));
            Assert.Equal(set.UserProperties, read.Properties.UserProperties);
        }
    }

    private static IEnumerable<RawPacket> BothWays(Action<IBufferWriter<byte>> write)
    {
        var bytes = Wire.Bytes(write);
        yield return Wire.Cut(bytes);
        yield return Wire.Cut(Wire.Scattered(bytes));
        for (var length = 0; length < Math.Min(bytes.Length, 64); length++)
        {
            var part = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.False(RawPacket.TryCut(ref part, int.MaxValue, out _));
        }
    }

    private static void AssertEqual(MqttMessageProperties expected, MqttMessageProperties? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.CorrelationData!.Value.ToArray(), actual.CorrelationData!.Value.ToArray());
        Assert.Equal(expected.UserProperties, actual.UserProperties);
        Assert.Equal(
            expected with { CorrelationData = null, UserProperties = [] },
            actual with { CorrelationData = null, UserProperties = [] });
    }
}
