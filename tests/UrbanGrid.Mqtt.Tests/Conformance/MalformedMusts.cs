namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>Packets that no client may send: the connection is closed, with the reason where the version has one, and it alone.</summary>
public sealed class MalformedMusts
{
    private const MqttVersion V3 = MqttVersion.V311;
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory]
    // UTF-8 strings
    [InlineData("3.1.1:MQTT-1.5.3-1", V3, "30 06 0003 61EDA0 80")]
    [InlineData("3.1.1:MQTT-1.5.3-1 3.1.1:MQTT-3.3.2-1", V3, "30 04 0002 C328")]
    [InlineData("3.1.1:MQTT-3.8.3-1", V3, "82 07 0001 0002 C328 00")]
    [InlineData("3.1.1:MQTT-3.10.3-1", V3, "A2 06 0001 0002 C328")]
    [InlineData("3.1.1:MQTT-1.5.3-2 3.1.1:MQTT-4.7.3-2", V3, "30 05 0003 610062")]
    [InlineData("3.1.1:MQTT-4.7.3-2", V3, "82 08 0001 0003 610062 00")]
    [InlineData("5:MQTT-1.5.4-1", V5, "30 07 0003 61EDA0 00 78", 0x81)]
    [InlineData("5:MQTT-1.5.4-1 5:MQTT-3.3.2-1", V5, "30 05 0002 C328 00", 0x81, 0x90, 0x82)]
    [InlineData("5:MQTT-3.8.3-1", V5, "82 08 0001 00 0002 C328 00", 0x81, 0x8F, 0x82)]
    [InlineData("5:MQTT-3.10.3-1", V5, "A2 07 0001 00 0002 C328", 0x81, 0x8F, 0x82)]
    [InlineData("5:MQTT-1.5.4-2 5:MQTT-4.7.3-2", V5, "30 06 0003 610062 00", 0x81, 0x90, 0x82)]
    [InlineData("5:MQTT-4.7.3-2", V5, "82 09 0001 00 0003 610062 00", 0x81, 0x8F, 0x82)]
    [InlineData("5:MQTT-1.5.7-1", V5, "30 0B 0001 74 07 26 0001 6B 0001 C3 00", 0x81)]
    [InlineData("5:MQTT-3.3.2-13", V5, "30 09 0001 74 05 08 0002 C328", 0x81, 0x82)]
    [InlineData("5:MQTT-3.3.2-19", V5, "30 09 0001 74 05 03 0002 C328", 0x81, 0x82)]
    // Fixed header
    [InlineData("3.1.1:MQTT-2.2.2-1 3.1.1:MQTT-2.2.2-2", V3, "C1 00")]
    [InlineData("3.1.1:MQTT-2.2.2-2 3.1.1:MQTT-3.8.1-1", V3, "80 06 0001 0001 74 00")]
    [InlineData("3.1.1:MQTT-3.10.1-1", V3, "A0 05 0001 0001 74")]
    [InlineData("3.1.1:MQTT-3.6.1-1", V3, "60 02 0001")]
    [InlineData("3.1.1:MQTT-3.14.1-1", V3, "E1 00")]
    [InlineData("3.1.1:MQTT-4.8.0-1", V3, "00 00")]
    [InlineData("5:MQTT-2.1.3-1 5:MQTT-4.13.1-1 5:MQTT-4.13.2-1", V5, "C1 00", 0x81)]
    [InlineData("5:MQTT-3.8.1-1", V5, "80 07 0001 00 0001 74 00", 0x81)]
    [InlineData("5:MQTT-3.10.1-1", V5, "A0 06 0001 00 0001 74", 0x81)]
    [InlineData("5:MQTT-3.6.1-1", V5, "60 02 0001", 0x81)]
    [InlineData("5:MQTT-3.14.1-1", V5, "E1 00", 0x81)]
    [InlineData("5:MQTT-3.15.1-1", V5, "F1 00", 0x81, 0x82)]
    [InlineData("5:MQTT-4.13.1-1", V5, "30 FF FF FF FF 01", 0x81)]
    // Packet identifiers
    [InlineData("3.1.1:MQTT-2.3.1-1", V3, "32 05 0001 74 0000")]
    [InlineData("3.1.1:MQTT-2.3.1-1", V3, "82 06 0000 0001 74 00")]
    [InlineData("3.1.1:MQTT-2.3.1-1", V3, "A2 05 0000 0001 74")]
    [InlineData("5:MQTT-4.13.1-1", V5, "32 06 0001 74 0000 00", 0x81, 0x82)]
    // CONNECT twice
    [InlineData("3.1.1:MQTT-3.1.0-2", V3, "10 0D 0004 4D515454 04 02 0000 0001 78")]
    [InlineData("5:MQTT-3.1.0-2", V5, "10 0E 0004 4D515454 05 02 0000 00 0001 78", 0x82)]
    // PUBLISH
    [InlineData("3.1.1:MQTT-3.3.1-2", V3, "38 04 0001 74 78")]
    [InlineData("3.1.1:MQTT-3.3.1-4", V3, "36 05 0001 74 0001")]
    [InlineData("3.1.1:MQTT-3.3.2-2 3.1.1:MQTT-4.7.1-1", V3, "30 05 0003 742F2B")]
    [InlineData("3.1.1:MQTT-4.7.1-1", V3, "30 03 0001 23")]
    [InlineData("3.1.1:MQTT-4.7.3-1", V3, "30 02 0000")]
    [InlineData("5:MQTT-3.3.1-2", V5, "38 05 0001 74 00 78", 0x81)]
    [InlineData("5:MQTT-3.3.1-4", V5, "36 06 0001 74 0001 00", 0x81)]
    [InlineData("5:MQTT-3.3.2-2 5:MQTT-4.7.0-1", V5, "30 06 0003 742F2B 00", 0x90, 0x81, 0x82)]
    [InlineData("5:MQTT-4.7.3-1", V5, "30 03 0000 00", 0x82, 0x90, 0x81)]
    [InlineData("5:MQTT-3.3.2-14", V5, "30 08 0001 74 04 08 0001 23", 0x82, 0x81, 0x90)]
    [InlineData("5:MQTT-3.3.4-6", V5, "30 06 0001 74 02 0B 01", 0x82, 0x81)]
    [InlineData("5:MQTT-3.3.2-8", V5, "30 07 0001 74 03 23 0000", 0x94, 0x82)]
    [InlineData("5:MQTT-2.2.2-1", V5, "30 03 0001 74", 0x81)]
    // SUBSCRIBE, UNSUBSCRIBE
    [InlineData("3.1.1:MQTT-3.8.3-3", V3, "82 02 0001")]
    [InlineData("3.1.1:MQTT-3-8.3-4", V3, "82 06 0001 0001 74 03")]
    [InlineData("3.1.1:MQTT-3-8.3-4", V3, "82 06 0001 0001 74 81")]
    [InlineData("3.1.1:MQTT-3.10.3-2", V3, "A2 02 0001")]
    [InlineData("5:MQTT-3.8.3-2", V5, "82 03 0001 00", 0x82, 0x81)]
    [InlineData("5:MQTT-3.8.3-5", V5, "82 07 0001 00 0001 74 41", 0x81, 0x82)]
    [InlineData("5:MQTT-3.8.3-5", V5, "82 07 0001 00 0001 74 03", 0x81, 0x82)]
    [InlineData("5:MQTT-3.8.3-4", V5, "82 0F 0001 00 0009 2473686172652F672F 05", 0x82, 0x8F)]
    [InlineData("5:MQTT-3.8.3-4", V5, "82 10 0001 00 000A 2473686172652F672F74 05", 0x82)]
    [InlineData("5:MQTT-3.10.3-2", V5, "A2 03 0001 00", 0x82, 0x81)]
    // AUTH without an authentication method
    [InlineData("5:MQTT-4.12.0-7", V5, "F0 02 18 00", 0x82, 0x8C)]
    public async Task The_connection_is_closed_and_it_alone(string statements, MqttVersion version, string hex, params int[] codes)
    {
        Assert.NotEmpty(statements);
        using var beside = await Peer.ConnectAsync(version);
        using var peer = await Peer.ConnectAsync(version);

        await peer.SendAsync(hex);

        await peer.ClosedAsync(codes);
        await beside.NothingAsync();
    }

    [Theory]
    [InlineData("3.1.1:MQTT-3.1.0-1", V3, "C0 00")]
    [InlineData("3.1.1:MQTT-3.1.0-1", V3, "30 04 0001 74 78")]
    [InlineData("3.1.1:MQTT-3.1.2-1", V3, "10 0D 0004 4D515458 04 02 0000 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-3", V3, "10 0D 0004 4D515454 04 03 0000 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-9", V3, "10 0D 0004 4D515454 04 06 0000 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-11 3.1.1:MQTT-3.1.2-13", V3, "10 0D 0004 4D515454 04 0A 0000 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-11", V3, "10 13 0004 4D515454 04 02 0000 0001 78 0001 74 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-14", V3, "10 13 0004 4D515454 04 1E 0000 0001 78 0001 74 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-15", V3, "10 0D 0004 4D515454 04 22 0000 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-18", V3, "10 10 0004 4D515454 04 02 0000 0001 78 0001 75")]
    [InlineData("3.1.1:MQTT-3.1.2-19", V3, "10 0D 0004 4D515454 04 82 0000 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.2-20", V3, "10 13 0004 4D515454 04 82 0000 0001 78 0001 75 0001 70")]
    [InlineData("3.1.1:MQTT-3.1.2-21", V3, "10 10 0004 4D515454 04 C2 0000 0001 78 0001 75")]
    [InlineData("3.1.1:MQTT-3.1.2-22", V3, "10 10 0004 4D515454 04 42 0000 0001 78 0001 70")]
    [InlineData("3.1.1:MQTT-3.1.3-3 3.1.1:MQTT-3.1.4-1", V3, "10 0A 0004 4D515454 04 02 0000")]
    [InlineData("3.1.1:MQTT-3.1.3-4", V3, "10 0E 0004 4D515454 04 02 0000 0002 C328")]
    [InlineData("3.1.1:MQTT-3.1.3-10", V3, "10 14 0004 4D515454 04 06 0000 0001 78 0002 C328 0001 78")]
    [InlineData("3.1.1:MQTT-3.1.3-11", V3, "10 11 0004 4D515454 04 82 0000 0001 78 0002 C328")]
    [InlineData("5:MQTT-3.1.0-1", V5, "C0 00")]
    [InlineData("5:MQTT-3.1.0-1 5:MQTT-3.14.0-1", V5, "30 05 0001 74 00 78")]
    [InlineData("5:MQTT-3.1.2-1", V5, "10 0E 0004 4D515458 05 02 0000 00 0001 78", 0x84, 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-3", V5, "10 0E 0004 4D515454 05 03 0000 00 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-9", V5, "10 0E 0004 4D515454 05 06 0000 00 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-11", V5, "10 0E 0004 4D515454 05 0A 0000 00 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-12", V5, "10 15 0004 4D515454 05 1E 0000 00 0001 78 00 0001 74 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-13", V5, "10 0E 0004 4D515454 05 22 0000 00 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-16", V5, "10 11 0004 4D515454 05 02 0000 00 0001 78 0001 75", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-17", V5, "10 0E 0004 4D515454 05 82 0000 00 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-18", V5, "10 14 0004 4D515454 05 82 0000 00 0001 78 0001 75 0001 70", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.2-19", V5, "10 0E 0004 4D515454 05 42 0000 00 0001 78", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.3-3 5:MQTT-3.1.4-1", V5, "10 0B 0004 4D515454 05 02 0000 00", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.3-4", V5, "10 0F 0004 4D515454 05 02 0000 00 0002 C328", 0x81, 0x82, 0x85)]
    [InlineData("5:MQTT-3.1.3-11", V5, "10 16 0004 4D515454 05 06 0000 00 0001 78 00 0002 C328 0001 78", 0x81, 0x82, 0x90)]
    [InlineData("5:MQTT-3.1.3-12", V5, "10 12 0004 4D515454 05 82 0000 00 0001 78 0002 C328", 0x81, 0x82)]
    [InlineData("5:MQTT-3.1.4-1", V5, "10 11 0004 4D515454 05 02 0000 03 21 0000 0001 78", 0x82, 0x81)]
    [InlineData("5:MQTT-3.1.4-1 5:MQTT-3.1.4-6", V5, "10 11 0004 4D515454 05 02 0000 03 23 0001 0001 78 30 05 0001 74 00 78", 0x82, 0x81)]
    public async Task A_connection_that_does_not_begin_with_a_good_connect_is_closed(string statements, MqttVersion version, string hex, params int[] codes)
    {
        Assert.NotEmpty(statements);
        using var peer = await Peer.OpenAsync(version);

        await peer.SendAsync(hex);

        if (statements.Contains("3.1.1:MQTT-3.1.4-1", StringComparison.Ordinal))
        {
            // Version 3.1.1 wants it closed without a CONNACK.
            Assert.Null(await peer.ReadAsync());
        }

        await peer.ClosedAsync(codes);
    }
}
