using UrbanGrid.Bench.Fuzz;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>A hundred thousand clients that break the protocol, beside one that keeps it.</summary>
public sealed class MalformedFloodTests
{
    private const int Count = 100_000;
    private const int AtATime = 16;

    /// <summary>A bad packet of version 5 and the reason it is closed with.</summary>
    private static readonly (byte[] Packet, byte Reason)[] s_bad =
    [
        (Wire.FromHex("C1 00"), 0x81), (Wire.FromHex("00 00"), 0x81), (Wire.FromHex("36 06 0001 74 0001 00"), 0x81),
        (Wire.FromHex("30 07 0003 61EDA0 00 78"), 0x81), (Wire.FromHex("30 06 0001 74 02 7F 00"), 0x81), (Wire.FromHex("30 FF FF FF FF 01"), 0x81),
        (Wire.FromHex("30 06 0003 742F2B 00"), 0x90), (Wire.FromHex("32 06 0001 74 0000 00"), 0x82), (Wire.FromHex("82 03 0001 00"), 0x82),
        (Wire.FromHex("30 07 0001 74 03 23 0000"), 0x94), (Wire.FromHex("30 FF FF FF 7F"), 0x95), (Wire.FromHex("82 07 0001 00 0001 74 41"), 0x81),
    ];

    [Fact]
    public async Task Each_is_told_why_and_closed_alone_and_the_client_beside_them_notices_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        using var beside = await RawClient.ConnectAsync(broker, "beside");
        await beside.SubscribeAsync(new Codec.SubscriptionRequest("beside", MqttQos.AtMostOnce));
        using var end = new CancellationTokenSource();
        var talking = TalkAsync(beside, end.Token);
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < Count; i = Interlocked.Increment(ref next))
            {
                var (packet, reason) = s_bad[i % s_bad.Length];
                Assert.Equal(reason, await BreakAsync(broker.Port, i, packet));
            }
        })));
        await end.CancelAsync();

        Assert.True(await talking > 0);
        Assert.Equal(1, broker.Server.SessionCount);
        Assert.DoesNotContain("end beside", string.Join(',', broker.Application.Events), StringComparison.Ordinal);
    }

    /// <summary>Connects, sends the packet, and returns the reason of the DISCONNECT that is the last the server says.</summary>
    private static async Task<byte> BreakAsync(int port, int client, byte[] packet)
    {
        using var bad = await FuzzClient.OpenAsync(port);
        await bad.TrySendAsync((byte[])[.. FuzzCorpus.Connect(MqttVersion.V5, client & 0xFFF), .. packet]);
        var heard = await bad.ReadToEndAsync(finish: false);
        var connack = 2 + heard[1];
        Assert.Equal((0x20, 0, 0xE0), (heard[0], heard[3], heard[connack]));
        Assert.Equal(heard.Length, connack + 2 + heard[connack + 1]);
        return heard[connack + 2];
    }

    /// <summary>Says something again and again and hears each; how often it did.</summary>
    private static async Task<int> TalkAsync(RawClient client, CancellationToken end)
    {
        var heard = 0;
        while (!end.IsCancellationRequested)
        {
            await client.PublishAsync("beside", $"{heard}");
            var (packet, _) = await client.ReadPublishAsync();
            Assert.Equal("beside", packet.Topic);
            heard++;
            await Task.Delay(20, CancellationToken.None);
        }

        return heard;
    }
}
