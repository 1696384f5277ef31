using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>When a will is published, MQTT 5 §3.1.2.5 and §3.1.3.2.2.</summary>
public sealed class WillTests
{
    [Theory]
    [InlineData(30, 100, 30)]
    [InlineData(100, 30, 30)]
    [InlineData(30, 0, 0)]
    public async Task A_will_waits_for_its_delay_or_the_end_of_the_session_whichever_comes_first(uint delay, uint expiry, int due)
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        await LoseClientAsync(broker, delay, expiry);
        if (due > 0)
        {
            time.Advance(TimeSpan.FromSeconds(due - 1));
            Assert.Empty(broker.Application.Received);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        await Eventually.UntilAsync(() => broker.Application.Received.Count == 1);
    }

    [Fact]
    public async Task A_client_that_comes_back_in_time_takes_its_will_back()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        await LoseClientAsync(broker, delay: 30, expiry: 1_000);

        using var back = (await RawClient.ResumeAsync(broker, "device")).Client;
        time.Advance(TimeSpan.FromSeconds(60));
        await back.ExpectNothingAsync();

        Assert.Empty(broker.Application.Received);
    }

    [Fact]
    public async Task A_clean_start_ends_the_session_and_publishes_its_will()
    {
        await using var broker = await TestBroker.StartAsync(time: new ManualTime());
        await LoseClientAsync(broker, delay: 30, expiry: 1_000);

        using var fresh = await RawClient.ConnectAsync(broker, "device");

        Assert.Equal("offline", broker.Application.Received.Single().Payload);
    }

    [Fact]
    public async Task A_will_of_qos_2_reaches_its_subscribers_with_its_properties_and_stays()
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await RawClient.ConnectAsync(broker, "watcher");
        await watcher.SubscribeAsync(new SubscriptionRequest("status", MqttQos.ExactlyOnce));
        await LoseClientAsync(broker, delay: 0, expiry: 0);

        var (packet, properties) = await watcher.ReadPublishAsync();

        Assert.Equal(MqttQos.ExactlyOnce, packet.Qos);
        Assert.Equal([new("why", "lost")], properties!.UserProperties);
        Assert.InRange(properties.Number(PropertyId.MessageExpiryInterval)!.Value, 1u, 500u);
        using var late = await RawClient.ConnectAsync(broker, "late");
        await late.SubscribeAsync(new SubscriptionRequest("status", MqttQos.AtMostOnce));
        Assert.True((await late.ReadPublishAsync()).Packet.Retain);
    }

    private static async Task LoseClientAsync(TestBroker broker, uint delay, uint expiry)
    {
        var client = await RawClient.ConnectAsync(broker, "device", change: c => c with
        {
            SessionExpirySeconds = expiry,
            WillDelaySeconds = delay,
            Will = new MqttWill("status", "offline"u8.ToArray(), MqttQos.ExactlyOnce, Retain: true),
            WillProperties = new MqttMessageProperties { Expiry = TimeSpan.FromSeconds(500), UserProperties = [new("why", "lost")] },
        });
        client.Dispose();
        await Eventually.UntilAsync(() => broker.Application.Events.Any(e => e.StartsWith("end device", StringComparison.Ordinal)));
    }
}
