using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>What holds of every packet there can be.</summary>
public sealed class RoundTripProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void Every_packet_that_is_written_is_read_back_whole_however_its_bytes_arrive() =>
        Prop.ForAll(PacketGen.Any, packet => Rewritten(new ReadOnlySequence<byte>(packet.Bytes), packet.Version).SequenceEqual(packet.Bytes)
            && Rewritten(Wire.Scattered(packet.Bytes), packet.Version).SequenceEqual(packet.Bytes)).Check(s_config);

    [Fact]
    public void No_part_of_a_packet_is_taken_for_the_whole() =>
        Prop.ForAll(PacketGen.Any, packet => Enumerable.Range(0, packet.Bytes.Length).All(length => IsIncomplete(packet.Bytes, length))).Check(s_config);

    private static byte[] Rewritten(ReadOnlySequence<byte> bytes, MqttVersion version) => PacketRewriter.Rewrite(Wire.Cut(bytes), version);

    private static bool IsIncomplete(byte[] bytes, int length)
    {
        var part = new ReadOnlySequence<byte>(bytes, 0, length);
        return !RawPacket.TryCut(ref part, int.MaxValue, out _);
    }
}
