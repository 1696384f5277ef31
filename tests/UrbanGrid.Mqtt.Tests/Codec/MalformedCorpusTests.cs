using UrbanGrid.Bench.Fuzz;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

public sealed class MalformedCorpusTests
{
    private const MqttVersion V3 = MqttVersion.V311;
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory]
    // Strings, §1.5.4
    [InlineData(V3, "30 05 0003 61 00 62", 0x81)] // U+0000
    [InlineData(V3, "30 05 0003 EDA080", 0x81)] // surrogate U+D800
    [InlineData(V3, "30 06 0004 F4908080", 0x81)] // above U+10FFFF
    [InlineData(V3, "30 03 0002 61", 0x81)] // shorter than it says
    [InlineData(V3, "30 02 0000", 0x90)] // empty topic
    [InlineData(V3, "30 05 0003 612F2B", 0x90)] // topic with +
    // Properties, §2.2.2
    [InlineData(V5, "30 06 0001 74 02 00 00", 0x81)] // property 0
    [InlineData(V5, "30 06 0001 74 02 7F 00", 0x81)] // unknown property
    [InlineData(V5, "30 07 0001 74 03 21 0001", 0x81)] // receive maximum in PUBLISH
    [InlineData(V5, "30 06 0001 74 02 01 02", 0x82)] // payload format 2
    [InlineData(V5, "30 06 0001 74 05 01 01", 0x81)] // property length beyond the packet
    [InlineData(V5, "30 06 0001 74 02 02 00", 0x81)] // message expiry cut short
    [InlineData(V5, "30 06 0001 74 02 0B 00", 0x82)] // subscription identifier 0
    [InlineData(V5, "30 0C 0001 74 08 08 0001 61 08 0001 62", 0x82)] // response topic twice
    [InlineData(V5, "30 08 0001 74 04 08 0001 23", 0x82)] // response topic #
    [InlineData(V5, "30 05 0001 74 80 00", 0x81)] // property length not in shortest form
    // PUBLISH, §3.3
    [InlineData(V3, "32 05 0001 74 0000", 0x82)] // packet identifier 0
    [InlineData(V3, "32 03 0001 74", 0x81)] // no packet identifier
    // SUBSCRIBE, UNSUBSCRIBE, §3.8 and §3.10
    [InlineData(V3, "82 06 0000 0001 74 00", 0x82)] // packet identifier 0
    [InlineData(V3, "82 06 0001 0001 74 03", 0x81)] // QoS 3
    [InlineData(V3, "82 06 0001 0001 74 04", 0x81)] // no local on 3.1.1
    [InlineData(V5, "82 07 0001 00 0001 74 30", 0x82)] // retain handling 3
    [InlineData(V5, "82 0B 0001 04 0B01 0B02 0001 74 00", 0x82)] // subscription identifier twice
    [InlineData(V3, "82 05 0001 0001 74", 0x81)] // no options
    [InlineData(V3, "A2 02 0001", 0x82)] // nothing to unsubscribe
    [InlineData(V3, "A2 06 0001 0002 FFFE", 0x81)] // filter not UTF-8
    // CONNECT, §3.1
    [InlineData(V3, "10 0C 0004 4D515454 04 1E 0000 0000", 0x81)] // will QoS 3
    [InlineData(V3, "10 0C 0004 4D515454 04 22 0000 0000", 0x81)] // will retain without will
    [InlineData(V3, "10 0D 0004 4D515454 04 02 0000 0000 FF", 0x81)] // bytes left over
    [InlineData(V3, "10 0C 0004 4D515458 04 02 0000 0000", 0x81)] // MQTX
    [InlineData(V5, "10 10 0004 4D515454 05 02 0000 03 21 0000 0000", 0x82)] // receive maximum 0
    [InlineData(V5, "10 12 0004 4D515454 05 02 0000 05 27 00000000 0000", 0x82)] // maximum packet size 0
    [InlineData(V5, "10 10 0004 4D515454 05 02 0000 03 16 0000 0000", 0x82)] // authentication data alone
    [InlineData(V5, "10 0F 0004 4D515454 05 02 0000 02 19 02 0000", 0x82)] // request response information 2
    // PUBACK, DISCONNECT, §3.4 and §3.14
    [InlineData(V3, "40 03 0001 00", 0x81)]
    [InlineData(V5, "40 02 0000", 0x82)]
    [InlineData(V5, "40 05 0001 00 00 00", 0x81)]
    [InlineData(V3, "E0 01 00", 0x81)]
    [InlineData(V5, "E0 04 00 02 01 00", 0x81)] // payload format in DISCONNECT
    public void A_malformed_packet_has_the_reason_of_the_standard(MqttVersion version, string hex, byte reason)
    {
        var bytes = Wire.FromHex(hex);

        Assert.Equal((MqttReasonCode)reason, Assert.Throws<MqttProtocolException>(() => CodecTarget.Read(new(bytes), version)).Reason);
        Assert.Equal((MqttReasonCode)reason, Assert.Throws<MqttProtocolException>(() => CodecTarget.Read(Wire.Scattered(bytes), version)).Reason);
    }
}
