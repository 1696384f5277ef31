using System.Buffers;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void Reading_a_publish_and_acknowledging_it_makes_no_garbage(MqttVersion version)
    {
        const int messages = 10_000;
        var wire = new ReadOnlySequence<byte>(
            [.. Enumerable.Range(1, 100).SelectMany(i => Wire.Publish(version, $"urbangrid/v1/m{i % 10}/telemetry", new string('x', 100), (ushort)i))]);
        var topics = new TopicCache();
        var acks = new AckRing(256);
        var output = new byte[AckPacket.MaxSize];
        PropertySet? properties = null;

        int Run()
        {
            var count = 0;
            while (count < messages)
            {
                var buffer = wire;
                while (RawPacket.TryCut(ref buffer, 100_000, out var packet))
                {
                    var publish = PublishPacket.Read(packet, version, topics, ref properties);
                    acks.Complete(acks.Add(publish.PacketId), MqttReasonCode.Success);
                    Assert.True(acks.TryTake(out var ack));
                    ack.Write(output, version);
                    count++;
                }
            }

            return count;
        }

        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var done = Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(messages, done);
        Assert.Equal(0, allocated);
    }
}
