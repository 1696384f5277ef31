namespace UrbanGrid.Mqtt.Codec;

/// <summary>PINGREQ and PINGRESP, MQTT 5 §3.12 and §3.13; always the same two bytes.</summary>
internal static class PingPackets
{
    public static byte[] Request { get; } = [(byte)PacketType.PingReq << 4, 0];

    public static byte[] Response { get; } = [(byte)PacketType.PingResp << 4, 0];
}
