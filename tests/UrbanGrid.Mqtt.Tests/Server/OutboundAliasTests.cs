using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

public sealed class OutboundAliasTests
{
    [Fact]
    public async Task A_client_that_allows_aliases_gets_each_topic_once_in_full()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client", change: c => c with { TopicAliasMaximum = 1 });
        await client.SubscribeAsync(new SubscriptionRequest("#", MqttQos.AtMostOnce));

        var got = new List<(string, uint?)>();
        foreach (var topic in (string[])["a", "a", "b", "a"])
        {
            await broker.Server.PublishAsync(topic, "x"u8.ToArray(), MqttQos.AtMostOnce, false, default);
            var (packet, properties) = await client.ReadPublishAsync();
            got.Add((packet.Topic, properties?.Number(PropertyId.TopicAlias)));
        }

        Assert.Equal([("a", 1u), ("", 1u), ("b", null), ("", 1u)], got);
    }

    [Fact]
    public async Task An_alias_is_not_used_before_its_topic_has_been_sent()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(
            broker, "client", change: c => c with { TopicAliasMaximum = 5, MaximumPacketSize = 40 });
        await client.SubscribeAsync(new SubscriptionRequest("a", MqttQos.AtMostOnce));

        await broker.Server.PublishAsync("a", new byte[100], MqttQos.AtMostOnce, false, default);
        await broker.Server.PublishAsync("a", "x"u8.ToArray(), MqttQos.AtMostOnce, false, default);

        Assert.Equal("a", (await client.ReadPublishAsync()).Packet.Topic);
    }
}
