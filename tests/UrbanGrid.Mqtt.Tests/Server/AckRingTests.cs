using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt.Tests;

public sealed class AckRingTests
{
    [Fact]
    public void It_is_full_at_its_capacity_also_when_that_is_no_power_of_two()
    {
        var ring = new AckRing(3);
        for (ushort i = 1; i <= 3; i++)
        {
            Assert.False(ring.IsFull);
            ring.Add(i);
        }

        Assert.True(ring.IsFull);
    }

    [Fact]
    public void Only_completing_the_oldest_wakes_the_writer()
    {
        var ring = new AckRing(4);
        var (first, second) = (ring.Add(1), ring.Add(2));

        Assert.False(ring.Complete(second, MqttReasonCode.Success));
        Assert.False(ring.TryTake(out _));
        Assert.True(ring.Complete(first, MqttReasonCode.Success));
        Assert.True(ring.TryTake(out _) && ring.TryTake(out _) && ring.IsEmpty);
    }

    [Fact]
    public void A_ticket_of_a_slot_that_was_used_again_does_nothing()
    {
        var ring = new AckRing(1);
        var old = ring.Add(1);
        ring.Complete(old, MqttReasonCode.Success);
        ring.TryTake(out _);
        ring.Add(2);

        Assert.False(ring.Complete(old, MqttReasonCode.Success));
        Assert.False(ring.TryTake(out _));
    }

    [Fact]
    public async Task Threads_that_complete_at_random_lose_none_and_change_no_order()
    {
        const int messages = 200_000;
        var ring = new AckRing(64);
        var wake = new AsyncSignal();
        var progress = new AsyncSignal();
        var writer = Task.Run(async () =>
        {
            for (var expected = 0; expected < messages;)
            {
                while (ring.TryTake(out var ack))
                {
                    Assert.Equal(new AckPacket((ushort)expected, (MqttReasonCode)(byte)expected), ack);
                    expected++;
                }

                progress.Set();
                if (expected < messages)
                {
                    await wake.WaitAsync();
                }
            }
        });
        var random = new Random(3);
        var open = new List<(long Ticket, int Message)>();
        for (var i = 0; i < messages; i++)
        {
            while (ring.IsFull)
            {
                CompleteAll();
                await progress.WaitAsync();
            }

            open.Add((ring.Add((ushort)i), i));
            if (random.Next(20) == 0)
            {
                CompleteAll();
            }
        }

        CompleteAll();
        await writer.WaitAsync(Eventually.Limit);

        void CompleteAll()
        {
            foreach (var part in open.Chunk(8))
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    p =>
                    {
                        foreach (var (ticket, message) in Enumerable.Reverse(p))
                        {
                            if (ring.Complete(ticket, (MqttReasonCode)(byte)message))
                            {
                                wake.Set();
                            }
                        }
                    },
                    part, preferLocal: false);
            }

            open.Clear();
        }
    }
}
